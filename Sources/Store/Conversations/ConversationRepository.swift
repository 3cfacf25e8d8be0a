// Moonpost
// SPDX-License-Identifier: Apache-2.0

package import Core

/// Conversations and their journals.
package enum ConversationRepository {
    private static let columns = """
        id, lane, contact, number, plugin, version, entry_kind, entry_name, opening, state, wait, wait_event, due_at, \
        input, contact_seen, journal_rows, journal_entries, asked_at, created_at, silence, \
        journal_bytes
        """

    /// Writes the conversation, new or known.
    package static func save(_ it: StoredConversation, at time: Timestamp, in connection: any Connection) throws {
        try connection.execute(
            """
            INSERT INTO conversations (\(columns), updated_at)
            VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14, $15, $16, $17, $18, $19, $20, $21, $22)
            ON CONFLICT (id) DO UPDATE SET number = excluded.number, state = excluded.state, wait = excluded.wait,
                wait_event = excluded.wait_event, due_at = excluded.due_at, input = excluded.input,
                contact_seen = excluded.contact_seen, journal_rows = excluded.journal_rows,
                journal_entries = excluded.journal_entries, journal_bytes = excluded.journal_bytes,
                asked_at = excluded.asked_at, updated_at = excluded.updated_at
            """,
            [
                .id(it.id), .text(it.lane), .id(it.contact), .text(it.number), .text(it.plugin), .text(it.version),
                .text(it.entryKind), .text(it.entryName), .json(it.opening), .text(it.state.rawValue), .json(it.wait),
                .text(it.waitEvent), .time(it.dueAt), .text(it.input), .text(it.contactSeen), .count(it.journalRows),
                .count(it.journalEntries), .text(it.askedAt), .time(it.createdAt), it.silence.map { .integer($0.milliseconds) } ?? .null,
                .count(it.journalBytes), .time(time),
            ])
    }

    /// Adds one row to the journal: the entries of one commit, as JSON separated by commas.
    package static func appendJournal(
        _ entries: String, to id: ConversationID, position: Int, in connection: any Connection
    ) throws {
        try connection.execute(
            "INSERT INTO journal (conversation, position, entries) VALUES ($1, $2, $3)",
            [.id(id), .count(position), .text(entries)])
    }

    /// The journal's rows in order.
    package static func journal(of id: ConversationID, in connection: any Connection) throws -> [String] {
        try connection.rows("SELECT entries FROM journal WHERE conversation = $1 ORDER BY position", [.id(id)]).map {
            try $0.text(0)
        }
    }

    /// Ends a conversation: it and its journal are gone.
    package static func delete(_ id: ConversationID, in connection: any Connection) throws {
        try connection.execute("DELETE FROM journal WHERE conversation = $1", [.id(id)])
        try connection.execute("DELETE FROM conversations WHERE id = $1", [.id(id)])
    }

    package static func conversation(_ id: ConversationID, in connection: any Connection) throws -> StoredConversation? {
        try connection.firstRow("SELECT \(columns) FROM conversations WHERE id = $1", [.id(id)]).map(conversation)
    }

    package static func inLane(_ lane: String, in connection: any Connection) throws -> [StoredConversation] {
        try connection.rows("SELECT \(columns) FROM conversations WHERE lane = $1 ORDER BY id", [.text(lane)]).map(conversation)
    }

    /// Those that wait for an event of this name.
    package static func waiting(forEvent name: String, in connection: any Connection) throws -> [StoredConversation] {
        try connection.rows("SELECT \(columns) FROM conversations WHERE wait_event = $1 ORDER BY id", [.text(name)])
            .map(conversation)
    }

    /// Whether any conversation waits for an event of this name.
    package static func isAnyWaiting(forEvent name: String, in connection: any Connection) throws -> Bool {
        try connection.firstRow("SELECT 1 FROM conversations WHERE wait_event = $1 LIMIT 1", [.text(name)]) != nil
    }

    /// Which conversations are due at `time`, earliest first: (conversation, lane, due time).
    package static func due(
        at time: Timestamp, limit: Int, in connection: any Connection
    ) throws -> [(id: ConversationID, lane: String, dueAt: Timestamp)] {
        try connection.rows(
            "SELECT id, lane, due_at FROM conversations WHERE due_at <= $1 ORDER BY due_at, id LIMIT $2",
            [.time(time), .count(limit)]
        ).map { (try $0.id(0), try $0.text(1), try $0.time(2)) }
    }

    package static func nextDue(after time: Timestamp, in connection: any Connection) throws -> Timestamp? {
        try connection.firstRow("SELECT MIN(due_at) FROM conversations WHERE due_at > $1", [.time(time)])?.optionalTime(0)
    }

    /// Those in the middle of a turn, with the timer that began it: what a crash interrupted and no inbox entry repeats.
    package static func interruptedByTimer(in connection: any Connection) throws -> [(id: ConversationID, lane: String)] {
        try connection.rows("SELECT id, lane FROM conversations WHERE state = 'running' AND input LIKE 'timer:%' ORDER BY id")
            .map { (try $0.id(0), try $0.text(1)) }
    }

    /// The versions that conversations still need.
    package static func versionsInUse(in connection: any Connection) throws -> [String] {
        try connection.rows("SELECT DISTINCT version FROM conversations").map { try $0.text(0) }
    }

    package static func count(in connection: any Connection) throws -> Int64 {
        try connection.firstRow("SELECT COUNT(*) FROM conversations", [])?.integer(0) ?? 0
    }

    private static func conversation(_ row: Row) throws -> StoredConversation {
        guard let state = StoredConversation.State(rawValue: try row.text(9)) else {
            throw UnknownState(table: "conversations", row: try row.text(0), state: try row.text(9))
        }
        var it = StoredConversation(
            id: try row.id(0), lane: try row.text(1), contact: row.optionalID(2), number: row.optionalText(3),
            plugin: try row.text(4), version: try row.text(5), entryKind: try row.text(6), entryName: try row.text(7),
            opening: try row.json(8), createdAt: try row.time(18))
        it.state = state
        it.wait = try row.optionalJSON(10)
        it.waitEvent = row.optionalText(11)
        it.dueAt = row.optionalTime(12)
        it.input = row.optionalText(13)
        it.contactSeen = row.optionalText(14)
        it.journalRows = Int(try row.integer(15))
        it.journalEntries = Int(try row.integer(16))
        it.askedAt = row.optionalText(17)
        it.silence = row.optionalInteger(19).map { .milliseconds($0) }
        it.journalBytes = Int(try row.integer(20))
        return it
    }
}
