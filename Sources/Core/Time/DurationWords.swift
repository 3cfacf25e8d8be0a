// Moonpost
// SPDX-License-Identifier: Apache-2.0

/// Durations as people write them: "30 minutes", "2 days", "1 hour 30 minutes".
package enum DurationWords {
    package struct Problem: Error, CustomStringConvertible {
        package var description: String
    }

    private static let units: [String: Int64] = [
        "ms": 1, "millisecond": 1, "milliseconds": 1,
        "s": 1_000, "sec": 1_000, "second": 1_000, "seconds": 1_000,
        "min": 60_000, "mins": 60_000, "minute": 60_000, "minutes": 60_000,
        "h": 3_600_000, "hour": 3_600_000, "hours": 3_600_000,
        "d": 86_400_000, "day": 86_400_000, "days": 86_400_000,
        "week": 604_800_000, "weeks": 604_800_000,
    ]

    /// In milliseconds, some 30,000 years: whoever asks for more has made a mistake.
    private static let longest: Int64 = 1_000_000_000_000_000

    /// Reads a duration of one or more parts.
    /// - Throws: ``Problem`` for what is no duration; an ambiguous "3 m" is refused with both readings.
    package static func parse(_ text: String) throws -> Duration {
        var total: Int64 = 0
        var rest = Substring(text.lowercased())
        var parts = 0
        while true {
            rest = rest.drop { $0 == " " }
            if rest.isEmpty { break }
            let digits = rest.prefix { $0.isASCII && $0.isNumber }
            rest = rest.dropFirst(digits.count).drop { $0 == " " }
            let unit = rest.prefix { $0.isLetter }
            rest = rest.dropFirst(unit.count)
            guard let amount = Int64(digits), amount <= 1_000_000, !unit.isEmpty else { throw notADuration(text) }
            if unit == "m" {
                throw Problem(description: "\"\(text)\" is ambiguous: write \"\(amount) minutes\" or \"\(amount) months\" in days")
            }
            guard let factor = units[String(unit)] else { throw notADuration(text) }
            total += amount * factor
            guard total <= longest else { throw notADuration(text) }
            parts += 1
        }
        guard parts > 0 else { throw notADuration(text) }
        return .milliseconds(total)
    }

    private static func notADuration(_ text: String) -> Problem {
        Problem(description: "\"\(text)\" is not a duration: write it like \"30 minutes\", \"2 hours\" or \"5 days\"")
    }
}
