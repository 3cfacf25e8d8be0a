// Moonpost
// SPDX-License-Identifier: Apache-2.0

package import Core

/// Webhooks as they came, and the inbox made of them.
package enum InboxRepository {
    package static func insertWebhook(_ id: String, body: [UInt8], at time: Timestamp, in connection: any Connection) throws {
        try connection.execute(
            "INSERT INTO webhooks (id, received_at, body) VALUES ($1, $2, $3)", [.text(id), .time(time), .blob(body)])
    }

    /// Adds an entry, or tells false where the same (number, key) is there already.
    package static func insert(_ entry: InboxEntry, in connection: any Connection) throws -> Bool {
        try connection.execute(
            """
            INSERT INTO inbox (id, number, dedup_key, kind, lane, state, received_at, sent_at, content, error)
            VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10)
            ON CONFLICT (number, dedup_key) DO NOTHING
            """,
            [
                .text(entry.id.text), .text(entry.number), .text(entry.dedupKey), .text(entry.kind.rawValue),
                .text(entry.lane), .text(entry.state.rawValue), .time(entry.receivedAt), .time(entry.sentAt),
                .json(entry.content), .text(entry.error),
            ]) > 0
    }

    /// Whether the entry of this number and key is there already.
    package static func exists(_ number: String, _ key: String, in connection: any Connection) throws -> Bool {
        try connection.firstRow(
            "SELECT 1 FROM inbox WHERE number = $1 AND dedup_key = $2", [.text(number), .text(key)]) != nil
    }

    /// Ends an entry that waits.
    /// - Throws: ``AlreadyFinished`` where it does not: whatever was to be committed with it has been committed before.
    package static func finish(
        _ id: UpdateID, as state: InboxEntry.State = .done, error: String? = nil, in connection: any Connection
    ) throws {
        let changed = try connection.execute(
            "UPDATE inbox SET state = $1, error = $2 WHERE id = $3 AND state = 'ready'",
            [.text(state.rawValue), .text(error), .id(id)])
        if changed == 0 { throw AlreadyFinished(id: id) }
    }

    /// Makes sure that an entry still waits.
    /// - Throws: ``AlreadyFinished`` where it does not.
    package static func requireReady(_ id: UpdateID, in connection: any Connection) throws {
        let row = try connection.firstRow("SELECT 1 FROM inbox WHERE id = $1 AND state = 'ready'", [.id(id)])
        if row == nil { throw AlreadyFinished(id: id) }
    }

    /// Entries that wait, oldest first; and beside them rows that cannot be read, and why: they must not keep the others.
    package struct Page: Sendable {
        package var entries: [InboxEntry] = []
        package var unreadable: [(id: UpdateID, reason: String)] = []
        /// How many rows there were.
        package var count: Int { entries.count + unreadable.count }
    }

    /// The first rows that wait, after `id` where one is given.
    package static func ready(after id: UpdateID?, limit: Int, in connection: any Connection) throws -> Page {
        var page = Page()
        let rows = try connection.rows(
            """
            SELECT id, number, dedup_key, kind, lane, state, received_at, content, error, sent_at FROM inbox
            WHERE state = 'ready' AND id > $1 ORDER BY id LIMIT $2
            """,
            [.text(id?.text ?? ""), .count(limit)])
        for row in rows {
            do {
                page.entries.append(try entry(row))
            } catch {
                page.unreadable.append((try row.id(0), "\(error)"))
            }
        }
        return page
    }

    package static func entry(_ id: UpdateID, in connection: any Connection) throws -> InboxEntry? {
        try connection.firstRow(
            """
            SELECT id, number, dedup_key, kind, lane, state, received_at, content, error, sent_at FROM inbox WHERE id = $1
            """, [.id(id)]
        ).map(entry)
    }

    /// The entries of a lane that wait behind one, in order.
    package static func waiting(in lane: String, after id: UpdateID, limit: Int, in connection: any Connection) throws -> [InboxEntry] {
        try connection.rows(
            """
            SELECT id, number, dedup_key, kind, lane, state, received_at, content, error, sent_at FROM inbox
            WHERE state = 'ready' AND lane = $1 AND id > $2 ORDER BY id LIMIT $3
            """, [.text(lane), .id(id), .count(limit)]
        ).map(entry)
    }

    /// Lets one entry stand for others of its lane: it has this content from now on, and they are done.
    /// - Throws: ``AlreadyFinished`` where one of them does not wait any more.
    package static func join(_ others: [UpdateID], into id: UpdateID, content: JSON, in connection: any Connection) throws {
        let changed = try connection.execute("UPDATE inbox SET content = $1 WHERE id = $2 AND state = 'ready'", [.json(content), .id(id)])
        if changed == 0 { throw AlreadyFinished(id: id) }
        for other in others { try finish(other, as: .done, error: "taken together with \(id)", in: connection) }
    }

    /// How many entries are in each state and of each kind.
    package static func counts(in connection: any Connection) throws -> [(kind: String, state: String, count: Int64)] {
        try connection.rows("SELECT kind, state, COUNT(*) FROM inbox GROUP BY kind, state ORDER BY kind, state").map {
            (try $0.text(0), try $0.text(1), try $0.integer(2))
        }
    }

    /// How many entries wait for their turn.
    package static func waiting(in connection: any Connection) throws -> Int {
        Int(try connection.firstRow("SELECT COUNT(*) FROM inbox WHERE state = 'ready'", [])?.integer(0) ?? 0)
    }

    /// Forgets raw webhooks that are older than `time`, at most `limit`; gives how many.
    package static func purgeWebhooks(before time: Timestamp, limit: Int, in connection: any Connection) throws -> Int {
        try Purge.rows(of: "webhooks", before: time, limit: limit, in: connection)
    }

    /// Forgets entries that are older than `time` and no longer wait, at most `limit`; gives how many.
    package static func purge(before time: Timestamp, limit: Int, in connection: any Connection) throws -> Int {
        try Purge.rows(of: "inbox", where: "state <> 'ready'", before: time, limit: limit, in: connection)
    }

    private static func entry(_ row: Row) throws -> InboxEntry {
        guard let kind = InboxEntry.Kind(rawValue: try row.text(3)), let state = InboxEntry.State(rawValue: try row.text(5))
        else { throw UnknownState(table: "inbox", row: try row.text(0), state: try row.text(5)) }
        return InboxEntry(
            id: try row.id(0), number: try row.text(1), dedupKey: try row.text(2), kind: kind, lane: row.optionalText(4),
            state: state, receivedAt: try row.time(6), sentAt: row.optionalTime(9), content: try row.json(7), error: row.optionalText(8))
    }
}

/// An inbox entry that was to be finished is finished already.
package struct AlreadyFinished: Error, CustomStringConvertible {
    package var id: UpdateID
    package var description: String { "the inbox entry \(id) is finished already" }
}

/// A row is in a state or of a kind that this version does not know.
package struct UnknownState: Error, CustomStringConvertible {
    package var table: String
    package var row: String
    package var state: String
    package var description: String { "\(table) row \(row) is in the unknown state \"\(state)\"" }
}
