// Moonpost
// SPDX-License-Identifier: Apache-2.0

package import Core

/// The files that came with messages, and what the platform calls those that were uploaded.
package enum MediaRepository {
    private static let columns =
        "id, number, kind, platform_id, link, mime, sha256, filename, state, file, bytes, attempts, not_before, error, created_at"

    package static func insert(_ media: StoredMedia, in connection: any Connection) throws {
        try connection.execute(
            """
            INSERT INTO media (\(columns)) VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14, $15)
            """,
            [
                .id(media.id), .text(media.number), .text(media.kind), .text(media.platformID), .text(media.link), .text(media.mime),
                .text(media.sha256), .text(media.filename), .text(media.state.rawValue), .text(media.file), .count(media.bytes),
                .count(media.attempts), .time(media.notBefore), .text(media.error), .time(media.createdAt),
            ])
    }

    package static func media(_ id: UpdateID, in connection: any Connection) throws -> StoredMedia? {
        try connection.firstRow("SELECT \(columns) FROM media WHERE id = $1", [.id(id)]).map(media)
    }

    /// Those that are to be fetched, oldest first, after `id` where one is given.
    package static func waiting(after id: UpdateID?, limit: Int, in connection: any Connection) throws -> [StoredMedia] {
        try connection.rows(
            "SELECT \(columns) FROM media WHERE state = 'waiting' AND id > $1 ORDER BY id LIMIT $2",
            [.text(id?.text ?? ""), .count(limit)]
        ).map(media)
    }

    /// Writes what became of a file that is waiting; false where it is not any more.
    @discardableResult
    package static func settle(_ media: StoredMedia, in connection: any Connection) throws -> Bool {
        try connection.execute(
            """
            UPDATE media SET state = $1, file = $2, bytes = $3, mime = $4, attempts = $5, not_before = $6, error = $7, link = $8
            WHERE id = $9 AND state = 'waiting'
            """,
            [
                .text(media.state.rawValue), .text(media.file), .count(media.bytes), .text(media.mime), .count(media.attempts),
                .time(media.notBefore), .text(media.error), .text(media.link), .id(media.id),
            ]) > 0
    }

    /// Marks files of before `time` as deleted, at most `limit`.
    /// - Returns: how many, and the names on the disk that no other message has.
    package static func expire(before time: Timestamp, limit: Int, in connection: any Connection) throws -> (count: Int, orphans: [String]) {
        let rows = try connection.rows(
            "SELECT id, file FROM media WHERE state = 'stored' AND created_at < $1 ORDER BY id LIMIT $2", [.time(time), .count(limit)])
        var files: [String] = []
        for row in rows {
            try connection.execute("UPDATE media SET state = 'deleted', file = NULL WHERE id = $1", [.text(try row.text(0))])
            if let file = row.optionalText(1), !files.contains(file) { files.append(file) }
        }
        let orphans = try files.filter { try !isUsed($0, in: connection) }
        // Uploads alone keep no file that somebody sent: it was promised to be deleted.
        for file in orphans { try connection.execute("DELETE FROM media_uploads WHERE file = $1", [.text(file)]) }
        return (rows.count, orphans)
    }

    /// Forgets uploads of before `time`, at most `limit`, and gives the names on the disk that nothing else has.
    package static func expireUploads(before time: Timestamp, limit: Int, in connection: any Connection) throws -> (count: Int, orphans: [String]) {
        let rows = try connection.rows(
            "SELECT number, file, mime FROM media_uploads WHERE uploaded_at < $1 ORDER BY uploaded_at LIMIT $2", [.time(time), .count(limit)])
        var files: Set<String> = []
        for row in rows {
            try connection.execute(
                "DELETE FROM media_uploads WHERE number = $1 AND file = $2 AND mime = $3",
                [.text(try row.text(0)), .text(try row.text(1)), .text(try row.text(2))])
            files.insert(try row.text(1))
        }
        return (rows.count, try orphans(files, in: connection))
    }

    /// Those of the files that nothing has any more, neither a message nor an address nor an upload.
    static func orphans(_ files: Set<String>, in connection: any Connection) throws -> [String] {
        try files.sorted().filter { file in
            try connection.firstRow("SELECT 1 FROM media_uploads WHERE file = $1 LIMIT 1", [.text(file)]) == nil && !isUsed(file, in: connection)
        }
    }

    /// Whether a message still has the file of this name, or it was fetched lately in order to be sent.
    private static func isUsed(_ file: String, in connection: any Connection) throws -> Bool {
        try ["media", "fetched_files"].contains {
            try connection.firstRow("SELECT 1 FROM \($0) WHERE file = $1 LIMIT 1", [.text(file)]) != nil
        }
    }

    // MARK: - Uploads

    /// What the platform calls the file, where it was uploaded for this number since `time`.
    package static func upload(
        _ file: String, mime: String, number: String, since time: Timestamp, in connection: any Connection
    ) throws -> String? {
        try connection.firstRow(
            "SELECT platform_id FROM media_uploads WHERE number = $1 AND file = $2 AND mime = $3 AND uploaded_at > $4",
            [.text(number), .text(file), .text(mime), .time(time)]
        )?.text(0)
    }

    /// The platform cannot use what was uploaded of a message's file: it is uploaded again.
    package static func forgetUploads(of id: UpdateID, number: String, in connection: any Connection) throws {
        try connection.execute(
            "DELETE FROM media_uploads WHERE number = $1 AND file IN (SELECT file FROM media WHERE id = $2)", [.text(number), .id(id)])
    }

    package static func keepUpload(
        _ platformID: String, of file: String, mime: String, number: String, at time: Timestamp, in connection: any Connection
    ) throws {
        try connection.execute(
            """
            INSERT INTO media_uploads (number, file, mime, platform_id, uploaded_at) VALUES ($1, $2, $3, $4, $5)
            ON CONFLICT (number, file, mime) DO UPDATE SET platform_id = excluded.platform_id, uploaded_at = excluded.uploaded_at
            """, [.text(number), .text(file), .text(mime), .text(platformID), .time(time)])
    }

    /// The platform does not know it any more, or cannot use it.
    package static func forgetUpload(_ platformID: String, number: String, in connection: any Connection) throws {
        try connection.execute(
            "DELETE FROM media_uploads WHERE number = $1 AND platform_id = $2", [.text(number), .text(platformID)])
    }

    private static func media(_ row: Row) throws -> StoredMedia {
        guard let state = StoredMedia.State(rawValue: try row.text(8)) else {
            throw UnknownState(table: "media", row: try row.text(0), state: try row.text(8))
        }
        return StoredMedia(
            id: try row.id(0), number: try row.text(1), kind: try row.text(2), platformID: row.optionalText(3), link: row.optionalText(4),
            mime: try row.text(5), sha256: row.optionalText(6), filename: row.optionalText(7), state: state, file: row.optionalText(9),
            bytes: row.optionalInteger(10).map(Int.init), attempts: Int(try row.integer(11)), notBefore: row.optionalTime(12),
            error: row.optionalText(13), createdAt: try row.time(14))
    }
}
