// Moonpost
// SPDX-License-Identifier: Apache-2.0

internal import Core
internal import Store
internal import Synchronization

/// Remembers service windows, so that sending a reply costs no query.
///
/// Holds only what is committed. It forgets everything when it is full: what is needed comes back with one query each.
final class ServiceWindows: Sendable {
    struct Key: Hashable {
        var contact: ContactID
        var number: String
    }

    private struct State {
        var windows: [Key: ServiceWindow] = [:]
        /// Counts how often everything was forgotten: what was read before that is not remembered after it.
        var generation = 0

        mutating func forgetAll() {
            windows = [:]
            generation += 1
        }
    }

    private let state = Mutex(State())
    private let database: any Database
    private let capacity: Int

    init(database: any Database, capacity: Int = 50_000) {
        self.database = database
        self.capacity = capacity
    }

    /// The window of a contact, or nil where the person has never written to this number.
    func window(of contact: ContactID, _ number: String) async throws -> ServiceWindow? {
        let key = Key(contact: contact, number: number)
        let (known, generation) = state.withLock { ($0.windows[key], $0.generation) }
        if let known { return known }
        let stored = try await database.read { try ServiceWindowRepository.window(of: contact, number, in: $0) }
        return state.withLock { state in
            // Of somebody who writes at this moment the newer window may be there by now.
            if let known = state.windows[key] { return stored.map { $0.closesAt > known.closesAt ? $0 : known } ?? known }
            if let stored, state.generation == generation { keep(stored, for: key, in: &state) }
            return stored
        }
    }

    /// Takes over a window that is committed; told in the order of the commits, so that the last one counts, with all that is in it.
    func set(_ window: ServiceWindow, of contact: ContactID, _ number: String) {
        state.withLock { keep(window, for: Key(contact: contact, number: number), in: &$0) }
    }

    private func keep(_ window: ServiceWindow, for key: Key, in state: inout State) {
        if state.windows[key] == nil, state.windows.count >= capacity { state.forgetAll() }
        state.windows[key] = window
    }

    /// Forgets everything: contacts were merged.
    func forgetAll() { state.withLock { $0.forgetAll() } }
}
