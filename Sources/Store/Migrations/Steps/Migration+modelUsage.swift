// Moonpost
// SPDX-License-Identifier: Apache-2.0

extension Migration {
    static let modelUsage = Migration(
        name: "2026-11 model usage",
        statements: [
            // Tokens of a language model by the business's day ("2026-01-05") and contact; an empty contact is everybody together.
            """
            CREATE TABLE model_usage (
                day TEXT NOT NULL,
                contact TEXT NOT NULL,
                tokens BIGINT NOT NULL,
                requests BIGINT NOT NULL,
                PRIMARY KEY (day, contact))
            """,
        ])
}
