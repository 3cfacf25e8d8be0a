// Moonpost
// SPDX-License-Identifier: Apache-2.0

import Core
import Store
import Testing

@Suite struct OutboxRepositoryTests {
    private func message(_ text: String, at milliseconds: Int64 = 1) -> OutgoingMessage {
        OutgoingMessage(
            id: id(text), lane: "L", number: "1", contact: id("A"), content: ["type": "text", "text": .string(text)],
            createdAt: time(milliseconds))
    }

    private func state(_ text: String, _ connection: any Connection) throws -> String? {
        try connection.firstRow("SELECT state FROM outbox WHERE id = $1", [.text(text)])?.text(0)
    }

    @Test("messages that are still to be sent come in order, with everything that is known of them")
    func open() async throws {
        try await withDatabase { database async throws in
            let found = try await database.write { connection throws in
                for text in ["b", "a", "c", "d"] { try OutboxRepository.insert(message(text), in: connection) }
                try OutboxRepository.accept(id("b"), messageID: "wamid.b", attempts: 1, at: time(2), in: connection)
                try OutboxRepository.setBack(
                    id("c"), to: .held, attempts: 2, notBefore: time(99), error: "busy", at: time(2), in: connection)
                return try OutboxRepository.open(after: nil, limit: 9, in: connection)
            }
            #expect(found.map(\.id.text) == ["a", "c", "d"])
            #expect(found[1].state == .held && found[1].attempts == 2 && found[1].notBefore == time(99) && found[1].error == "busy")
            #expect(found[0].content == ["type": "text", "text": "a"])
            #expect(try await database.read { try OutboxRepository.open(after: id("a"), limit: 1, in: $0) }.map(\.id.text) == ["c"])
        }
    }

    @Test("what a status has shown to be accepted is never set back")
    func accepted() async throws {
        try await withDatabase { database async throws in
            try await database.write { connection throws in
                try OutboxRepository.insert(message("a"), in: connection)
                try OutboxRepository.recordDelivery(
                    id("a"), messageID: "wamid.a", delivery: "{}", error: nil, at: time(2), in: connection)
                for state in [OutgoingMessage.State.held, .uncertain, .dead] {
                    try OutboxRepository.setBack(id("a"), to: state, attempts: 1, notBefore: nil, error: "late", at: time(3), in: connection)
                }
                #expect(try state("a", connection) == "accepted")
            }
        }
    }

    @Test("a message is found by our id and by the platform's, and by neither where neither is known")
    func find() async throws {
        try await withDatabase { database async throws in
            try await database.write { connection throws in
                try OutboxRepository.insert(message("a"), in: connection)
                try OutboxRepository.accept(id("a"), messageID: "wamid.a", attempts: 1, at: time(2), in: connection)
                #expect(try OutboxRepository.find(outgoing: id("a"), messageID: "x", in: connection)?.outgoing == id("a"))
                #expect(try OutboxRepository.find(outgoing: nil, messageID: "wamid.a", in: connection)?.outgoing == id("a"))
                // Callback data that is not ours, as of another program that uses the number.
                #expect(try OutboxRepository.find(outgoing: id("theirs"), messageID: "wamid.a", in: connection)?.outgoing == id("a"))
                #expect(try OutboxRepository.find(outgoing: id("theirs"), messageID: "x", in: connection) == nil)
            }
        }
    }

