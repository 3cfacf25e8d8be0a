// Moonpost
// SPDX-License-Identifier: Apache-2.0

package import Core

/// Files that were fetched from addresses, in order to be sent.
extension MediaRepository {
    /// Remembers what stood at the address; what stood there before is forgotten.
    package static func keepFetched(_ found: FetchedFile, at link: String, in connection: any Connection) throws {
        try connection.execute(
            """
            INSERT INTO fetched_files (link, file, mime, bytes, fetched_at) VALUES ($1, $2, $3, $4, $5)
            ON CONFLICT (link) DO UPDATE SET file = excluded.file, mime = excluded.mime, bytes = excluded.bytes, fetched_at = excluded.fetched_at
            """,
            [.text(ContentDigest.of(link)), .text(found.file), .text(found.mime), .count(found.bytes), .time(found.fetchedAt)])
    }

    /// What stood at the address, where it was fetched since `time`.
    package static func fetched(_ link: String, since time: Timestamp, in connection: any Connection) throws -> FetchedFile? {
        try connection.firstRow(
            "SELECT file, mime, bytes, fetched_at FROM fetched_files WHERE link = $1 AND fetched_at > $2",
            [.text(ContentDigest.of(link)), .time(time)]
        ).map { FetchedFile(file: try $0.text(0), mime: try $0.text(1), bytes: Int(try $0.integer(2)), fetchedAt: try $0.time(3)) }
    }

    /// The platform cannot use what was uploaded of the file at an address: it is uploaded again.
    package static func forgetUploads(ofLink link: String, number: String, in connection: any Connection) throws {
        try connection.execute(
            "DELETE FROM media_uploads WHERE number = $1 AND file IN (SELECT file FROM fetched_files WHERE link = $2)",
            [.text(number), .text(ContentDigest.of(link))])
    }

    /// Forgets what was fetched before `time`, at most `limit`, and gives the names on the disk that nothing else has.
    package static func expireFetched(before time: Timestamp, limit: Int, in connection: any Connection) throws -> (count: Int, orphans: [String]) {
        let rows = try connection.rows(
            "SELECT link, file FROM fetched_files WHERE fetched_at < $1 ORDER BY fetched_at LIMIT $2", [.time(time), .count(limit)])
        var files: Set<String> = []
        for row in rows {
            try connection.execute("DELETE FROM fetched_files WHERE link = $1", [.text(try row.text(0))])
            files.insert(try row.text(1))
        }
        return (rows.count, try orphans(files, in: connection))
    }
}
