// Moonpost
// SPDX-License-Identifier: Apache-2.0

import Core
import Store
import Testing

@Suite struct VersionRepositoryTests {
    @Test("a version is kept by its hash for good, and the published one of each plugin is known")
    func versions() async throws {
        try await withDatabase { database async throws in
            try await database.write { connection throws in
                func version(_ hash: String, _ text: String) -> StoredVersion {
                    StoredVersion(hash: hash, plugin: "shop", snapshot: ["text": .string(text)], declarations: [], author: "amina", createdAt: time(1))
                }
                try VersionRepository.publish(version("h1", "one"), at: time(1), in: connection)
                try VersionRepository.publish(version("h2", "two"), at: time(2), in: connection)
                #expect(try VersionRepository.published(in: connection) == ["shop": "h2"])
                // Rolling back is publishing an old one.
                try VersionRepository.publish(version("h1", "one"), at: time(3), in: connection)
                #expect(try VersionRepository.published(in: connection) == ["shop": "h1"])
                #expect(try VersionRepository.version("h2", in: connection)?.snapshot == ["text": "two"])
                #expect(try VersionRepository.version("h3", in: connection) == nil)
            }
        }
    }
}
