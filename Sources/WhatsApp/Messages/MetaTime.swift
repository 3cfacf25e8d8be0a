// Moonpost
// SPDX-License-Identifier: Apache-2.0

internal import Core

/// Meta's times: seconds since 1970 UTC, as text in messages and as a number elsewhere.
enum MetaTime {
    /// The last second of the year 9999: what is later is not a time but a mistake.
    private static let last: Int64 = 253_402_300_799

    static func read(_ value: JSON?) -> Timestamp? {
        let seconds: Int64?
        switch value {
        case .string(let text): seconds = Int64(text)
        case .some(let other): seconds = other.int
        case nil: seconds = nil
        }
        guard let seconds, (0...last).contains(seconds) else { return nil }
        return Timestamp(milliseconds: seconds * 1_000)
    }
}
