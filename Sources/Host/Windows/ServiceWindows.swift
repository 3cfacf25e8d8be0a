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

    private let state = Mutex<[Key: ServiceWindow]>([:])
    private let database: any Database
    private let capacity: Int

    init(database: any Database, capacity: Int = 50_000) {
        self.database = database
        self.capacity = capacity
    }

    func known(_ contact: ContactID, _ number: String) -> ServiceWindow? {
        state.withLock { $0[Key(contact: contact, number: number)] }
    }

    /// The window of a contact, or nil where the person has never written to this number.
    func window(of contact: ContactID, _ number: String) async throws -> ServiceWindow? {
        if let known = known(contact, number) { return known }
        let stored = try await database.read { try ServiceWindowRepository.window(of: contact, number, in: $0) }
        // Of somebody who writes at this moment the newer window may be there by now.
        if let stored { set(stored, of: contact, number) }
        return known(contact, number)
    }

    /// Takes over a window that is committed. One that closes later stays: commits are told in order, but reads are not.
    func set(_ window: ServiceWindow, of contact: ContactID, _ number: String, replacing: Bool = false) {
        let key = Key(contact: contact, number: number)
        state.withLock { windows in
            if windows.count >= capacity { windows = [:] }
            if !replacing, let known = windows[key], known.closesAt >= window.closesAt { return }
            windows[key] = window
        }
    }

    /// Forgets everything: contacts were merged.
    func forgetAll() { state.withLock { $0 = [:] } }
}
