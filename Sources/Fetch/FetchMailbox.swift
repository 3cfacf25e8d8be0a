// Moonpost
// SPDX-License-Identifier: Apache-2.0

internal import CCurl
internal import Foundation
internal import Synchronization

/// What callers leave for the thread, and the descriptor that wakes it.
final class FetchMailbox: Sendable {
    /// All that was left since the last time.
    struct Delivery {
        var jobs: [FetchJob] = []
        var cancellations: [FetchCancellation] = []
        var closeDeadline: ContinuousClock.Instant?

        var isEmpty: Bool { jobs.isEmpty && cancellations.isEmpty }
    }

    private struct State {
        var delivery = Delivery()
        var isAsleep = false
        var hasEnded = false
        var waiters: [CheckedContinuation<Void, Never>] = []
    }

    /// Readable while the thread has been asked to wake.
    let wakeDescriptor: Int32
    private let state = Mutex(State())

    init() throws(FetchError) {
        wakeDescriptor = eventfd(0, Int32(EFD_CLOEXEC | EFD_NONBLOCK))
        if wakeDescriptor < 0 { throw .system("eventfd") }
    }

    deinit { Foundation.close(wakeDescriptor) }

    func submit(_ job: FetchJob) {
        let isAccepted = post { state in
            if state.hasEnded || state.delivery.closeDeadline != nil { return false }
            state.delivery.jobs.append(job)
            return true
        }
        if !isAccepted { job.continuation.resume(returning: .failure(.shutDown)) }
    }

    func cancel(_ cancellation: FetchCancellation) {
        _ = post { state in
            if state.hasEnded { return false }
            state.delivery.cancellations.append(cancellation)
            return true
        }
    }

    /// Asks the thread to end at `deadline` at the latest; `waiter` goes on when it has.
    func close(deadline: ContinuousClock.Instant, waiter: CheckedContinuation<Void, Never>?) {
        let isAccepted = post { state in
            if state.hasEnded { return false }
            if let waiter { state.waiters.append(waiter) }
            state.delivery.closeDeadline = min(deadline, state.delivery.closeDeadline ?? deadline)
            return true
        }
        if !isAccepted { waiter?.resume() }
    }

    /// Changes the state and wakes the thread if it may be asleep; busy, it looks here by itself.
    private func post(_ change: (inout State) -> Bool) -> Bool {
        let (isAccepted, mustWake) = state.withLock { state in
            guard change(&state) else { return (false, false) }
            let mustWake = state.isAsleep
            state.isAsleep = false
            return (true, mustWake)
        }
        // It can only fail when the counter is full, and then the thread wakes anyway.
        if mustWake { eventfd_write(wakeDescriptor, 1) }
        return isAccepted
    }

    /// Takes what was left; the deadline stays, because it is a state rather than an event.
    func take() -> Delivery {
        state.withLock { state in
            let delivery = state.delivery
            state.delivery.jobs = []
            state.delivery.cancellations = []
            return delivery
        }
    }

    /// True: nothing is left and whoever posts from now on will wake the thread. `knowing` is the deadline that the
    /// thread has seen.
    func prepareToSleep(knowing deadline: ContinuousClock.Instant?) -> Bool {
        state.withLock { state in
            state.isAsleep = state.delivery.isEmpty && state.delivery.closeDeadline == deadline
            return state.isAsleep
        }
    }

    func isAwake() { state.withLock { $0.isAsleep = false } }

    func drainWakeDescriptor() {
        var count: eventfd_t = 0
        eventfd_read(wakeDescriptor, &count)
    }

    /// The thread's last act: nothing is accepted any more, and those who wait for the end go on.
    func end() {
        let (jobs, waiters) = state.withLock { state in
            state.hasEnded = true
            defer { state.delivery.jobs = []; state.waiters = [] }
            return (state.delivery.jobs, state.waiters)
        }
        for job in jobs { job.continuation.resume(returning: .failure(.shutDown)) }
        for waiter in waiters { waiter.resume() }
    }
}
