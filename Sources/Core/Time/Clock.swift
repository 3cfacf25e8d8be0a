// Moonpost
// SPDX-License-Identifier: Apache-2.0

/// Tells and awaits the time. Injected everywhere, so that tests own it.
package protocol Clock: Sendable {
    var now: Timestamp { get }

    /// Returns at `deadline` or soon after.
    /// - Throws: `CancellationError` when the task is cancelled first.
    func sleep(until deadline: Timestamp) async throws
}
