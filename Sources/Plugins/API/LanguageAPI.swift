// Moonpost
// SPDX-License-Identifier: Apache-2.0

package import Core
internal import Flow
package import Language

/// `bot.language`: what people mean by their words.
package enum LanguageAPI {
    /// As the reference knows it: the host gives it a time zone.
    static let dateOperation = Operation("language.date", .read)

    /// The host knows what there is to ask for.
    package static let intentsOperation = Operation("language.intents", .read)

    /// What is longer than any way to write a date is none.
    private static let longestDate = 500
    private static let longestText = 10_000

    package static func namespace(times: CivilTimes) -> ScriptNamespace {
        let date = Operation("language.date", .read) { arguments, context, _ in
            let civil = times.civil(in: context.zone)
            guard let text = arguments["text"]?.text, text.utf8.count <= longestDate, let moment = DateReader(civil: civil).read(text, now: context.now)
            else { return .null }
            return Self.json(moment, in: civil)
        }
        let find = Operation("language.find_date", .read) { arguments, context, _ in
            let civil = times.civil(in: context.zone)
            guard let text = arguments["text"]?.text, text.utf8.count <= longestText, let found = DateReader(civil: civil).find(in: text, now: context.now),
                let moment = found.reading.next
            else { return .null }
            let rest = (text[..<found.range.lowerBound] + " " + text[found.range.upperBound...]).split(whereSeparator: \.isWhitespace).joined(separator: " ")
            var object: JSONObject = ["date": Self.json(moment, in: civil), "text": .string(rest)]
            if case .recurrence(let recurrence) = found.reading {
                object["repeats"] = .string(String(text[found.range]))
                object["every"] = Self.json(recurrence)
            }
            return .object(object)
        }
        return ScriptNamespace("bot.language", "What people mean by their words.", [
            ScriptFunction(
                "date", [ScriptField("text", .text(), "What somebody wrote.")], returns: .object("date"), orNil: true,
                .prelude([date]), "The date that somebody wrote: \"tomorrow\", \"25 December at 9\"; nil where it is none.",
                example: ScriptExample(
                    """
                    local day = bot.language.date("next friday")
                    chat:say(day and day.iso or "When?")
                    """,
                    chat: """
                    < 2026-01-*
                    """)),
            ScriptFunction(
                "find_date", [ScriptField("text", .text(), "What somebody wrote.")],
                returns: .table(like: "{ date = date, text = \"call the client\" }"), orNil: true, .prelude([find]),
                "The first date in a sentence, and the sentence without it; nil where it has none. Where it is one that comes again (\"every Monday at 9\"), `date` "
                    + "is its next time, `repeats` the words that say so, and `every` what they say: its `unit` (minute, hour, day, week, month or year), its "
                    + "`interval` (every so many of them), its `weekdays` (a list, which may be empty), and `day` where it is one of the month.",
                example: ScriptExample(
                    """
                    local found = bot.language.find_date("call the client tomorrow at 5")
                    chat:say("{text}: {date}", found)
                    """,
                    chat: """
                    < call the client: 2026-01-06T17:00:00
                    """)),
            ScriptFunction(
                "intents", [ScriptField("text", .text(), "What somebody wrote.")],
                returns: .list(of: .table(like: "{ name = \"tasks\", title = \"Lists tasks\", given = { ... }, confidence = 0.8, sure = true }")), .prelude([intentsOperation]),
                "What a sentence may ask for, the likeliest first: flows, commands and queries that the person may use and whose `examples` are like it. "
                    + "`given` is what `chat:go(name, given)` takes along; where something is missing, `problem` says what.",
                example: ScriptExample(
                    .file,
                    """
                    bot.plugin { title = "Talk" }
                    bot.command("tea", {
                      help = "Orders tea", params = { cups = "integer" }, examples = { "bring me {cups} cups of tea" },
                      run = function(chat, args) chat:say("{cups} cups!", args) end,
                    })
                    bot.flow("talk", { triggers = { "talk" }, run = function(chat)
                      local found = bot.language.intents("could you bring us 2 cups of tea?")
                      chat:say("{name}: {given.cups}", found[1])
                    end })
                    """,
                    chat: """
                    > talk
                    < tea: 2
                    > Please bring 3 cups of tea
                    < 3 cups!
                    """)),
            ScriptFunction(
                "number", [ScriptField("text", .text(), "What somebody wrote.")], returns: .number(), orNil: true, .prelude([]),
                "The number that somebody wrote: \"1,000\", \"1.5\", \"٢٥\"; nil where it is none.",
                example: ScriptExample(
                    """
                    chat:say("{sum}", { sum = bot.language.number("1,000") + bot.language.number("٢٥") })
                    """,
                    chat: """
                    < 1025
                    """)),
        ])
    }

    private static let weekdays = ["sunday", "monday", "tuesday", "wednesday", "thursday", "friday", "saturday"]

    private static func json(_ recurrence: DateRecurrence) -> JSON {
        var object: JSONObject = [
            "unit": .string(recurrence.unit.rawValue), "interval": .integer(Int64(recurrence.interval)),
            "weekdays": .array(recurrence.weekdays.sorted().map { .string(weekdays[$0 % 7]) }),
        ]
        object["day"] = recurrence.monthDay.map { .integer(Int64($0)) }
        return .object(object)
    }

    /// The shape in which scripts get a date: `year`, `month`, `day`, `hour` and `minute` where they were said, and `iso`.
    package static func json(_ moment: CivilTime.Moment) -> JSON {
        var object: JSONObject = [
            "year": .integer(Int64(moment.year)), "month": .integer(Int64(moment.month)), "day": .integer(Int64(moment.day)),
        ]
        var iso = "\(moment.year)-\(twoDigits(moment.month))-\(twoDigits(moment.day))"
        if let hour = moment.hour {
            object["hour"] = .integer(Int64(hour))
            object["minute"] = .integer(Int64(moment.minute ?? 0))
            iso += "T\(twoDigits(hour)):\(twoDigits(moment.minute ?? 0))"
        }
        object["iso"] = .string(iso)
        return .object(object)
    }

    /// The same with `unix`, the seconds since 1970 UTC when the clocks there show it. Where a clock change skips a time, it is the one that they
    /// show instead.
    static func json(_ moment: CivilTime.Moment, in civil: CivilTime) -> JSON {
        guard let time = civil.timestamp(of: moment) else { return json(moment) }
        let shown = json(moment.hour == nil ? moment : civil.moment(at: time).0)
        guard var object = shown.object else { return shown }
        object["unix"] = .integer(time.milliseconds / 1_000)
        return .object(object)
    }

    /// Days as scripts get them: `first` and `last`, the same where it is one; nil for what recurs and what there is not.
    package static func period(_ reading: DateReading) -> JSON? {
        switch reading {
        case .moment(let moment): ["first": json(moment), "last": json(moment)]
        case .period(let first, let last): ["first": json(first), "last": json(last)]
        case .recurrence, .impossible: nil
        }
    }

    private static func twoDigits(_ number: Int) -> String { number < 10 ? "0\(number)" : "\(number)" }
}
