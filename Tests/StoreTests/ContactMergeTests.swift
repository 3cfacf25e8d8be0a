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

    @Test("of limits the later of two counts: windows, free time, places in a portfolio and pauses of marketing", arguments: [(5, 9), (9, 5)])
    func limits(winner: Int64, loser: Int64) async throws {
        try await withDatabase { database async throws in
            try await database.write { connection throws in
                for (contact, alias, value) in [("A", phone, winner), ("B", user, loser)] {
                    _ = try ContactRepository.resolve([alias], name: nil, at: time(1), newID: id(contact), in: connection)
                    let window = ServiceWindow(closesAt: time(value), enteredAt: time(value + 1), freeUntil: time(value + 2))
                    try ServiceWindowRepository.save(window, of: id(contact), "1", in: connection)
                    try LimitRepository.wrote(to: id(contact), portfolio: "p", at: time(value), in: connection)
                    try LimitRepository.remember(id(contact), refusals: Int(value), until: time(value), in: connection)
                }
                // Known of the loser alone.
                try ServiceWindowRepository.save(ServiceWindow(closesAt: time(1)), of: id("A"), "2", in: connection)
                try ServiceWindowRepository.save(ServiceWindow(closesAt: time(1), enteredAt: time(3)), of: id("B"), "2", in: connection)
                _ = try ContactRepository.resolve([phone, user], name: nil, at: time(2), newID: id("C"), in: connection)
            }
            try await database.read { connection throws in
                let window = ServiceWindow(closesAt: time(9), enteredAt: time(10), freeUntil: time(11))
                #expect(try ServiceWindowRepository.window(of: id("A"), "1", in: connection) == window)
                #expect(try ServiceWindowRepository.window(of: id("A"), "2", in: connection)?.enteredAt == time(3))
                #expect(try LimitRepository.written(since: time(0), in: connection).map(\.time) == [time(9)])
                let marketing = try LimitRepository.marketing(of: id("A"), in: connection)
                #expect(marketing?.refusals == 9 && marketing?.until == time(9))
                #expect(try LimitRepository.marketing(of: id("B"), in: connection) == nil)
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
