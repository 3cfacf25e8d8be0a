// Moonpost
// SPDX-License-Identifier: Apache-2.0

package import Core

/// What the governor must still know after a restart.
package enum LimitRepository {
    /// Somebody was written to outside their window.
    package static func wrote(
        to contact: ContactID, portfolio: String, at time: Timestamp, in connection: any Connection
    ) throws {
        try connection.execute(
            """
            INSERT INTO portfolio_users (portfolio, contact, written_at) VALUES ($1, $2, $3)
            ON CONFLICT (portfolio, contact) DO UPDATE SET written_at = excluded.written_at
            """, [.text(portfolio), .id(contact), .time(time)])
    }

    /// Who was written to since `time`, the earliest first.
    package static func written(
        since time: Timestamp, in connection: any Connection
    ) throws -> [(portfolio: String, contact: ContactID, time: Timestamp)] {
        try connection.rows(
            "SELECT portfolio, contact, written_at FROM portfolio_users WHERE written_at > $1 ORDER BY written_at", [.time(time)]
        ).map { (try $0.text(0), try $0.id(1), try $0.time(2)) }
    }

    /// Somebody has had enough marketing until then, for so many times.
    package static func remember(
        _ contact: ContactID, refusals: Int, until time: Timestamp, in connection: any Connection
    ) throws {
        try connection.execute(
            """
            INSERT INTO marketing_memory (contact, refusals, until) VALUES ($1, $2, $3)
            ON CONFLICT (contact) DO UPDATE SET refusals = excluded.refusals, until = excluded.until
            """, [.id(contact), .count(refusals), .time(time)])
    }

    /// What is remembered of somebody and marketing.
    package static func marketing(
        of contact: ContactID, in connection: any Connection
    ) throws -> (refusals: Int, until: Timestamp)? {
        try connection.firstRow("SELECT refusals, until FROM marketing_memory WHERE contact = $1", [.id(contact)]).map {
            (Int(try $0.integer(0)), try $0.time(1))
        }
    }

    /// What the platform says of a number's limits, or of a template, until it says something else of the same subject.
    package static func learn(
        _ subject: String, of number: String, field: String, value: JSON, in connection: any Connection
    ) throws {
        try connection.execute(
            """
            INSERT INTO learned_limits (number, subject, field, value) VALUES ($1, $2, $3, $4)
            ON CONFLICT (number, subject) DO UPDATE SET field = excluded.field, value = excluded.value
            """, [.text(number), .text(subject), .text(field), .json(value)])
    }

    /// What the platform said last of a subject of the number.
    package static func learned(_ subject: String, of number: String, in connection: any Connection) throws -> JSON? {
        try connection.firstRow(
            "SELECT value FROM learned_limits WHERE number = $1 AND subject = $2", [.text(number), .text(subject)]
        ).map { try $0.json(0) }
    }

    /// Everything that the platform has said. What it said of several subjects at once is there for each of them.
    package static func learned(
        in connection: any Connection
    ) throws -> [(number: String, subject: String, field: String, value: JSON)] {
        try connection.rows("SELECT number, subject, field, value FROM learned_limits").map {
            (try $0.text(0), try $0.text(1), try $0.text(2), try $0.json(3))
        }
    }

    /// Whose time was not over at `time`.
    package static func marketing(
        since time: Timestamp, in connection: any Connection
    ) throws -> [(contact: ContactID, refusals: Int, until: Timestamp)] {
        try connection.rows("SELECT contact, refusals, until FROM marketing_memory WHERE until > $1", [.time(time)]).map {
            (try $0.id(0), Int(try $0.integer(1)), try $0.time(2))
        }
    }

    /// Two contacts were one person: whatever limits either of them had, or was allowed, holds for both.
    static func merge(_ loser: ContactID, into winner: ContactID, in connection: any Connection) throws {
        let pair: [SQLValue] = [.id(winner), .id(loser)]
        try connection.execute(
            """
            INSERT INTO service_windows (contact, number, closes_at, entered_at, free_until)
            SELECT $1, number, closes_at, entered_at, free_until FROM service_windows WHERE contact = $2
            ON CONFLICT (contact, number) DO UPDATE SET \(later("closes_at", in: "service_windows")),
                \(later("entered_at", in: "service_windows")), \(later("free_until", in: "service_windows"))
            """, pair)
        try connection.execute(
            """
            INSERT INTO portfolio_users (portfolio, contact, written_at)
            SELECT portfolio, $1, written_at FROM portfolio_users WHERE contact = $2
            ON CONFLICT (portfolio, contact) DO UPDATE SET \(later("written_at", in: "portfolio_users"))
            """, pair)
        try connection.execute(
            """
            INSERT INTO marketing_memory (contact, refusals, until) SELECT $1, refusals, until FROM marketing_memory WHERE contact = $2
            ON CONFLICT (contact) DO UPDATE SET \(later("refusals", in: "marketing_memory")), \(later("until", in: "marketing_memory"))
            """, pair)
        try MarketingChoiceRepository.merge(loser, into: winner, in: connection)
        for table in ["service_windows", "portfolio_users", "marketing_memory"] {
            try connection.execute("DELETE FROM \(table) WHERE contact = $1", [.id(loser)])
        }
    }

    /// Of two values the later, where either is known.
    private static func later(_ column: String, in table: String) -> String {
        """
        \(column) = CASE WHEN excluded.\(column) > COALESCE(\(table).\(column), 0) THEN excluded.\(column) ELSE \(table).\(column) END
        """
    }

    /// Forgets whom nobody asks about any more; gives how many.
    package static func purge(
        writtenBefore written: Timestamp, marketingBefore marketing: Timestamp, in connection: any Connection
    ) throws -> Int {
        try connection.execute("DELETE FROM portfolio_users WHERE written_at < $1", [.time(written)])
            + connection.execute("DELETE FROM marketing_memory WHERE until < $1", [.time(marketing)])
    }
}
