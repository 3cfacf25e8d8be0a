// Moonpost
// SPDX-License-Identifier: Apache-2.0

extension Migration {
    static let marketingChoices = Migration(
        name: "2026-11 who wants no marketing",
        statements: [
            // What each person said last, and where: the platform's word, STOP or START, a code.
            """
            CREATE TABLE marketing_choices (
                contact TEXT PRIMARY KEY,
                stops BIGINT NOT NULL,
                source TEXT NOT NULL,
                chosen_at BIGINT NOT NULL)
            """,
        ])
}
