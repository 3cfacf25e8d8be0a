// Moonpost
// SPDX-License-Identifier: Apache-2.0

internal import Core
internal import Store
internal import Synchronization
internal import WhatsApp

/// Remembers contacts and their aliases, so that a message of somebody known costs no query.
///
/// Holds only what is committed. It forgets everything when it is full: what is needed comes back with one query each.
final class ContactDirectory: Sendable {
    /// How somebody presented themselves in a message.
    struct Presentation: Hashable {
        var aliases: [ContactAlias]
        var name: String?
    }

    private struct State {
        /// By aliases alone: who comes back to an earlier name has changed it once more.
        var ids: [[ContactAlias]: (name: String?, id: ContactID)] = [:]
        var contacts: [ContactID: Contact] = [:]
        /// Counts what was forgotten: what was read before that is not remembered.
        var generation = 0
    }

    private let state = Mutex(State())
    private let database: any Database
    private let capacity: Int

    init(database: any Database, capacity: Int = 50_000) {
        self.database = database
        self.capacity = capacity
    }

    func id(of presentation: Presentation) -> ContactID? {
        state.withLock { state in
            guard let known = state.ids[presentation.aliases], known.name == presentation.name else { return nil }
            return known.id
        }
    }

    func remember(_ presentation: Presentation, as id: ContactID) {
        state.withLock { state in
            if state.ids.count >= capacity { state.ids = [:] }
            state.ids[presentation.aliases] = (presentation.name, id)
        }
    }

    /// The contact, or the one that it was merged into.
    func contact(_ id: ContactID) async throws -> Contact? {
        let (known, generation) = state.withLock { ($0.contacts[id], $0.generation) }
        if let known { return known }
        let contact = try await database.read { try ContactRepository.contact(id, in: $0) }
        if let contact, contact.id == id, state.withLock({ $0.generation == generation }) { remember(contact) }
        return contact
    }

    /// Remembers a contact as it is. One of the staff is read each time: a role that is taken away must not last until it is forgotten.
    func remember(_ contact: Contact) {
        guard contact.user == nil else { return }
        state.withLock { state in
            if state.contacts.count >= capacity { state.contacts = [:] }
            state.contacts[contact.id] = contact
        }
    }

    /// Forgets a contact that changed.
    func forget(_ id: ContactID) {
        state.withLock { state in
            state.contacts[id] = nil
            state.generation += 1
        }
    }

    /// Forgets everything: contacts were merged.
    func forgetAll() { state.withLock { $0 = State(generation: $0.generation + 1) } }
}

extension Contact {
    /// Where messages for the contact go.
    var recipient: Recipient? {
        ContactAliases(
            phone: alias(.phone), userID: alias(.userID), parentUserID: alias(.parentUserID), username: alias(.username)
        ).recipient
    }

    /// What scripts see as `chat.contact`.
    func json(defaultLanguage: String, defaultTimezone: String) -> JSON {
        var object: JSONObject = ["id": .string(id.text)]
        object["name"] = name.map { .string($0) }
        object["phone"] = alias(.phone).map { .string("+" + $0) }
        object["language"] = .string(spokenLanguage ?? defaultLanguage)
        object["timezone"] = .string(zone ?? defaultTimezone)
        object["fields"] = .object(fields)
        object["user"] = user?.json
        return .object(object)
    }
}
