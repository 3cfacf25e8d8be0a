// Moonpost
// SPDX-License-Identifier: Apache-2.0

package import Core

/// Contacts and the names by which platforms know them.
package enum ContactRepository {
    /// What became of a set of aliases.
    package struct Resolution: Hashable, Sendable {
        package var contact: ContactID
        package var isNew = false
        /// Contacts that turned out to be this one and were merged into it.
        package var merged: [ContactID] = []
    }

    /// Finds or makes the contact that has these aliases.
    ///
    /// Aliases that are new are added. Where they belong to several contacts, those are one person: the oldest takes
    /// over everything of the others. A username alone finds a contact only where no better alias is given.
    package static func resolve(
        _ aliases: [ContactAlias], name: String?, at time: Timestamp, newID: ContactID, in connection: any Connection
    ) throws -> Resolution {
        let strong = aliases.filter { $0.kind != .username }
        let lookedUp = strong.isEmpty ? aliases : strong
        var found: [ContactID] = []
        var known: Set<ContactAlias> = []
        for alias in lookedUp {
            guard let row = try connection.firstRow(
                "SELECT contact FROM contact_aliases WHERE kind = $1 AND value = $2",
                [.text(alias.kind.rawValue), .text(alias.value)])
            else { continue }
            known.insert(alias)
            let contact: ContactID = try row.id(0)
            if !found.contains(contact) { found.append(contact) }
        }
        found.sort()
        var resolution: Resolution
        if let oldest = found.first {
            resolution = Resolution(contact: oldest)
            for other in found.dropFirst() {
                try merge(other, into: oldest, at: time, in: connection)
                resolution.merged.append(other)
            }
            if let name {
                try connection.execute(
                    "UPDATE contacts SET name = $1, updated_at = $2 WHERE id = $3 AND name IS DISTINCT FROM $1",
                    [.text(name), .time(time), .id(oldest)])
            }
        } else {
            resolution = Resolution(contact: newID, isNew: true)
            try connection.execute(
                """
                INSERT INTO contacts (id, name, language, timezone, fields, merged_into, created_at, updated_at)
                VALUES ($1, $2, NULL, NULL, '{}', NULL, $3, $3)
                """, [.id(newID), .text(name), .time(time)])
        }
        for alias in aliases where !known.contains(alias) {
            try connection.execute(
                """
                INSERT INTO contact_aliases (kind, value, contact) VALUES ($1, $2, $3)
                ON CONFLICT (kind, value) DO UPDATE SET contact = excluded.contact
                """, [.text(alias.kind.rawValue), .text(alias.value), .id(resolution.contact)])
        }
        return resolution
    }

    /// The contact, or the one that it was merged into.
    package static func contact(_ id: ContactID, in connection: any Connection) throws -> Contact? {
        var id = id
        // A merge points at the oldest, so a chain is short; the bound is for a damaged database.
        for _ in 0..<16 {
            guard let row = try connection.firstRow(
                "SELECT id, name, language, timezone, fields, merged_into FROM contacts WHERE id = $1", [.id(id)])
            else { return nil }
            if let next: ContactID = row.optionalID(5) {
                id = next
                continue
            }
            let aliases = try connection.rows(
                "SELECT kind, value FROM contact_aliases WHERE contact = $1 ORDER BY kind, value", [.id(id)]
            ).compactMap { alias -> ContactAlias? in
                let value = try alias.text(1)
                return ContactAlias.Kind(rawValue: try alias.text(0)).map { ContactAlias($0, value) }
            }
            return Contact(
                id: try row.id(0), name: row.optionalText(1), language: row.optionalText(2), timezone: row.optionalText(3),
                fields: try row.json(4).object ?? [:], aliases: aliases, user: try UserLinkRepository.user(of: id, in: connection))
        }
        return nil
    }

    /// Sets some of the contact's fields; one set to null is removed. `name`, `language` and `timezone` are columns.
    package static func set(_ changes: JSONObject, of id: ContactID, at time: Timestamp, in connection: any Connection) throws {
        guard var contact = try contact(id, in: connection) else { return }
        let user = contact.user
        contact.apply(changes)
        if let changed = contact.user, changed != user { try UserRepository.update(changed, at: time, in: connection) }
        try connection.execute(
            "UPDATE contacts SET name = $1, language = $2, timezone = $3, fields = $4, updated_at = $5 WHERE id = $6",
            [
                .text(contact.name), .text(contact.language), .text(contact.timezone), .json(.object(contact.fields)),
                .time(time), .id(contact.id),
            ])
    }

    /// The contact that has this alias; nil where nobody has.
    package static func find(_ alias: ContactAlias, in connection: any Connection) throws -> ContactID? {
        try connection.firstRow(
            "SELECT contact FROM contact_aliases WHERE kind = $1 AND value = $2", [.text(alias.kind.rawValue), .text(alias.value)]
        ).map { try $0.id(0) }
    }

    /// Forgets an alias: it is, or may become, somebody else's.
    package static func remove(_ alias: ContactAlias, in connection: any Connection) throws {
        try connection.execute(
            "DELETE FROM contact_aliases WHERE kind = $1 AND value = $2", [.text(alias.kind.rawValue), .text(alias.value)])
    }

    private static func merge(
        _ loser: ContactID, into winner: ContactID, at time: Timestamp, in connection: any Connection
    ) throws {
        let pair: [SQLValue] = [.id(winner), .id(loser)]
        try connection.execute("UPDATE contact_aliases SET contact = $1 WHERE contact = $2", pair)
        try connection.execute("UPDATE conversations SET contact = $1, lane = $1 WHERE contact = $2", pair)
        try connection.execute("UPDATE outbox SET contact = $1, lane = $1 WHERE contact = $2", pair)
        try connection.execute("UPDATE inbox SET lane = $1 WHERE lane = $2 AND state = 'ready'", pair)
        try connection.execute("UPDATE message_costs SET contact = $1 WHERE contact = $2", pair)
        try LimitRepository.merge(loser, into: winner, in: connection)
        try UserLinkRepository.merge(loser, into: winner, in: connection)
        try FormRepository.merge(loser, into: winner, in: connection)
        try ModelUsageRepository.merge(loser, into: winner, in: connection)
        let lost = try contact(loser, in: connection)
        var fields = lost?.fields ?? [:]
        for (key, value) in try contact(winner, in: connection)?.fields ?? [:] { fields[key] = value }
        try connection.execute(
            """
            UPDATE contacts SET fields = $1, updated_at = $2, name = COALESCE(name, $3), language = COALESCE(language, $4),
                timezone = COALESCE(timezone, $5) WHERE id = $6
            """,
            [.json(.object(fields)), .time(time), .text(lost?.name), .text(lost?.language), .text(lost?.timezone), .id(winner)])
        try connection.execute(
            "UPDATE contacts SET merged_into = $1, updated_at = $2 WHERE id = $3", [.id(winner), .time(time), .id(loser)])
    }
}
