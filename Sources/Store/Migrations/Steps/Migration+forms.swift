// Moonpost
// SPDX-License-Identifier: Apache-2.0

extension Migration {
    static let forms = Migration(
        name: "2026-11 forms",
        statements: [
            // A form that a conversation has asked somebody to fill in, by the token that goes to the phone and comes back.
            """
            CREATE TABLE forms (
                token TEXT PRIMARY KEY,
                name TEXT NOT NULL,
                plugin TEXT NOT NULL,
                version TEXT NOT NULL,
                contact TEXT NOT NULL,
                number TEXT NOT NULL,
                conversation TEXT NOT NULL,
                done BIGINT NOT NULL,
                created_at BIGINT NOT NULL)
            """,
            "CREATE INDEX forms_by_time ON forms (created_at)",
            // What each request was answered: the same when it comes again.
            """
            CREATE TABLE form_answers (
                token TEXT NOT NULL,
                request TEXT NOT NULL,
                answer TEXT NOT NULL,
                created_at BIGINT NOT NULL,
                PRIMARY KEY (token, request))
            """,
            // The private key of a number, sealed with the key of the installation.
            """
            CREATE TABLE form_keys (
                number TEXT PRIMARY KEY,
                sealed BLOB NOT NULL,
                created_at BIGINT NOT NULL)
            """,
        ])
}
