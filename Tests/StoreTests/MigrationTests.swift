// Moonpost
// SPDX-License-Identifier: Apache-2.0

import Core
import Testing

@testable import Store

@Suite struct MigrationTests {
    private func names(_ database: any Database) async throws -> [String] {
        try await database.read { try $0.rows("SELECT name FROM migrations ORDER BY name").map { try $0.text(0) } }
    }

    @Test("a new database has every migration, and opening it again applies none twice and loses nothing")
    func idempotent() async throws {
        try await withDatabase { database, path async throws in
            #expect(try await names(database) == Migration.all.map(\.name).sorted())
            try await database.write {
                try PluginDataRepository.set("a", to: 1, of: "p", expiresAt: nil, in: $0)
                try Migrator.migrate($0)
            }
            let again = try SQLiteDatabase(path: path)
            #expect(try await names(again) == Migration.all.map(\.name).sorted())
            #expect(try await again.read { try PluginDataRepository.value("a", of: "p", at: time(0), in: $0) } == 1)
            try await again.close()
        }
    }

    @Test("a database that a newer version made is refused, by the name of what is unknown")
    func newer() async throws {
        try await withDatabase { database, path async throws in
            try await database.write { _ = try $0.execute("INSERT INTO migrations (name) VALUES ('2099-01 flying')") }
            let refusal = #expect(throws: SchemaTooNew.self) { try SQLiteDatabase(path: path) }
            #expect(refusal?.description.contains("\"2099-01 flying\"") == true)
        }
    }

    @Test("migrations have different names")
    func named() {
        #expect(Set(Migration.all.map(\.name)).count == Migration.all.count)
    }
}
