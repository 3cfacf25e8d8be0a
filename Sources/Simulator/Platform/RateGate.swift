// Moonpost
// SPDX-License-Identifier: Apache-2.0

internal import Core

/// Lets one event through per interval, and a burst borrowed against the future.
///
/// The generic cell rate algorithm: it remembers one moment, the one at which the debt is paid.
struct RateGate: Hashable, Sendable {
    /// Since 1970; finer than a ``Timestamp``, because intervals can be shorter than a millisecond.
    private var paidAt = Duration.zero

    /// Whether one more event may pass now; counts it if so.
    mutating func admits(interval: Duration, burst: Int, now: Timestamp) -> Bool {
        let now = Duration.milliseconds(now.milliseconds)
        let start = max(paidAt, now)
        guard start - now <= interval * (burst - 1) else { return false }
        paidAt = start + interval
        return true
    }
}
