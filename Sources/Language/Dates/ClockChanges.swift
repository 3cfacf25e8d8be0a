// Moonpost
// SPDX-License-Identifier: Apache-2.0

package import Core

/// When the clocks of a zone are put forward and back within some years: what a script needs to reckon with dates beside today's.
package struct ClockChanges: Hashable, Sendable {
    /// Seconds since 1970 UTC; the offset from then on, in minutes.
    package struct Change: Hashable, Sendable {
        package var at: Int64
        package var offset: Int
    }

    /// Minutes ahead of UTC before the first change.
    package var first: Int
    /// The end of what was looked at, in seconds since 1970 UTC.
    package var end: Int64
    package var changes: [Change]

    /// So far apart are the times that are looked at: between two of them no zone changes its clocks twice.
    private static let step: Int64 = 7 * 86_400

    /// - Returns: nil where the clocks do not change in that time.
    init?(of civil: CivilTime, from start: Timestamp, to end: Timestamp) {
        func offset(_ seconds: Int64) -> Int { civil.offsetMinutes(at: Timestamp(milliseconds: seconds * 1_000)) }
        var at = start.milliseconds / 1_000
        self.end = end.milliseconds / 1_000
        first = offset(at)
        changes = []
        var before = first
        while at < self.end {
            let next = min(at + Self.step, self.end)
            let after = offset(next)
            if after != before {
                // The change is behind `low`, and not behind `high`.
                var (low, high) = (at, next)
                while high - low > 1 {
                    let middle = low + (high - low) / 2
                    if offset(middle) == before { low = middle } else { high = middle }
                }
                changes.append(Change(at: high, offset: after))
            }
            (at, before) = (next, after)
        }
        if changes.isEmpty { return nil }
    }

    /// As script-worker reads it: the first offset, the end, and of each change the time and the offset.
    package var json: JSON {
        .array([.integer(Int64(first)), .integer(end)] + changes.flatMap { [.integer($0.at), .integer(Int64($0.offset))] })
    }
}
