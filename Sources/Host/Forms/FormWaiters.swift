// Moonpost
// SPDX-License-Identifier: Apache-2.0

internal import Core
internal import Synchronization

/// Requests of forms whose answer is awaited, each by the inbox entry that makes it.
final class FormWaiters: Sendable {
    /// What a request has come to.
    enum Outcome: Sendable {
        case answered(JSON)
        /// The form is not open any more.
        case closed
        /// There will be no answer now.
        case none
    }

    private struct State {
        var waiting: [UpdateID: CheckedContinuation<Outcome, Never>] = [:]
        /// What came before anybody waited.
        var early: [UpdateID: Outcome] = [:]
        var expected: Set<UpdateID> = []
    }

    private let state = Mutex(State())

    /// From here on an outcome of this entry is kept for whoever will wait.
    func expect(_ id: UpdateID) { state.withLock { _ = $0.expected.insert(id) } }

    /// Nobody will wait.
    func forget(_ id: UpdateID) {
        state.withLock { state in
            state.expected.remove(id)
            state.early[id] = nil
        }
    }

    /// Waits until `tell`.
    func outcome(of id: UpdateID) async -> Outcome {
        await withCheckedContinuation { continuation in
            let early = state.withLock { state -> Outcome? in
                if let early = state.early.removeValue(forKey: id) { return early }
                state.waiting[id] = continuation
                return nil
            }
            if let early { continuation.resume(returning: early) }
        }
    }

    /// Does nothing where nobody waits, as after a restart.
    func tell(_ id: UpdateID, _ outcome: Outcome) {
        let continuation = state.withLock { state -> CheckedContinuation<Outcome, Never>? in
            guard state.expected.remove(id) != nil else { return nil }
            if let continuation = state.waiting.removeValue(forKey: id) { return continuation }
            state.early[id] = outcome
            return nil
        }
        continuation?.resume(returning: outcome)
    }
}
