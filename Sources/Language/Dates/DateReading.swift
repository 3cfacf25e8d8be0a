// Moonpost
// SPDX-License-Identifier: Apache-2.0

/// What somebody meant by a date.
package enum DateReading: Hashable, Sendable {
    /// A day, with a time where one was said.
    case moment(CivilTime.Moment)
    /// Days from the first to the last: "this week", "next month", "the weekend".
    case period(first: CivilTime.Moment, last: CivilTime.Moment)
    /// Again and again.
    case recurrence(DateRecurrence)
    /// A date or time that there is not: "31/2", "25:00". Whoever asked asks again.
    case impossible(String)
}

/// "every Monday at 9", "each month on the 5th", "daily".
package struct DateRecurrence: Hashable, Sendable {
    package enum Unit: String, Hashable, Sendable {
        case minute, hour, day, week, month, year
    }

    package var unit: Unit
    /// Every so many of the unit, from 1.
    package var interval: Int
    /// 0 is Sunday; of weeks, empty where none was said.
    package var weekdays: Set<Int> = []
    /// Of months.
    package var monthDay: Int?
    package var hour: Int?
    package var minute: Int?
    /// When it happens first.
    package var first: CivilTime.Moment

    package init(
        unit: Unit, interval: Int = 1, weekdays: Set<Int> = [], monthDay: Int? = nil, hour: Int? = nil, minute: Int? = nil, first: CivilTime.Moment
    ) {
        self.unit = unit
        self.interval = interval
        self.weekdays = weekdays
        self.monthDay = monthDay
        self.hour = hour
        self.minute = minute
        self.first = first
    }
}

extension DateReading {
    /// The moment that is meant; of what recurs, the next one.
    package var next: CivilTime.Moment? {
        if case .recurrence(let recurrence) = self { recurrence.first } else { moment }
    }

    /// One moment, where it means one: of a period its first day.
    package var moment: CivilTime.Moment? {
        switch self {
        case .moment(let moment), .period(let moment, _): moment
        case .recurrence, .impossible: nil
        }
    }
}
