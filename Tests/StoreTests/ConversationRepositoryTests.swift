// Moonpost
// SPDX-License-Identifier: Apache-2.0

import Core
import Store
import Testing

@Suite struct ConversationRepositoryTests {
    private func conversation(_ text: String, lane: String = "L", due: Int64? = nil) -> StoredConversation {
        var conversation = StoredConversation(
            id: id(text), lane: lane, contact: id("A"), number: "1", plugin: "shop", version: "v1", entryKind: "flow",
            entryName: "order", opening: ["seed": 5], createdAt: time(1))
        conversation.state = .waiting
        conversation.dueAt = due.map { time($0) }
        return conversation
    }

    @Test("a conversation comes back as it was saved, and saving it again changes what may change")
    func roundTrip() async throws {
        try await withDatabase { database async throws in
            var saved = conversation("a", due: 50)
            saved.wait = ["wait_for", 5, ["event": "paid"]]
            saved.waitEvent = "paid"
            saved.contactSeen = "abc"
            saved.journalRows = 2
            saved.journalEntries = 9
            saved.journalBytes = 700
            saved.askedAt = "Z"
            let first = saved
            try await database.write { try ConversationRepository.save(first, at: time(1), in: $0) }
            var found = try #require(try await database.read { try ConversationRepository.conversation(id("a"), in: $0) })
            #expect(found.wait == ["wait_for", 5, ["event": "paid"]] && found.waitEvent == "paid" && found.dueAt == time(50))
            #expect(found.opening == ["seed": 5] && found.version == "v1" && found.journalRows == 2 && found.journalEntries == 9 && found.journalBytes == 700)
            #expect(found.contact == id("A") && found.askedAt == "Z" && found.contactSeen == "abc" && found.state == .waiting)
            found.state = .running
            found.wait = nil
            found.waitEvent = nil
            found.dueAt = nil
            found.input = "inbox:1"
            let second = found
            try await database.write { try ConversationRepository.save(second, at: time(2), in: $0) }
            let last = try #require(try await database.read { try ConversationRepository.conversation(id("a"), in: $0) })
            #expect(last.state == .running && last.wait == nil && last.dueAt == nil && last.input == "inbox:1")
        }
    }

    @Test("a journal comes back row by row in order; two turns cannot both write the same row")
    func journal() async throws {
        try await withDatabase { database async throws in
            try await database.write { connection throws in
                try ConversationRepository.appendJournal("[\"b\",2]", to: id("a"), position: 1, in: connection)
                try ConversationRepository.appendJournal("[\"a\",1]", to: id("a"), position: 0, in: connection)
                try ConversationRepository.appendJournal("[\"x\",1]", to: id("other"), position: 0, in: connection)
            }
            #expect(try await database.read { try ConversationRepository.journal(of: id("a"), in: $0) } == ["[\"a\",1]", "[\"b\",2]"])
            await #expect(throws: (any Error).self) {
                try await database.write { try ConversationRepository.appendJournal("[]", to: id("a"), position: 1, in: $0) }
            }
        }
    }

    @Test("a conversation that ended is gone with its journal, and only it")
    func delete() async throws {
        try await withDatabase { database async throws in
            let left = try await database.write { connection throws in
                for text in ["a", "b"] {
                    try ConversationRepository.save(conversation(text), at: time(1), in: connection)
                    try ConversationRepository.appendJournal("[]", to: id(text), position: 0, in: connection)
                }
                try ConversationRepository.delete(id("a"), in: connection)
                return try connection.rows("SELECT conversation FROM journal UNION ALL SELECT id FROM conversations").map { try $0.text(0) }
            }
            #expect(left == ["b", "b"])
        }
    }

    @Test("what is due comes earliest first, of the same moment oldest first, and the next time is the one after")
    func due() async throws {
        try await withDatabase { database async throws in
            try await database.write { connection throws in
                for (text, due) in [("d", 30), ("c", 10), ("b", 10), ("a", 20), ("e", 40), ("f", nil)] as [(String, Int64?)] {
                    try ConversationRepository.save(conversation(text, lane: "L\(text)", due: due), at: time(1), in: connection)
                }
            }
            try await database.read { connection throws in
                #expect(try ConversationRepository.due(at: time(30), limit: 9, in: connection).map(\.lane) == ["Lb", "Lc", "La", "Ld"])
                #expect(try ConversationRepository.due(at: time(30), limit: 2, in: connection).map(\.dueAt) == [time(10), time(10)])
                #expect(try ConversationRepository.due(at: time(9), limit: 9, in: connection).isEmpty)
                #expect(try ConversationRepository.nextDue(after: time(30), in: connection) == time(40))
                #expect(try ConversationRepository.nextDue(after: time(40), in: connection) == nil)
            }
        }
    }

    @Test("those that wait for an event, those that a timer's crash interrupted, and the versions in use are found")
    func finds() async throws {
        try await withDatabase { database async throws in
            try await database.write { connection throws in
                var waits = conversation("waits")
                waits.waitEvent = "paid"
                var timer = conversation("timer")
                timer.state = .running
                timer.input = "timer:timer"
                timer.version = "v2"
                var inbox = conversation("inbox")
                inbox.state = .running
                inbox.input = "inbox:5"
                for it in [waits, timer, inbox] { try ConversationRepository.save(it, at: time(1), in: connection) }
                #expect(try ConversationRepository.waiting(forEvent: "paid", in: connection).map(\.id.text) == ["waits"])
                #expect(try ConversationRepository.waiting(forEvent: "sent", in: connection).isEmpty)
                #expect(try ConversationRepository.interruptedByTimer(in: connection).map(\.id.text) == ["timer"])
                #expect(try ConversationRepository.versionsInUse(in: connection).sorted() == ["v1", "v2"])
                #expect(try ConversationRepository.count(in: connection) == 3)
            }
        }
    }
}
