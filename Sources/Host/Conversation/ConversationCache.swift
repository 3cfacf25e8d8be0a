// Moonpost
// SPDX-License-Identifier: Apache-2.0

internal import Core
internal import Store
internal import Synchronization

/// The conversations of lanes that were busy lately, as they are committed. A lane that is not here is read from the store.
final class ConversationCache: Sendable {
    private struct State {
        var lanes: [String: [StoredConversation]] = [:]
        var distrusted: Set<String> = []
    }

    private let state = Mutex(State())
    private let capacity: Int

    init(capacity: Int) { self.capacity = capacity }

    func conversations(of lane: String) -> [StoredConversation]? { state.withLock { $0.lanes[lane] } }

    func set(_ conversations: [StoredConversation], of lane: String) {
        state.withLock { state in
            if state.distrusted.contains(lane) { return }
            if state.lanes.count >= capacity, state.lanes[lane] == nil {
                // Any quarter will do: a lane that is missed costs one query.
                for key in state.lanes.keys.prefix(max(1, capacity / 4)) { state.lanes[key] = nil }
            }
            state.lanes[lane] = conversations
        }
    }

    func forget(_ lane: String) { state.withLock { $0.lanes[lane] = nil } }
    func forgetAll() { state.withLock { $0.lanes = [:] } }

    /// Remembers this lane no more: its contact was merged with another, and a turn that is under way does not know of the
    /// conversations that came or went. People are merged rarely, and what is not remembered costs one query.
    func distrust(_ lane: String) {
        state.withLock { state in
            state.distrusted.insert(lane)
            state.lanes[lane] = nil
        }
    }
}
