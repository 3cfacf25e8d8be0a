// Moonpost
// SPDX-License-Identifier: Apache-2.0

internal import Core
internal import Synchronization

/// Lets one task sleep until a time that others may bring forward.
final class Alarm: Sendable {
    private struct State {
        /// The earliest time that somebody asked for since the last wait began.
        var asked: Timestamp?
        var deadline: Timestamp?
        var sleeper: Task<Void, Never>?
    }

    private let clock: any Clock
    private let state = Mutex(State())

    init(clock: any Clock) { self.clock = clock }

    /// Makes the next or present wait end at `time` at the latest.
    func ring(at time: Timestamp) {
        let sleeper = state.withLock { state -> Task<Void, Never>? in
            if let asked = state.asked, asked <= time { return nil }
            state.asked = time
            guard let deadline = state.deadline, time < deadline else { return nil }
            return state.sleeper
        }
        sleeper?.cancel()
    }

    /// Returns at `time`, or earlier when ``ring(at:)`` asked for it, or when the task is cancelled.
    func wait(until time: Timestamp) async {
        while !Task.isCancelled {
            let (deadline, sleeper) = state.withLock { state -> (Timestamp, Task<Void, Never>) in
                let deadline = min(time, state.asked ?? time)
                let clock = clock
                let sleeper = Task<Void, Never> {
                    do {
                        try await clock.sleep(until: deadline)
                    } catch {
                        // Cancelled: somebody asked for an earlier time.
                    }
                }
                state.deadline = deadline
                state.sleeper = sleeper
                return (deadline, sleeper)
            }
            await withTaskCancellationHandler {
                await sleeper.value
            } onCancel: {
                sleeper.cancel()
            }
            let isOver = state.withLock { state in
                state.deadline = nil
                state.sleeper = nil
                guard clock.now >= deadline else { return false }
                state.asked = nil
                return true
            }
            if isOver { return }
        }
    }
}
