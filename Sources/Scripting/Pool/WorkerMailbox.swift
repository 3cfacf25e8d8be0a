// Moonpost
// SPDX-License-Identifier: Apache-2.0

internal import Core
internal import Foundation
internal import Synchronization

/// Whoever waits for the answer to a frame.
typealias WorkerCaller = CheckedContinuation<Result<JSON, WorkerError>, Never>

/// What callers leave for the supervisor's thread, what it tells them, and the socket pair that wakes it.
final class WorkerMailbox: Sendable {
    struct Delivery {
        var frames: [(worker: Int, frame: WorkerQueue<WorkerCaller>.Frame)] = []
        /// With the only generation that is meant; nil: any.
        var kills: [(worker: Int, generation: Int?)] = []
        /// Workers that are to be there beside the others, and those that are to be there no more.
        var opened: [Int] = []
        var retired: [Int] = []
        var closeDeadline: ContinuousClock.Instant?

        var isEmpty: Bool { frames.isEmpty && kills.isEmpty && opened.isEmpty && retired.isEmpty }
    }

    private struct State {
        var delivery = Delivery()
        /// Of each worker that is there.
        var generations: [Int: Int]
        var nextWorker: Int
        var counters = WorkerCounters()
        var isAsleep = false
        var hasEnded = false
        var waiters: [CheckedContinuation<Void, Never>] = []
    }

    /// Readable while the thread has been asked to wake.
    let wakeDescriptor: Int32
    private let wakingDescriptor: Int32
    private let state: Mutex<State>

    /// - Throws: The reason when the system refuses the socket pair.
    init(workers: Int) throws(WorkerProcess.StartError) {
        var ends: [Int32] = [-1, -1]
        let kind = Int32(SOCK_STREAM.rawValue | SOCK_CLOEXEC.rawValue | SOCK_NONBLOCK.rawValue)
        guard socketpair(AF_UNIX, kind, 0, &ends) == 0 else {
            throw WorkerProcess.StartError(reason: "socketpair: \(String(cString: strerror(errno)))")
        }
        wakeDescriptor = ends[0]
        wakingDescriptor = ends[1]
        state = Mutex(State(generations: Dictionary(uniqueKeysWithValues: (0..<workers).map { ($0, 1) }), nextWorker: workers))
    }

    deinit {
        Foundation.close(wakeDescriptor)
        Foundation.close(wakingDescriptor)
    }

    // MARK: For callers

    /// Takes a frame, or says why not; then its caller is still the sender's to complete.
    func submit(_ frame: WorkerQueue<WorkerCaller>.Frame, worker: Int) -> WorkerError? {
        post { state in
            let generation = state.generations[worker] ?? 0
            if state.hasEnded || state.delivery.closeDeadline != nil {
                return WorkerError(.closed, worker: worker, generation: generation)
            }
            if generation == 0 { return WorkerError(.restarted, worker: worker, generation: 0) }
            if let expected = frame.generation, expected != generation {
                return WorkerError(.restarted, worker: worker, generation: generation)
            }
            state.delivery.frames.append((worker, frame))
            return nil
        }
    }

    /// - Parameter generation: The only one that is meant; nil: any.
    func kill(worker: Int, generation: Int?) {
        _ = post { state in
            if !state.hasEnded { state.delivery.kills.append((worker, generation)) }
            return nil
        }
    }

    /// Another worker; frames for it may be submitted at once. Its number is never used again.
    func open() -> Int {
        var worker = 0
        _ = post { state in
            worker = state.nextWorker
            state.nextWorker += 1
            if state.hasEnded || state.delivery.closeDeadline != nil { return nil }
            state.generations[worker] = 1
            state.delivery.opened.append(worker)
            return nil
        }
        return worker
    }

    /// Ends a worker for good: who waits for it hears that it is lost.
    func retire(worker: Int) {
        _ = post { state in
            guard state.generations.removeValue(forKey: worker) != nil, !state.hasEnded else { return nil }
            state.delivery.retired.append(worker)
            return nil
        }
    }

    /// Asks the thread to end, with what is in flight at `deadline` at the latest; `waiter` goes on when it has.
    func close(deadline: ContinuousClock.Instant, waiter: CheckedContinuation<Void, Never>?) {
        var hasEnded = false
        _ = post { state in
            hasEnded = state.hasEnded
            guard !hasEnded else { return nil }
            if let waiter { state.waiters.append(waiter) }
            state.delivery.closeDeadline = min(deadline, state.delivery.closeDeadline ?? deadline)
            return nil
        }
        if hasEnded { waiter?.resume() }
    }

    /// 0 where there is no such worker any more.
    func generation(of worker: Int) -> Int { state.withLock { $0.generations[worker] ?? 0 } }

    var counters: WorkerCounters { state.withLock { $0.counters } }

    /// Changes the state and wakes the thread if it may be asleep; busy, it looks here by itself.
    private func post(_ change: (inout State) -> WorkerError?) -> WorkerError? {
        let (refusal, mustWake) = state.withLock { state in
            if let refusal = change(&state) { return (refusal as WorkerError?, false) }
            let mustWake = state.isAsleep
            state.isAsleep = false
            return (nil, mustWake)
        }
        if mustWake {
            // It can only fail when the buffer is full, and then the thread wakes anyway.
            var byte: UInt8 = 1
            _ = write(wakingDescriptor, &byte, 1)
        }
        return refusal
    }

    // MARK: For the thread

    /// Takes what was left; the deadline stays, because it is a state rather than an event.
    func take() -> Delivery {
        state.withLock { state in
            let delivery = state.delivery
            state.delivery.frames = []
            state.delivery.kills = []
            state.delivery.opened = []
            state.delivery.retired = []
            return delivery
        }
    }

    /// Told before anybody hears of the end of the generation before it.
    func publish(generation: Int, of worker: Int, counters: WorkerCounters) {
        state.withLock { state in
            if state.generations[worker] != nil { state.generations[worker] = generation }
            state.counters = counters
        }
    }

    /// True: nothing is left and whoever posts from now on will wake the thread. `knowing` is the deadline that the
    /// thread has seen.
    func prepareToSleep(knowing deadline: ContinuousClock.Instant?, publishing counters: WorkerCounters) -> Bool {
        state.withLock { state in
            state.counters = counters
            state.isAsleep = state.delivery.isEmpty && state.delivery.closeDeadline == deadline
            return state.isAsleep
        }
    }

    func isAwake() { state.withLock { $0.isAsleep = false } }

    func drainWakeDescriptor() {
        var bytes = [UInt8](repeating: 0, count: 64)
        while read(wakeDescriptor, &bytes, bytes.count) == bytes.count {}
    }

    /// The thread's last act: nothing is accepted any more, and those who wait for the end go on.
    func end() {
        let (frames, generations, waiters) = state.withLock { state in
            state.hasEnded = true
            defer {
                state.delivery = Delivery()
                state.waiters = []
            }
            return (state.delivery.frames, state.generations, state.waiters)
        }
        for (worker, frame) in frames {
            let error = WorkerError(.closed, worker: worker, generation: generations[worker] ?? 0)
            frame.ticket?.resume(returning: .failure(error))
        }
        for waiter in waiters { waiter.resume() }
    }
}
