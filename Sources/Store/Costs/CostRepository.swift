// Moonpost
// SPDX-License-Identifier: Apache-2.0

package import Core

/// What messages cost.
package enum CostRepository {
    /// What a sum is of.
    package enum Grouping: String, Sendable, CaseIterable {
        case category, flow, number, contact, conversation

        /// What a group is called: people by their name, where one is known, and id; conversations by their flow and id.
        fileprivate var name: String {
            switch self {
            case .category, .flow, .number: rawValue
            case .contact: "COALESCE((SELECT name FROM contacts WHERE contacts.id = contact) || ' ', '') || contact"
            case .conversation: "COALESCE(flow || ' ', '') || conversation"
            }
        }
    }

    /// The sum of one group.
    package struct Sum: Hashable, Sendable {
        package var group: String
        package var messages: Int
        package var conversations: Int
        /// In millionths of the currency.
        package var price: Int64
        package var currency: String
        /// Messages for which no price is known.
        package var unpriced: Int
    }

    /// Keeps what a status says; the same message counts once, and as delivered as soon as one status says so.
    package static func record(_ cost: MessageCost, at time: Timestamp, in connection: any Connection) throws {
        try connection.execute(
            """
            INSERT INTO message_costs (message_id, outgoing, number, contact, conversation, flow, category, type, price, currency, delivered,
                created_at)
            SELECT $1, id, number, contact, conversation, flow, $2, $3, $4, $5, $6, $7 FROM outbox WHERE id = $8
            ON CONFLICT (message_id) DO UPDATE SET delivered = CASE WHEN excluded.delivered > message_costs.delivered
                THEN excluded.delivered ELSE message_costs.delivered END
            """,
            [
                .text(cost.messageID), .text(cost.category), .text(cost.type), cost.price.map { .integer($0) } ?? .null, .text(cost.currency),
                .count(cost.isDelivered ? 1 : 0), .time(time), .id(cost.outgoing),
            ])
    }

    /// The sums of what was charged in `period` and delivered, the dearest first.
    /// - Parameter most: How many groups at most.
    package static func sums(
        by grouping: Grouping, in period: Range<Timestamp>, most: Int = .max, in connection: any Connection
    ) throws -> [Sum] {
        try sums(of: grouping.name, in: period, most: most, in: connection)
    }

    /// The sums of all that was charged in `period` and delivered: one for each currency.
    package static func total(in period: Range<Timestamp>, in connection: any Connection) throws -> [Sum] {
        try sums(of: "''", in: period, most: .max, in: connection)
    }

    private static func sums(of group: String, in period: Range<Timestamp>, most: Int, in connection: any Connection) throws -> [Sum] {
        try connection.rows(
            """
            SELECT COALESCE(\(group), ''), COUNT(*), COUNT(DISTINCT conversation), SUM(COALESCE(price, 0)), currency,
                SUM(CASE WHEN price IS NULL THEN 1 ELSE 0 END)
            FROM message_costs WHERE delivered = 1 AND created_at >= $1 AND created_at < $2
            GROUP BY 1, currency ORDER BY 4 DESC, 2 DESC, 1 LIMIT $3
            """, [.time(period.lowerBound), .time(period.upperBound), .count(most)]
        ).map { row in
            Sum(
                group: try row.text(0), messages: Int(try row.integer(1)), conversations: Int(try row.integer(2)), price: try row.integer(3),
                currency: try row.text(4), unpriced: Int(try row.integer(5)))
        }
    }

    /// Forgets what is older than `time`, at most `limit`; gives how many.
    package static func purge(before time: Timestamp, limit: Int, in connection: any Connection) throws -> Int {
        let rows = try connection.rows(
            "SELECT message_id FROM message_costs WHERE created_at < $1 LIMIT $2", [.time(time), .count(limit)])
        for row in rows { try connection.execute("DELETE FROM message_costs WHERE message_id = $1", [.text(try row.text(0))]) }
        return rows.count
    }
}
