// Moonpost
// SPDX-License-Identifier: Apache-2.0

/// What a pool has done since it started. A reading may be a moment old.
package struct WorkerCounters: Hashable, Sendable {
    /// Frames accepted from callers, answered or not.
    package var frames = 0
    package var answers = 0
    /// Workers started again after they had ended for whatever reason.
    package var restarts = 0
    /// Workers killed at the hard deadline.
    package var kills = 0
    /// Workers that ended by themselves, or by somebody else's signal.
    package var crashes = 0
    /// Workers killed because they broke the protocol.
    package var violations = 0

    package init() {}
}
