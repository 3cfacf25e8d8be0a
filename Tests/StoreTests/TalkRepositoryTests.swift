// Moonpost
// SPDX-License-Identifier: Apache-2.0

import Core
import Store
import Testing

@Suite struct TalkRepositoryTests {
    private func theirs(
        _ text: String, _ at: Int64, lane: String = "A", number: String = "1", kind: InboxEntry.Kind = .message, state: InboxEntry.State = .done
    ) -> InboxEntry {
        InboxEntry(
            id: UpdateID(stored: IDGenerator.earliest(at: time(at)) + text), number: number, dedupKey: text, kind: kind, lane: lane, state: state,
            receivedAt: time(at), content: ["type": "text", "text": .string(text)])
    }

    private func ours(_ text: String, _ at: Int64, contact: String = "A", state: OutgoingMessage.State = .ready) -> OutgoingMessage {
        var message = OutgoingMessage(
            id: OutgoingID(stored: IDGenerator.earliest(at: time(at)) + text), lane: contact, number: "1", contact: ContactID(stored: contact),
            content: ["type": "text", "text": .string(text)], createdAt: time(at))
        message.state = state
        return message
    }

    @Test("the last messages come in their order, from both sides, of this person on this number alone")
    func last() async throws {
        try await withDatabase { database async throws in
            let found = try await database.write { connection throws in
                for entry in [
                    theirs("old", 10), theirs("hi", 1_000), theirs("more", 3_000), theirs("waits", 5_000, state: .ready), theirs("other", 2_000, lane: "B"),
                    theirs("elsewhere", 2_000, number: "2"), theirs("status", 2_000, kind: .status),
                ] { _ = try InboxRepository.insert(entry, in: connection) }
                for message in [ours("hello", 2_000), ours("list", 4_000), ours("never", 4_500, state: .dead), ours("theirs", 4_600, contact: "B")] {
                    try OutboxRepository.insert(message, in: connection)
                }
                return try [9, 3].map {
                    try TalkRepository.last($0, of: id("A"), on: "1", since: time(500), in: connection).map { ($0.isPersons ? "> " : "< ") + ($0.content["text"]?.text ?? "") }
                }
            }
            #expect(found == [["> hi", "< hello", "> more", "< list"], ["< hello", "> more", "< list"]])
        }
    }
}
