// Moonpost
// SPDX-License-Identifier: Apache-2.0

internal import Core
internal import Synchronization

/// Works off items lane by lane: one at a time and in order within a lane, different lanes in parallel.
package final class LaneScheduler<Item: Sendable>: Sendable {
    private struct State {
        var queues: [String: FIFO<Item>] = [:]
        /// Lanes that have items and wait for their turn, because ``mostActive`` lanes are active.
        var ready = FIFO<String>()
        var active = 0
        var isStopped = false

        /// The lane whose turn it is, which is active from now on.
        mutating func takeReady(below most: Int) -> String? {
            guard active < most, let next = ready.popFirst() else { return nil }
            active += 1
            return next
        }
    }

    private let state = Mutex(State())
    private let mostActive: Int
    private let activity: Activity
    private let work: @Sendable (String, Item) async -> Void

    /// - Parameters:
    ///   - mostActive: How many lanes are worked off at the same time.
    ///   - activity: Counts each lane from its first item until it has none. (Not each item: whoever lets a lane sleep, and
    ///     says so, lets those behind sleep, too.)
    ///   - work: Works off one item; an error is its own to handle.
    package init(mostActive: Int, activity: Activity, work: @escaping @Sendable (String, Item) async -> Void) {
        self.mostActive = mostActive
        self.activity = activity
        self.work = work
    }

    /// Adds an item to the end of its lane. After ``stop()`` it is dropped: what it stands for is in the store.
    package func add(_ item: Item, to lane: String) {
        let starts = state.withLock { state -> Bool in
            if state.isStopped { return false }
            if state.queues[lane] != nil {
                state.queues[lane]?.append(item)
                return false
            }
            activity.begin()
            var queue = FIFO<Item>()
            queue.append(item)
            state.queues[lane] = queue
            if state.active < mostActive {
                state.active += 1
                return true
            }
            state.ready.append(lane)
            return false
        }
        if starts { Task { await self.run(lane) } }
    }

    /// Waits within the work of a lane for something outside. Meanwhile the lane does not count as active, so that slow answers
    /// keep nobody else from being worked off; afterwards there may be more than ``mostActive`` for a while.
    package func outside<Result: Sendable>(_ wait: @Sendable () async throws -> Result) async rethrows -> Result {
        let next = state.withLock { state in
            state.active -= 1
            return state.takeReady(below: mostActive)
        }
        if let next { Task { await self.run(next) } }
        defer { state.withLock { $0.active += 1 } }
        return try await wait()
    }

    /// Stops after the items that are being worked on; the rest are dropped.
    package func stop() {
        state.withLock { state in
            state.isStopped = true
            // The lanes themselves are ended by whoever works them off.
            for lane in state.queues.keys { _ = state.queues[lane]?.drain() }
        }
    }

    private func run(_ first: String) async {
        var lane = first
        while true {
            while let item = state.withLock({ $0.queues[lane]?.popFirst() }) {
                await work(lane, item)
            }
            let (isOver, next) = state.withLock { state -> (Bool, String?) in
                // Something may have come since the queue was seen empty.
                if state.queues[lane]?.isEmpty == false { return (false, lane) }
                state.queues[lane] = nil
                state.active -= 1
                return (true, state.takeReady(below: mostActive))
            }
            if isOver { activity.end() }
            guard let next else { return }
            lane = next
        }
    }
}
