// Moonpost
// SPDX-License-Identifier: Apache-2.0

internal import Synchronization

/// A request on its way to the thread, with the caller that waits for it.
struct FetchJob: Sendable {
    var request: FetchRequest
    var deadline: ContinuousClock.Instant
    var cancellation: FetchCancellation
    var continuation: CheckedContinuation<Result<FetchResponse, FetchError>, Never>
}

/// Tells the thread that a caller is gone; its identity is the job's.
///
/// The flag covers the cancellation that overtakes its own job on the way to the thread.
final class FetchCancellation: Sendable {
    let isCancelled = Atomic(false)
}
