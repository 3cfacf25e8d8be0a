// Moonpost
// SPDX-License-Identifier: Apache-2.0

internal import Core
internal import Language

/// The time of day in which only replies are sent, by the business's clock.
struct QuietHours: Sendable {
    private let hours: Configuration.Limits.QuietHours
    private let civil: CivilTime
    /// What was found for a stretch of time: asking a calendar for each message would take longer than sending it.
    private var known: (from: Timestamp, to: Timestamp, isQuiet: Bool)?

    init(_ hours: Configuration.Limits.QuietHours, civil: CivilTime) {
        self.hours = hours
        self.civil = civil
    }

    /// When they end; nil: it is not quiet now.
    mutating func end(at now: Timestamp) -> Timestamp? {
        if let known, known.from <= now, now < known.to { return known.isQuiet ? known.to : nil }
        let (moment, _) = civil.moment(at: now)
        let minute = (moment.hour ?? 0) * 60 + (moment.minute ?? 0)
        let isQuiet =
            hours.from <= hours.to
            ? minute >= hours.from && minute < hours.to : minute >= hours.from || minute < hours.to
        let change = civil.next(minute: isQuiet ? hours.to : hours.from, weekdays: [], after: now) ?? now + .seconds(3_600)
        known = (now, change, isQuiet)
        return isQuiet ? change : nil
    }
}
