// Moonpost
// SPDX-License-Identifier: Apache-2.0

package import Core

/// The tokens of a language model that were used, by day and contact.
package enum ModelUsageRepository {
    /// What stands for everybody together.
    private static let everybody = ""

    /// Tokens of a day.
    /// - Parameters:
    ///   - day: As the business's calendar has it: "2026-01-05".
    ///   - contact: nil is everybody together.
    package static func tokens(on day: String, of contact: ContactID?, in connection: any Connection) throws -> Int {
        let row = try connection.firstRow(
            "SELECT tokens FROM model_usage WHERE day = $1 AND contact = $2", [.text(day), .text(contact?.text ?? everybody)])
        return Int(try row?.integer(0) ?? 0)
    }

    /// Counts a request, for the contact and for everybody.
    package static func add(_ tokens: Int, on day: String, of contact: ContactID?, in connection: any Connection) throws {
        for name in [contact?.text, everybody].compactMap(\.self) {
            try connection.execute(
                """
                INSERT INTO model_usage (day, contact, tokens, requests) VALUES ($1, $2, $3, 1)
                ON CONFLICT (day, contact) DO UPDATE SET tokens = model_usage.tokens + excluded.tokens, requests = model_usage.requests + 1
                """, [.text(day), .text(name), .count(tokens)])
        }
    }

    /// What both have used the one has used now.
    static func merge(_ loser: ContactID, into winner: ContactID, in connection: any Connection) throws {
        try connection.execute(
            """
            INSERT INTO model_usage (day, contact, tokens, requests) SELECT day, $1, tokens, requests FROM model_usage WHERE contact = $2
            ON CONFLICT (day, contact) DO UPDATE SET tokens = model_usage.tokens + excluded.tokens,
                requests = model_usage.requests + excluded.requests
            """, [.id(winner), .id(loser)])
        try connection.execute("DELETE FROM model_usage WHERE contact = $1", [.id(loser)])
    }

    /// Forgets the days before `day`; gives how many rows.
    package static func purge(before day: String, in connection: any Connection) throws -> Int {
        try connection.execute("DELETE FROM model_usage WHERE day < $1", [.text(day)])
    }
}
