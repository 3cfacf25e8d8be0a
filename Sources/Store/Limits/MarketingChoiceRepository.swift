// Moonpost
// SPDX-License-Identifier: Apache-2.0

package import Core

/// Who wants no marketing.
package enum MarketingChoiceRepository {
    /// Takes over a choice, unless a later one is known: they may arrive in any order.
    package static func record(_ choice: MarketingChoice, in connection: any Connection) throws {
        try connection.execute(
            """
            INSERT INTO marketing_choices (contact, stops, source, chosen_at) VALUES ($1, $2, $3, $4)
            ON CONFLICT (contact) DO UPDATE SET stops = excluded.stops, source = excluded.source, chosen_at = excluded.chosen_at
            WHERE excluded.chosen_at >= marketing_choices.chosen_at
            """,
            [.id(choice.contact), .count(choice.stops ? 1 : 0), .text(choice.source.stored), .time(choice.time)])
    }

    /// Since when somebody wants no marketing; nil where they have said nothing, or want it again.
    package static func stopped(_ contact: ContactID, in connection: any Connection) throws -> Timestamp? {
        try connection.firstRow(
            "SELECT chosen_at FROM marketing_choices WHERE contact = $1 AND stops = 1", [.id(contact)]
        ).map { try $0.time(0) }
    }

    /// Two contacts were one person: what they said last holds.
    static func merge(_ loser: ContactID, into winner: ContactID, in connection: any Connection) throws {
        try connection.execute(
            """
            INSERT INTO marketing_choices (contact, stops, source, chosen_at)
            SELECT $1, stops, source, chosen_at FROM marketing_choices WHERE contact = $2
            ON CONFLICT (contact) DO UPDATE SET stops = excluded.stops, source = excluded.source, chosen_at = excluded.chosen_at
            WHERE excluded.chosen_at > marketing_choices.chosen_at
            """, [.id(winner), .id(loser)])
        try connection.execute("DELETE FROM marketing_choices WHERE contact = $1", [.id(loser)])
    }
}