    @Test("what was sent lately is found by when it was sent, by its answer or a status, however long before that it was made")
    func sentLately() async throws {
        @Sendable func made(_ name: String, at milliseconds: Int64) -> OutgoingMessage {
            OutgoingMessage(
                id: id(IDGenerator.earliest(at: time(milliseconds)) + name), lane: "L", number: name, contact: id("A"), content: [:],
                createdAt: time(milliseconds))
        }
        try await withDatabase { database async throws in
            let found = try await database.write { connection throws in
                let (late, shown, old, new) = (made("late", at: 1), made("shown", at: 2), made("old", at: 3), made("new", at: 1_000_500))
                for message in [late, shown, old, new] { try OutboxRepository.insert(message, in: connection) }
                try OutboxRepository.accept(old.id, messageID: "1", attempts: 1, at: time(500_000), in: connection)
                try OutboxRepository.accept(new.id, messageID: "2", attempts: 1, at: time(1_000_600), in: connection)
                try OutboxRepository.recordDelivery(shown.id, messageID: "3", delivery: nil, error: nil, at: time(1_000_100), in: connection)
                try OutboxRepository.accept(late.id, messageID: "4", attempts: 1, at: time(1_000_900), in: connection)
                // That it was read says nothing of when it was sent.
                for message in [old, late] {
                    try OutboxRepository.recordDelivery(message.id, messageID: "5", delivery: nil, error: nil, at: time(1_002_000), in: connection)
                }
                return try OutboxRepository.accepted(since: time(1_000_000), in: connection)
            }
            #expect(found.map { "\($0.number) \($0.time.milliseconds)" } == ["shown 1000100", "new 1000500", "late 1000900"])
            #expect(try await database.read { try $0.rows("SELECT id FROM outbox WHERE sent_at IS NULL", []).count } == 1)
        }
    }

    @Test("the send's own answer after a status keeps the id that the status told")
    func answerAfterStatus() async throws {
        try await withDatabase { database async throws in
            let row = try await database.write { connection throws in
                try OutboxRepository.insert(message("a"), in: connection)
                try OutboxRepository.recordDelivery(
                    id("a"), messageID: "wamid.a", delivery: "{\"stage\":\"read\"}", error: nil, at: time(2), in: connection)
                try OutboxRepository.accept(id("a"), messageID: nil, attempts: 1, at: time(3), in: connection)
                return try connection.firstRow("SELECT message_id, delivery, attempts FROM outbox", [])
            }
            #expect(row?.optionalText(0) == "wamid.a")
            #expect(row?.optionalText(1) == "{\"stage\":\"read\"}")
            #expect(row?.optionalInteger(2) == 1)
        }
    }

    @Test("after a clean stop what was ready is held, so that nobody waits for a status of what was never sent")
    func hold() async throws {
        try await withDatabase { database async throws in
            let open = try await database.write { connection throws in
                for text in ["a", "b"] { try OutboxRepository.insert(message(text), in: connection) }
                try OutboxRepository.setBack(id("b"), to: .uncertain, attempts: 1, notBefore: time(50), error: "?", at: time(2), in: connection)
                try OutboxRepository.holdReady(until: time(7), in: connection)
                return try OutboxRepository.open(after: nil, limit: 9, in: connection)
            }
            #expect(open.map(\.state) == [.held, .uncertain])
            #expect(open.map(\.notBefore) == [time(7), time(50)])
        }
    }

    @Test("old messages are forgotten once they have ended")
    func purge() async throws {
        try await withDatabase { database async throws in
            let left = try await database.write { connection throws in
                func aged(_ text: String, _ milliseconds: Int64) -> String { IDGenerator.earliest(at: time(milliseconds)) + text }
                for text in ["accepted", "dead", "held"] { try OutboxRepository.insert(message(aged(text, 1)), in: connection) }
                try OutboxRepository.insert(message(aged("new", 9), at: 9), in: connection)
                try OutboxRepository.accept(id(aged("accepted", 1)), messageID: "w", attempts: 1, at: time(2), in: connection)
                try OutboxRepository.accept(id(aged("new", 9)), messageID: "w2", attempts: 1, at: time(9), in: connection)
                try OutboxRepository.setBack(id(aged("dead", 1)), to: .dead, attempts: 9, notBefore: nil, error: "no", at: time(2), in: connection)
                try OutboxRepository.setBack(id(aged("held", 1)), to: .held, attempts: 9, notBefore: nil, error: "no", at: time(2), in: connection)
                #expect(try OutboxRepository.purge(before: time(5), limit: 9, in: connection) == 2)
                return try connection.rows("SELECT id FROM outbox ORDER BY id").map { try $0.text(0).dropFirst(26) }.map(String.init)
            }
            #expect(left == ["held", "new"])
        }
    }
}
