// Moonpost
// SPDX-License-Identifier: Apache-2.0

package import Core

/// The message templates of all accounts.
package enum TemplateRepository {
    /// What a notice of the platform changes of a template; nil stays as it was.
    package struct Change: Hashable, Sendable {
        package var status: String?
        package var category: String?
        package var quality: String?

        package init(status: String? = nil, category: String? = nil, quality: String? = nil) {
            self.status = status
            self.category = category
            self.quality = quality
        }
    }

    /// An account has these and no others.
    package static func replace(_ account: String, with templates: [StoredTemplate], in connection: any Connection) throws {
        try connection.execute("DELETE FROM templates WHERE account = $1", [.text(account)])
        for template in templates {
            try connection.execute(
                """
                INSERT INTO templates (account, name, language, status, category, quality, definition, updated_at)
                VALUES ($1, $2, $3, $4, $5, $6, $7, $8)
                ON CONFLICT (account, name, language) DO UPDATE SET status = excluded.status, category = excluded.category,
                    quality = excluded.quality, definition = excluded.definition, updated_at = excluded.updated_at
                """,
                [
                    .text(account), .text(template.name), .text(template.language), .text(template.status), .text(template.category),
                    .text(template.quality), .json(template.definition), .time(template.updatedAt),
                ])
        }
    }

    /// - Returns: Whether the template is known.
    @discardableResult
    package static func change(
        _ account: String, _ name: String, _ language: String, _ change: Change, at time: Timestamp, in connection: any Connection
    ) throws -> Bool {
        try connection.execute(
            """
            UPDATE templates SET status = COALESCE($1, status), category = COALESCE($2, category), quality = COALESCE($3, quality),
                updated_at = $4
            WHERE account = $5 AND name = $6 AND language = $7
            """,
            [
                .text(change.status), .text(change.category), .text(change.quality), .time(time), .text(account), .text(name), .text(language),
            ]) > 0
    }

    /// Every template, by account, name and language.
    package static func all(in connection: any Connection) throws -> [StoredTemplate] {
        try connection.rows(
            """
            SELECT account, name, language, status, category, quality, definition, updated_at FROM templates
            ORDER BY account, name, language
            """
        ).map { row in
            StoredTemplate(
                account: try row.text(0), name: try row.text(1), language: try row.text(2), status: try row.text(3),
                category: try row.text(4), quality: row.optionalText(5), definition: try row.json(6), updatedAt: try row.time(7))
        }
    }
}
