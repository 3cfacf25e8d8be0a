// Moonpost
// SPDX-License-Identifier: Apache-2.0

import Core
import Store
import Testing

@Suite struct ContactMergeTests {
    private let phone = ContactAlias(.phone, "201001234567")
    private let user = ContactAlias(.userID, "EG.abc")

    private func entry(_ text: String, lane: String, state: InboxEntry.State = .ready) -> InboxEntry {
        InboxEntry(
            id: id(text), number: "1", dedupKey: text, kind: .message, lane: lane, state: state, receivedAt: time(1), content: [:])
    }

    private func conversation(_ text: String, of contact: String) -> StoredConversation {
        StoredConversation(
            id: id(text), lane: contact, contact: id(contact), number: "1", plugin: "p", version: "v", entryKind: "flow",
            entryName: "f", opening: [:], createdAt: time(1))
    }


    @Test("the oldest contact takes over conversations, waiting messages in both directions, fields, name and language")
    func takesOver() async throws {
        try await withDatabase { database async throws in
            try await database.write { connection throws in
                _ = try ContactRepository.resolve([phone], name: nil, at: time(1), newID: id("A"), in: connection)
                _ = try ContactRepository.resolve([user], name: "Amina", at: time(1), newID: id("B"), in: connection)
                try ContactRepository.set(["city": "Cairo", "visits": 1], of: id("A"), at: time(1), in: connection)
                try ContactRepository.set(["visits": 9, "size": "L", "language": "ar", "timezone": "Africa/Cairo"], of: id("B"), at: time(1), in: connection)
                try ConversationRepository.save(conversation("cA", of: "A"), at: time(1), in: connection)
                try ConversationRepository.save(conversation("cB", of: "B"), at: time(1), in: connection)
                try ConversationRepository.save(conversation("cOther", of: "X"), at: time(1), in: connection)
                _ = try InboxRepository.insert(entry("ready", lane: "B"), in: connection)
                _ = try InboxRepository.insert(entry("done", lane: "B", state: .done), in: connection)
                try OutboxRepository.insert(
                    OutgoingMessage(id: id("o"), lane: "B", number: "1", contact: id("B"), content: [:], createdAt: time(1)), in: connection)
            }
            let resolution = try await database.write {
                try ContactRepository.resolve([phone, user], name: nil, at: time(2), newID: id("C"), in: $0)
            }
            #expect(resolution.merged == [id("B")])
            try await database.read { connection throws in
                #expect(try ConversationRepository.inLane("A", in: connection).map(\.id) == [id("cA"), id("cB")])
                #expect(try ConversationRepository.inLane("A", in: connection).allSatisfy { $0.contact == id("A") })
                #expect(try ConversationRepository.inLane("B", in: connection).isEmpty)
                #expect(try ConversationRepository.inLane("X", in: connection).count == 1)
                #expect(try InboxRepository.entry(id("ready"), in: connection)?.lane == "A")
                #expect(try InboxRepository.entry(id("done"), in: connection)?.lane == "B")
                let outgoing = try OutboxRepository.open(after: nil, limit: 9, in: connection)
                #expect(outgoing.map(\.lane) == ["A"] && outgoing.map(\.contact) == [id("A")])
                for text in ["A", "B"] {
                    let contact = try #require(try ContactRepository.contact(id(text), in: connection))
                    #expect(contact.id == id("A"))
                    // What the oldest knows itself stays.
                    #expect(contact.fields == ["city": "Cairo", "visits": 1, "size": "L"])
                    #expect(contact.name == "Amina" && contact.language == "ar" && contact.timezone == "Africa/Cairo")
                    #expect(Set(contact.aliases) == [phone, user])
                }
            }
        }
    }

    @Test("a contact that was merged twice is found at the end of the chain")
    func chain() async throws {
        try await withDatabase { database async throws in
            let parent = ContactAlias(.parentUserID, "EG.ENT.x")
            let last = try await database.write { connection throws in
                _ = try ContactRepository.resolve([phone], name: nil, at: time(1), newID: id("C"), in: connection)
                _ = try ContactRepository.resolve([user], name: nil, at: time(1), newID: id("B"), in: connection)
                _ = try ContactRepository.resolve([phone, user], name: nil, at: time(1), newID: id("Z"), in: connection)
                _ = try ContactRepository.resolve([parent], name: nil, at: time(1), newID: id("A"), in: connection)
                _ = try ContactRepository.resolve([parent, user], name: nil, at: time(1), newID: id("Z"), in: connection)
                return try ContactRepository.contact(id("C"), in: connection)
            }
            #expect(last?.id == id("A"))
        }
    }
}
