// Moonpost
// SPDX-License-Identifier: Apache-2.0

internal import Core
internal import Plugins
internal import Synchronization

/// Which conversations have their coroutine in a worker. The others go on from their journals.
final class Residency: Sendable {
    struct Place: Hashable, Sendable {
        var worker: Int
        var generation: Int

        /// What the end of the worker is known by.
        var death: IsolationPolicy.Death { IsolationPolicy.Death(worker: worker, generation: generation) }
    }

    private struct Resident {
        var place: Place
        var lastUse: UInt64
    }

    private struct State {
        var residents: [ConversationID: Resident] = [:]
        var uses: UInt64 = 0
    }

    private let state = Mutex(State())
    private let capacity: Int

    /// - Parameter capacity: How many coroutines are kept. The least recently used ones make room, a tenth at a time.
    init(capacity: Int) { self.capacity = capacity }

    func place(of conversation: ConversationID) -> Place? { state.withLock { $0.residents[conversation]?.place } }

    /// Remembers where a conversation waits; gives back those that are to be dropped for it.
    func settle(_ conversation: ConversationID, at place: Place) -> [(ConversationID, Place)] {
        state.withLock { state in
            state.uses += 1
            state.residents[conversation] = Resident(place: place, lastUse: state.uses)
            guard state.residents.count > capacity else { return [] }
            let oldest = state.residents.sorted { $0.value.lastUse < $1.value.lastUse }.prefix(max(1, capacity / 10))
            for (id, _) in oldest { state.residents[id] = nil }
            return oldest.map { ($0.key, $0.value.place) }
        }
    }

    @discardableResult
    func forget(_ conversation: ConversationID) -> Place? {
        state.withLock { $0.residents.removeValue(forKey: conversation)?.place }
    }

    /// Forgets all, and gives back where they are.
    func forgetAll() -> [(ConversationID, Place)] {
        state.withLock { state in
            defer { state.residents = [:] }
            return state.residents.map { ($0.key, $0.value.place) }
        }
    }
}
