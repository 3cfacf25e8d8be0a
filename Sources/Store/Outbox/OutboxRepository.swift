// Moonpost
// SPDX-License-Identifier: Apache-2.0

package import Core

/// Outgoing messages.
package enum OutboxRepository {
    package static func insert(_ message: OutgoingMessage, in connection: any Connection) throws {
        try connection.execute(
            """
            INSERT INTO outbox (id, lane, number, contact, kind, content, state, attempts, not_before, message_id,
                delivery, error, created_at, updated_at, priority, fallback, conversation, flow)
            VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, NULL, NULL, $10, $11, $11, $12, $13, $14, $15)
            """,
            [
                .id(message.id), .text(message.lane), .text(message.number), .id(message.contact),
                .text(message.kind.rawValue), .json(message.content), .text(message.state.rawValue),
                .count(message.attempts), .time(message.notBefore), .text(message.error), .time(message.createdAt),
                .text(message.priority.rawValue), .json(message.fallback), .id(message.conversation), .text(message.flow),
            ])
    }

    /// Records that the platform took the message under `messageID`; false where a status has told meanwhile that this try failed.
    @discardableResult
    package static func accept(
        _ id: OutgoingID, messageID: String?, attempts: Int, at time: Timestamp, in connection: any Connection
    ) throws -> Bool {
        // Only a status gives an id to a row that is not accepted: see ``giveBack``.
        try connection.execute(
            """
            UPDATE outbox SET state = 'accepted', message_id = COALESCE($1, message_id), attempts = $2, not_before = NULL,
                updated_at = $3, sent_at = \(sentAt("$3")) WHERE id = $4 AND (state = 'accepted' OR COALESCE(message_id, '-') <> $5)
            """, [.text(messageID), .count(attempts), .time(time), .id(id), .text(messageID ?? "")]) > 0
    }

    /// Records why the message is not on its way: it is held, uncertain, or dead. One that a status has shown to be
    /// accepted stays accepted, and then this tells false.
    @discardableResult
    package static func setBack(
        _ id: OutgoingID, to state: OutgoingMessage.State, attempts: Int, notBefore: Timestamp?, error: String?,
        at time: Timestamp, in connection: any Connection
    ) throws -> Bool {
        try connection.execute(
            """
            UPDATE outbox SET state = $1, attempts = $2, not_before = $3, error = $4, updated_at = $5
            WHERE id = $6 AND state <> 'accepted'
            """,
            [.text(state.rawValue), .count(attempts), .time(notBefore), .text(error), .time(time), .id(id)]) > 0
    }

    /// Records that the try which the platform knows as `messageID` failed, and that the message is sent again at `time`. One that
    /// is with the sender now stays as it is: the answer that is awaited, or the wait for it, comes first.
    package static func giveBack(
        _ id: OutgoingID, messageID: String, delivery: String, until time: Timestamp, error: String, at now: Timestamp,
        in connection: any Connection
    ) throws {
        try connection.execute(
            """
            UPDATE outbox SET state = CASE WHEN state = 'accepted' THEN 'held' ELSE state END, message_id = $1, delivery = $2,
                not_before = $3, error = $4, updated_at = $5 WHERE id = $6
            """, [.text(messageID), .text(delivery), .time(time), .text(error), .time(now), .id(id)])
    }

    /// Counts that the platform could not take the files of a message.
    package static func countRefusedUpload(_ id: OutgoingID, in connection: any Connection) throws {
        try connection.execute("UPDATE outbox SET refused_uploads = refused_uploads + 1 WHERE id = $1", [.id(id)])
    }

    /// One message.
    package static func message(_ id: OutgoingID, in connection: any Connection) throws -> OutgoingMessage? {
        try connection.firstRow(
            """
            SELECT id, lane, number, contact, kind, content, state, attempts, not_before, error, created_at, priority, fallback,
                refused_uploads
            FROM outbox WHERE id = $1
            """, [.id(id)]
        ).map(message)
    }

    /// Messages that are still to be sent, in order.
    package static func open(
        after id: OutgoingID?, limit: Int, in connection: any Connection
    ) throws -> [OutgoingMessage] {
        try connection.rows(
            """
            SELECT id, lane, number, contact, kind, content, state, attempts, not_before, error, created_at, priority, fallback,
                refused_uploads
            FROM outbox WHERE state IN ('ready', 'held', 'uncertain') AND id > $1 ORDER BY id LIMIT $2
            """, [.text(id?.text ?? ""), .count(limit)]
        ).map(message)
    }

    /// How many messages are still to be sent, by number and state.
    package static func waiting(in connection: any Connection) throws -> [(number: String, state: String, count: Int64)] {
        try connection.rows(
            """
            SELECT number, state, COUNT(*) FROM outbox WHERE state IN ('ready', 'held', 'uncertain') GROUP BY number, state
            ORDER BY number, state
            """
        ).map { (try $0.text(0), try $0.text(1), try $0.integer(2)) }
    }

    /// After a crash whatever was ready may have been sent: it waits for its status until `time`. What was uncertain
    /// before waits anew, because no status could arrive while nobody was there to take it.
    package static func doubt(until time: Timestamp, in connection: any Connection) throws {
        try connection.execute(
            "UPDATE outbox SET state = 'uncertain', not_before = $1 WHERE state IN ('ready', 'uncertain')", [.time(time)])
    }

    /// Records that the message may be on its way from now on; false where a status has shown that it was sent.
    package static func markReady(_ id: OutgoingID, at time: Timestamp, in connection: any Connection) throws -> Bool {
        try connection.execute(
            "UPDATE outbox SET state = 'ready', updated_at = $1 WHERE id = $2 AND state <> 'accepted'", [.time(time), .id(id)]) > 0
    }

    /// After a clean stop nothing that is ready is on its way: it need not wait for a status.
    package static func holdReady(until time: Timestamp, in connection: any Connection) throws {
        try connection.execute(
            "UPDATE outbox SET state = 'held', not_before = $1 WHERE state = 'ready'", [.time(time)])
    }

    /// What the platform told of a message: its id of it, and how far it came.
    package struct Delivery: Sendable {
        package var outgoing: OutgoingID
        package var number: String
        package var contact: ContactID
        package var state: OutgoingMessage.State
        /// The platform's id, where it has told one.
        package var messageID: String?
        package var notBefore: Timestamp?
        /// The merged state of delivery, or nil before the first status.
        package var delivery: String?
        package var error: String?
        package var createdAt: Timestamp
    }

    /// Finds a message by our id (from `biz_opaque_callback_data`), else by the platform's.
    package static func find(
        outgoing: OutgoingID?, messageID: String, in connection: any Connection
    ) throws -> Delivery? {
        let columns = "SELECT id, state, delivery, error, number, contact, created_at, message_id, not_before FROM outbox WHERE "
        var row: Row?
        if let outgoing { row = try connection.firstRow(columns + "id = $1", [.id(outgoing)]) }
        if row == nil { row = try connection.firstRow(columns + "message_id = $1", [.text(messageID)]) }
        guard let row else { return nil }
        guard let state = OutgoingMessage.State(rawValue: try row.text(1)) else {
            throw UnknownState(table: "outbox", row: try row.text(0), state: try row.text(1))
        }
        return Delivery(
            outgoing: try row.id(0), number: try row.text(4), contact: try row.id(5), state: state,
            messageID: row.optionalText(7), notBefore: row.optionalTime(8), delivery: row.optionalText(2),
            error: row.optionalText(3), createdAt: try row.time(6))
    }

    /// Records what a status says of an earlier try, which changes nothing for the message.
    package static func note(_ id: OutgoingID, delivery: String, in connection: any Connection) throws {
        try connection.execute("UPDATE outbox SET delivery = $1 WHERE id = $2", [.text(delivery), .id(id)])
    }

    /// Records how far a message came. A status of any kind shows that the platform has it.
    package static func recordDelivery(
        _ id: OutgoingID, messageID: String, delivery: String?, error: String?, at time: Timestamp,
        in connection: any Connection
    ) throws {
        try connection.execute(
            """
            UPDATE outbox SET state = 'accepted', message_id = $1, delivery = $2,
                error = COALESCE($3, error), not_before = NULL, updated_at = $4,
                sent_at = CASE WHEN state = 'accepted' THEN sent_at ELSE \(sentAt("$4")) END WHERE id = $5
            """, [.text(messageID), .text(delivery), .text(error), .time(time), .id(id)])
    }

    /// What is kept of a message that is sent at this time: nothing where it was made just before.
    private static func sentAt(_ time: String) -> String { "CASE WHEN \(time) - created_at > 1000 THEN \(time) END" }

    /// What was sent since `time` and accepted, in order, however long before that it was made: whom each number has written to lately.
    package static func accepted(
        since time: Timestamp, in connection: any Connection
    ) throws -> [(number: String, contact: ContactID, time: Timestamp)] {
        try connection.rows(
            """
            SELECT number, contact, COALESCE(sent_at, created_at) AS sent, id FROM outbox WHERE id > $1 AND state = 'accepted'
            UNION ALL
            SELECT number, contact, sent_at AS sent, id FROM outbox WHERE sent_at > $2 AND id <= $1 AND state = 'accepted'
            ORDER BY sent, id
            """, [.text(IDGenerator.earliest(at: time)), .time(time)]
        ).map { (try $0.text(0), try $0.id(1), try $0.time(2)) }
    }

    /// Forgets messages that are older than `time` and have ended, at most `limit`; gives how many.
    package static func purge(before time: Timestamp, limit: Int, in connection: any Connection) throws -> Int {
        try Purge.rows(of: "outbox", where: "state IN ('accepted', 'dead')", before: time, limit: limit, in: connection)
    }

    private static func message(_ row: Row) throws -> OutgoingMessage {
        guard let kind = OutgoingMessage.Kind(rawValue: try row.text(4)),
            let state = OutgoingMessage.State(rawValue: try row.text(6)),
            let priority = OutgoingMessage.Priority(rawValue: try row.text(11))
        else {
            throw UnknownState(
                table: "outbox", row: try row.text(0), state: "\(try row.text(4)), \(try row.text(6)), \(try row.text(11))")
        }
        var message = OutgoingMessage(
            id: try row.id(0), lane: try row.text(1), number: try row.text(2), contact: try row.id(3), kind: kind,
            priority: priority, content: try row.json(5), fallback: try row.optionalJSON(12), createdAt: try row.time(10))
        message.state = state
        message.attempts = Int(try row.integer(7))
        message.notBefore = row.optionalTime(8)
        message.error = row.optionalText(9)
        message.refusedUploads = Int(try row.integer(13))
        return message
    }
}
