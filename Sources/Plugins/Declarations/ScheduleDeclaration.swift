// Moonpost
// SPDX-License-Identifier: Apache-2.0

internal import Core

/// A `bot.every`: something to run again and again.
package struct ScheduleDeclaration: Hashable, Sendable {
    package enum Rule: Hashable, Sendable {
        case every(Duration)
        /// At a time of the business's day (minutes after midnight), on these days of the week (0 = Sunday; empty = every day).
        case at(minute: Int, weekdays: Set<Int>)
    }

    package var name: String
    package var rule: Rule
    package var line: Int

    /// The rule as text: a stored schedule whose rule reads otherwise is planned anew.
    package var ruleText: String {
        switch rule {
        case .every(let interval): "every \(interval.milliseconds) ms"
        case .at(let minute, let weekdays): "at \(minute) on \(weekdays.sorted())"
        }
    }

    package static let weekdays = ["sunday", "monday", "tuesday", "wednesday", "thursday", "friday", "saturday"]
}
