// Moonpost
// SPDX-License-Identifier: Apache-2.0

extension Migration {
    static let knowledge = Migration(
        name: "2026-11 knowledge",
        statements: [
            // Of SQLite alone. `words` are made by the host, which knows Arabic; so the tokenizer only parts them.
            """
            CREATE VIRTUAL TABLE knowledge USING fts5(
                version UNINDEXED, source UNINDEXED, title UNINDEXED, text UNINDEXED, words, tokenize = 'unicode61 remove_diacritics 0')
            """,
        ])
}
