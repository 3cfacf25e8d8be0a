// Moonpost
// SPDX-License-Identifier: Apache-2.0

/// One named step of the schema. Steps are only ever appended; one that has shipped never changes.
struct Migration {
    let name: String
    let statements: [String]
}

/// Brings a schema up to date, each step in one transaction of its own.
enum Migrator {
    static func migrate(_ connection: any Connection) throws {
        try connection.execute("CREATE TABLE IF NOT EXISTS migrations (name TEXT PRIMARY KEY)")
        let applied = Set(try connection.rows("SELECT name FROM migrations").map { try $0.text(0) })
        if let unknown = applied.subtracting(Migration.all.map(\.name)).sorted().first {
            throw SchemaTooNew(migration: unknown)
        }
        for migration in Migration.all where !applied.contains(migration.name) {
            try connection.execute("BEGIN")
            do {
                for statement in migration.statements { try connection.execute(statement) }
                try connection.execute("INSERT INTO migrations (name) VALUES ($1)", [.text(migration.name)])
                try connection.execute("COMMIT")
            } catch {
                try connection.execute("ROLLBACK")
                throw error
            }
        }
    }
}

/// The database was made by a newer Moonpost.
package struct SchemaTooNew: Error, CustomStringConvertible {
    package var migration: String
    package var description: String {
        "the database has the migration \"\(migration)\", which this version does not know: run the newer version, or another database"
    }
}
