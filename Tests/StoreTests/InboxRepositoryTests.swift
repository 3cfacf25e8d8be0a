// Moonpost
// SPDX-License-Identifier: Apache-2.0

import Core
import Store
import Testing

@Suite struct InboxRepositoryTests {
    private func entry(
        _ text: String, number: String = "1", key: String? = nil, state: InboxEntry.State = .ready, at milliseconds: Int64 = 1
    ) -> InboxEntry {
        InboxEntry(
            id: id(text), number: number, dedupKey: key ?? text, kind: .message, lane: "L", state: state, receivedAt: time(milliseconds),
            content: ["text": .string(text)], error: state == .failed ? "why" : nil)
    }

    @Test("the same message of the same number is taken once; of another number it is another message")
    func once() async throws {
        try await withDatabase { database async throws in
            let taken = try await database.write { connection throws in
                [
                    try InboxRepository.insert(entry("a", key: "wamid.1"), in: connection),
                    try InboxRepository.insert(entry("b", key: "wamid.1"), in: connection),
                    try InboxRepository.insert(entry("c", number: "2", key: "wamid.1"), in: connection),
                    try InboxRepository.insert(entry("d", key: "wamid.2"), in: connection),
                ]
            }
            #expect(taken == [true, false, true, true])
            #expect(try await database.read { try InboxRepository.ready(after: nil, limit: 9, in: $0) }.entries.map(\.id.text) == ["a", "c", "d"])
        }
    }

    @Test("a message that comes again is known for as long as its row is kept, in whatever state")
    func finishedIsKnown() async throws {
        try await withDatabase { database async throws in
            let again = try await database.write { connection throws in
                _ = try InboxRepository.insert(entry("a", key: "wamid.1"), in: connection)
                try InboxRepository.finish(id("a"), in: connection)
                return try InboxRepository.insert(entry("b", key: "wamid.1"), in: connection)
            }
            #expect(!again)
        }
    }

    @Test("entries that wait come oldest first, page by page")
    func pages() async throws {
        try await withDatabase { database async throws in
            try await database.write { connection throws in
                for text in ["c", "a", "b", "d"] { _ = try InboxRepository.insert(entry(text), in: connection) }
                _ = try InboxRepository.insert(entry("aa", state: .done), in: connection)
            }
            let pages = try await database.read { connection throws in
                [
                    try InboxRepository.ready(after: nil, limit: 3, in: connection).entries.map(\.id.text),
                    try InboxRepository.ready(after: id("c"), limit: 3, in: connection).entries.map(\.id.text),
                ]
            }
            #expect(pages == [["a", "b", "c"], ["d"]])
        }
    }

    @Test("an entry is finished once: the second time says so, and undoes what was to be committed with it")
    func finishes() async throws {
        try await withDatabase { database async throws in
            try await database.write { connection throws in
                _ = try InboxRepository.insert(entry("a"), in: connection)
                try InboxRepository.requireReady(id("a"), in: connection)
                try InboxRepository.finish(id("a"), as: .failed, error: "broken", in: connection)
            }
            let found = try #require(try await database.read { try InboxRepository.entry(id("a"), in: $0) })
            #expect(found.state == .failed && found.error == "broken" && found.content == ["text": "a"])
            await #expect(throws: AlreadyFinished.self) {
                try await database.write { connection throws in
                    try PluginDataRepository.set("n", to: 1, of: "p", expiresAt: nil, in: connection)
                    try InboxRepository.finish(id("a"), in: connection)
                }
            }
            #expect(try await database.read { try PluginDataRepository.value("n", of: "p", at: time(1), in: $0) } == nil)
            await #expect(throws: AlreadyFinished.self) { try await database.read { try InboxRepository.requireReady(id("a"), in: $0) } }
        }
    }

    /// An id that was made at this time.
    private func aged(_ text: String, _ milliseconds: Int64) -> String { IDGenerator.earliest(at: time(milliseconds)) + text }

    @Test("old entries are forgotten, but never one that still waits")
    func purge() async throws {
        try await withDatabase { database async throws in
            let left = try await database.write { connection throws in
                try InboxRepository.insertWebhook(aged("w1", 1), body: [1], at: time(1), in: connection)
                try InboxRepository.insertWebhook(aged("w2", 9), body: [2], at: time(9), in: connection)
                for (text, state, at) in [
                    ("old", .done, 1), ("new", .done, 9), ("waits", .ready, 1), ("failed", .failed, 1), ("unrouted", .unrouted, 1),
                ] as [(String, InboxEntry.State, Int64)] {
                    _ = try InboxRepository.insert(entry(aged(text, at), state: state, at: at), in: connection)
                }
                #expect(try InboxRepository.purgeWebhooks(before: time(5), limit: 9, in: connection) == 1)
                // Three are old and over: a page of two, and the rest.
                #expect(try InboxRepository.purge(before: time(5), limit: 2, in: connection) == 2)
                #expect(try InboxRepository.purge(before: time(5), limit: 2, in: connection) == 1)
                return try connection.rows("SELECT id FROM inbox UNION ALL SELECT id FROM webhooks ORDER BY id").map { try $0.text(0) }
            }
            #expect(left == [aged("waits", 1), aged("new", 9), aged("w2", 9)])
        }
    }

    @Test("a row in a state that this version does not know is an error, not a guess")
    func unknown() async throws {
        try await withDatabase { database async throws in
            try await database.write { connection throws in
                _ = try InboxRepository.insert(entry("a"), in: connection)
                try connection.execute("UPDATE inbox SET state = 'flying'")
            }
            let error = await #expect(throws: UnknownState.self) { try await database.read { try InboxRepository.entry(id("a"), in: $0) } }
            #expect(error?.description.contains("\"flying\"") == true)
        }
    }

    @Test("entries are counted by kind and state")
    func counts() async throws {
        try await withDatabase { database async throws in
            let counts = try await database.write { connection throws in
                for text in ["a", "b"] { _ = try InboxRepository.insert(entry(text), in: connection) }
                _ = try InboxRepository.insert(entry("c", state: .done), in: connection)
                return try InboxRepository.counts(in: connection).map { "\($0.kind) \($0.state) \($0.count)" }
            }
            #expect(counts == ["message done 1", "message ready 2"])
        }
    }
}
