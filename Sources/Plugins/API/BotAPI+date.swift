// Moonpost
// SPDX-License-Identifier: Apache-2.0

extension BotAPI {
    package static let date = ScriptClass(
        "date", "A day, or a time, where the person is; without a person, where the business is. It prints as `iso`, can be compared, and moved: "
            + "`date + \"2 days\"` is the same time of another day, also where the clocks change in between; hours, minutes and seconds pass one after the other. Of a "
            + "whole day they are the time of it: `bot.today() + \"9 hours\"` is nine o'clock.",
        operators: ["add(string|integer): date", "sub(string|integer): date", "sub(date): integer"],
        [
            ScriptField("year", .integer(), "The year."), ScriptField("month", .integer(), "1 to 12."),
            ScriptField("day", .integer(), "1 to 31."),
            .optional("hour", .integer(), "0 to 23; nil where it is a whole day."),
            .optional("minute", .integer(), "0 to 59."), .optional("second", .integer(), "0 to 59."),
            ScriptField("weekday", .choice(ScheduleDeclaration.weekdays), "The day of the week."),
            ScriptField("iso", .text(), "\"2026-01-05\", or \"2026-01-05T09:00:00\"."),
            ScriptField("unix", .integer(), "Seconds since 1970 UTC."),
        ])
}
