// Moonpost
// SPDX-License-Identifier: Apache-2.0

package import Core

/// The audit log: each row's hash is SHA-256 of the hash before it and of the row, so that a change anywhere shows.
package enum AuditRepository {
    package struct Entry: Hashable, Sendable {
        package var position: Int64
        package var record: AuditRecord
        package var hash: String
    }

    /// What following the chain has shown.
    package struct Verification: Hashable, Sendable {
        package var rows: Int64
        /// The hash of the last row; whoever has written it down can tell later that nothing before it was changed.
        package var head: String
        /// The first row that is not as it was written, and why; nil: all are.
        package var broken: Break?
    }

    package struct Break: Hashable, Sendable {
        package var position: Int64
        package var reason: String
    }

    /// What the hash of the first row covers in place of one before it.
    package static let start = String(repeating: "0", count: 64)

    /// Appends records, in the transaction of what they are about.
    package static func append(_ records: [AuditRecord], in connection: any Connection) throws {
        guard !records.isEmpty else { return }
        let last = try connection.firstRow("SELECT position, hash FROM audit ORDER BY position DESC LIMIT 1", [])
        var (position, hash) = (try last?.integer(0) ?? 0, try last?.text(1) ?? start)
        for record in records {
            position += 1
            hash = Self.hash(of: record, at: position, after: hash)
            try connection.execute(
                "INSERT INTO audit (position, at, actor, action, subject, details, hash) VALUES ($1, $2, $3, $4, $5, $6, $7)",
                [
                    .integer(position), .time(record.at), .text(record.actor), .text(record.action.rawValue), .text(record.subject),
                    .json(record.details), .text(hash),
                ])
        }
    }

    static func hash(of record: AuditRecord, at position: Int64, after before: String) -> String {
        let row: JSON = [
            .string(before), .integer(position), .integer(record.at.milliseconds), .string(record.actor), .string(record.action.rawValue),
            .string(record.subject), record.details,
        ]
        return ContentDigest.of(row.description)
    }

    /// - Parameter after: The position after which rows are read, oldest first.
    package static func rows(after position: Int64, limit: Int, in connection: any Connection) throws -> [Entry] {
        try connection.rows(
            "SELECT position, at, actor, action, subject, details, hash FROM audit WHERE position > $1 ORDER BY position LIMIT $2",
            [.integer(position), .count(limit)]
        ).map(row)
    }

    /// The last rows, newest first.
    package static func latest(limit: Int, actor: String? = nil, action: AuditRecord.Action? = nil, in connection: any Connection) throws -> [Entry] {
        try connection.rows(
            """
            SELECT position, at, actor, action, subject, details, hash FROM audit
            WHERE ($1 IS NULL OR actor = $1) AND ($2 IS NULL OR action = $2) ORDER BY position DESC LIMIT $3
            """, [.text(actor), .text(action?.rawValue), .count(limit)]
        ).map(row)
    }

    /// How often somebody did something since `time`.
    package static func count(of actor: String, _ action: AuditRecord.Action, since time: Timestamp, in connection: any Connection) throws -> Int {
        Int(
            try connection.firstRow(
                "SELECT COUNT(*) FROM audit WHERE actor = $1 AND at >= $2 AND action = $3",
                [.text(actor), .time(time), .text(action.rawValue)])?.integer(0) ?? 0)
    }

    private static func row(_ row: Row) throws -> Entry {
        let name = try row.text(3)
        guard let action = AuditRecord.Action(rawValue: name) else { throw UnknownState(table: "audit", row: "\(try row.integer(0))", state: name) }
        return Entry(
            position: try row.integer(0),
            record: AuditRecord(
                actor: try row.text(2), action, try row.text(4), details: try row.json(5), at: try row.time(1)),
            hash: try row.text(6))
    }

    /// Follows the chain from its beginning.
    /// - Parameter head: A hash that was written down earlier; it must still be in the chain.
    package static func verify(head known: String? = nil, in connection: any Connection) throws -> Verification {
        var result = Verification(rows: 0, head: start)
        var isKnownSeen = known == nil || known == start
        while true {
            let page = try connection.rows(
                "SELECT position, at, actor, action, subject, details, hash FROM audit WHERE position > $1 ORDER BY position LIMIT 1000",
                [.integer(result.rows)])
            guard !page.isEmpty else { break }
            for stored in page {
                let position = try stored.integer(0)
                guard position == result.rows + 1 else {
                    result.broken = Break(position: result.rows + 1, reason: "row \(result.rows + 1) is missing")
                    return result
                }
                let read: Entry
                do {
                    read = try row(stored)
                } catch {
                    result.broken = Break(position: position, reason: "it cannot be read: \(error)")
                    return result
                }
                guard hash(of: read.record, at: position, after: result.head) == read.hash else {
                    result.broken = Break(position: position, reason: "it, or what was before it, is not as it was written")
                    return result
                }
                (result.rows, result.head) = (position, read.hash)
                if read.hash == known { isKnownSeen = true }
            }
        }
        if !isKnownSeen {
            result.broken = Break(
                position: result.rows + 1, reason: "the hash that you know is not in the log: rows were taken away or written anew")
        }
        return result
    }
}
