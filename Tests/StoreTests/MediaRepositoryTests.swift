// Moonpost
// SPDX-License-Identifier: Apache-2.0

import Core
import Testing

@testable import Store

@Suite struct MediaRepositoryTests {
    private static let link = "https://shop.example.com/door.jpg?signature=secret"

    private static func found(_ file: String, at milliseconds: Int64) -> FetchedFile {
        FetchedFile(file: file, mime: "image/jpeg", bytes: 9, fetchedAt: time(milliseconds))
    }

    @Test("what stood at an address is known for as long as somebody asks, the newest alone, and the address itself is not kept")
    func fetched() async throws {
        try await withDatabase { database in
            try await database.write {
                try MediaRepository.keepFetched(Self.found("old", at: 1), at: Self.link, in: $0)
                try MediaRepository.keepFetched(Self.found("new", at: 5), at: Self.link, in: $0)
            }
            #expect(try await database.read { try MediaRepository.fetched(Self.link, since: time(4), in: $0) } == Self.found("new", at: 5))
            #expect(try await database.read { try MediaRepository.fetched(Self.link, since: time(5), in: $0) } == nil)
            #expect(try await database.read { try MediaRepository.fetched(Self.link + "x", since: time(0), in: $0) } == nil)
            let rows = try await database.read { try $0.rows("SELECT link FROM fetched_files").map { try $0.text(0) } }
            #expect(rows.count == 1 && rows.first?.contains("shop") == false)
        }
    }

    @Test("a file leaves the disk when nothing has it any more: no message, no address and no upload")
    func orphans() async throws {
        try await withDatabase { database in
            try await database.write { connection in
                for (index, file) in ["uploaded", "received", "again", "alone"].enumerated() {
                    try MediaRepository.keepFetched(Self.found(file, at: Int64(index)), at: file, in: connection)
                }
                try MediaRepository.keepFetched(Self.found("again", at: 50), at: "another", in: connection)
                try MediaRepository.keepUpload("1000", of: "uploaded", mime: "image/jpeg", number: "1", at: time(8), in: connection)
                try MediaRepository.insert(
                    StoredMedia(
                        id: id("01"), number: "1", kind: "image", platformID: "1", link: nil, mime: "image/jpeg", sha256: nil, filename: nil, state: .stored,
                        file: "received", bytes: 9, createdAt: time(0)),
                    in: connection)
            }
            let (count, orphans) = try await database.write { try MediaRepository.expireFetched(before: time(10), limit: 100, in: $0) }
            #expect(count == 4 && orphans == ["alone"])
            let uploads = try await database.write { try MediaRepository.expireUploads(before: time(10), limit: 100, in: $0) }
            #expect(uploads.orphans == ["uploaded"])
            let received = try await database.write { try MediaRepository.expire(before: time(10), limit: 100, in: $0) }
            #expect(received.orphans == ["received"])
            #expect(try await database.write { try MediaRepository.expireFetched(before: time(100), limit: 100, in: $0) }.orphans == ["again"])
        }
    }

    @Test("what was uploaded of an address's file is forgotten for one number, and for the others it stays")
    func forgotten() async throws {
        try await withDatabase { database in
            try await database.write { connection in
                try MediaRepository.keepFetched(Self.found("door", at: 1), at: Self.link, in: connection)
                for number in ["1", "2"] { try MediaRepository.keepUpload(number, of: "door", mime: "image/jpeg", number: number, at: time(1), in: connection) }
                try MediaRepository.forgetUploads(ofLink: Self.link, number: "1", in: connection)
            }
            for (number, known) in [("1", nil), ("2", "2")] as [(String, String?)] {
                #expect(try await database.read { try MediaRepository.upload("door", mime: "image/jpeg", number: number, since: time(0), in: $0) } == known)
            }
        }
    }
}
