// Moonpost
// SPDX-License-Identifier: Apache-2.0

package import Core
internal import Foundation

/// A place's civil time: what the calendar and the clock on the wall say.
package struct CivilTime: Sendable {
    /// A day, and the time of it where one was said.
    package struct Moment: Hashable, Sendable {
        package var year: Int
        package var month: Int
        package var day: Int
        package var hour: Int?
        package var minute: Int?

        package init(year: Int, month: Int, day: Int, hour: Int? = nil, minute: Int? = nil) {
            self.year = year
            self.month = month
            self.day = day
            self.hour = hour
            self.minute = minute
        }
    }

    private let zone: TimeZone
    private let calendar: Calendar

    /// - Parameter identifier: An IANA name such as "Africa/Cairo"; nil where there is no such zone.
    package init?(identifier: String) {
        guard let zone = TimeZone(identifier: identifier) else { return nil }
        self.zone = zone
        var calendar = Calendar(identifier: .gregorian)
        calendar.timeZone = zone
        self.calendar = calendar
    }

    /// The IANA name of its zone.
    package var identifier: String { zone.identifier }

    package static let utc = CivilTime(zone: .gmt)

    private init(zone: TimeZone) {
        self.zone = zone
        var calendar = Calendar(identifier: .gregorian)
        calendar.timeZone = zone
        self.calendar = calendar
    }

    /// Minutes that the wall clock is ahead of UTC at `time`.
    package func offsetMinutes(at time: Timestamp) -> Int {
        zone.secondsFromGMT(for: Date(timeIntervalSince1970: Double(time.milliseconds) / 1_000)) / 60
    }

    /// The day and time at `time`, and the day of the week (0 = Sunday).
    package func moment(at time: Timestamp) -> (Moment, weekday: Int) {
        let date = Date(timeIntervalSince1970: Double(time.milliseconds) / 1_000)
        let parts = calendar.dateComponents([.year, .month, .day, .hour, .minute, .weekday], from: date)
        let moment = Moment(
            year: parts.year ?? 1970, month: parts.month ?? 1, day: parts.day ?? 1, hour: parts.hour ?? 0, minute: parts.minute ?? 0)
        return (moment, (parts.weekday ?? 1) - 1)
    }

    /// When the wall shows this; a time that a clock change skips is moved forward, as calendars do.
    package func timestamp(of moment: Moment) -> Timestamp? {
        let parts = DateComponents(
            year: moment.year, month: moment.month, day: moment.day, hour: moment.hour ?? 0, minute: moment.minute ?? 0)
        return calendar.date(from: parts).map { Timestamp(milliseconds: Int64(($0.timeIntervalSince1970 * 1_000).rounded())) }
    }

    /// Whether the calendar has such a day.
    package func exists(_ moment: Moment) -> Bool {
        guard (1...9_999).contains(moment.year), (1...12).contains(moment.month), (1...31).contains(moment.day), let time = timestamp(of: Moment(
            year: moment.year, month: moment.month, day: moment.day, hour: 12))
        else { return false }
        let (back, _) = self.moment(at: time)
        return back.day == moment.day && back.month == moment.month && back.year == moment.year
    }

    /// The next time after `time` when the wall shows `minute` minutes after midnight on one of `weekdays` (empty = any).
    package func next(minute: Int, weekdays: Set<Int>, after time: Timestamp) -> Timestamp? {
        let (today, weekday) = moment(at: time)
        for days in 0...8 where weekdays.isEmpty || weekdays.contains((weekday + days) % 7) {
            let day = Moment(year: today.year, month: today.month, day: today.day + days, hour: minute / 60, minute: minute % 60)
            if let candidate = timestamp(of: day), candidate > time { return candidate }
        }
        return nil
    }
}
