// Moonpost
// SPDX-License-Identifier: Apache-2.0

/// The pieces of documents, by the version of the plugin that has them.
///
/// SQLite's FTS5 finds them (PostgreSQL has `tsvector` for the same); which words are the same is for the caller to say.
package enum KnowledgeRepository {
    /// Keeps a version's pieces, once.
    package static func insert(_ pieces: [KnowledgePiece], of version: String, in connection: any Connection) throws {
        guard !pieces.isEmpty,
            try connection.firstRow("SELECT version FROM knowledge WHERE version = $1 LIMIT 1", [.text(version)]) == nil
        else { return }
        for piece in pieces {
            try connection.execute(
                "INSERT INTO knowledge (version, source, title, text, words) VALUES ($1, $2, $3, $4, $5)",
                [.text(version), .text(piece.source), .text(piece.title), .text(piece.text), .text(piece.words)])
        }
    }

    /// The pieces that have any of the words, the best first.
    /// - Parameter words: Letters and digits alone.
    package static func search(_ words: [String], of version: String, limit: Int, in connection: any Connection) throws -> [KnowledgePiece] {
        guard !words.isEmpty else { return [] }
        let match = words.map { "\"\($0.filter { $0 != "\"" })\"" }.joined(separator: " OR ")
        return try connection.rows(
            """
            SELECT source, title, text, words FROM knowledge WHERE words MATCH $1 AND version = $2
            ORDER BY bm25(knowledge), rowid LIMIT $3
            """, [.text(match), .text(version), .count(limit)]
        ).map { row in
            KnowledgePiece(source: try row.text(0), title: try row.text(1), text: try row.text(2), words: try row.text(3))
        }
    }
}
