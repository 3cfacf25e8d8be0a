// Moonpost
// SPDX-License-Identifier: Apache-2.0

import Core
import Store
import Testing

@Suite struct PluginDataRepositoryTests {
    private func set(_ name: String, _ value: JSON, of plugin: String = "p", until: Int64? = nil, _ connection: any Connection) throws {
        try PluginDataRepository.set(name, to: value, of: plugin, expiresAt: until.map { time($0) }, in: connection)
    }

    private func value(_ name: String, of plugin: String = "p", at now: Int64 = 1, _ connection: any Connection) throws -> JSON? {
        try PluginDataRepository.value(name, of: plugin, at: time(now), in: connection)
    }

    @Test("each plugin has its own values, and the last one that was set counts")
    func values() async throws {
        try await withDatabase { database async throws in
            try await database.write { connection throws in
                try set("a", 1, connection)
                try set("a", ["n": 2.5], connection)
                try set("a", "theirs", of: "q", connection)
                #expect(try value("a", connection) == ["n": 2.5])
                #expect(try value("a", of: "q", connection) == "theirs")
                #expect(try value("b", connection) == nil)
                try PluginDataRepository.delete("a", of: "p", in: connection)
                #expect(try value("a", connection) == nil)
                #expect(try value("a", of: "q", connection) == "theirs")
            }
        }
    }

    @Test("a value is there until its very moment, whether it has been removed yet or not")
    func expiry() async throws {
        try await withDatabase { database async throws in
            try await database.write { connection throws in
                try set("a", 1, until: 10, connection)
                #expect(try value("a", at: 9, connection) == 1)
                #expect(try value("a", at: 10, connection) == nil)
                #expect(try PluginDataRepository.list(prefix: "", of: "p", limit: 9, at: time(10), in: connection).isEmpty)
                #expect(try PluginDataRepository.purgeExpired(at: time(9), limit: 9, in: connection) == 0)
                #expect(try connection.rows("SELECT 1 FROM plugin_data").count == 1)
                #expect(try PluginDataRepository.purgeExpired(at: time(10), limit: 9, in: connection) == 1)
                #expect(try connection.rows("SELECT 1 FROM plugin_data").isEmpty)
            }
        }
    }

    @Test("setting a value anew sets anew how long it is kept")
    func setAgain() async throws {
        try await withDatabase { database async throws in
            try await database.write { connection throws in
                try set("a", 1, until: 10, connection)
                try set("a", 2, connection)
                #expect(try value("a", at: 99, connection) == 2)
            }
        }
    }

    @Test("changing a value leaves how long it is kept, and one that has expired begins anew")
    func replace() async throws {
        try await withDatabase { database async throws in
            try await database.write { connection throws in
                try set("a", 1, until: 10, connection)
                try PluginDataRepository.replace("a", with: 2, of: "p", at: time(5), in: connection)
                #expect(try value("a", at: 9, connection) == 2)
                #expect(try value("a", at: 10, connection) == nil)
                try PluginDataRepository.replace("a", with: 3, of: "p", at: time(10), in: connection)
                #expect(try value("a", at: 99, connection) == 3)
                try PluginDataRepository.replace("new", with: 4, of: "p", at: time(10), in: connection)
                #expect(try value("new", at: 99, connection) == 4)
            }
        }
    }

    @Test("a list has the names that begin with the prefix, in their order, whatever characters it has")
    func list() async throws {
        try await withDatabase { database async throws in
            try await database.write { connection throws in
                let names = ["a", "a%", "a_1", "ab", "b", "A", "é", "é2", "日本", "a😀", "a'"]
                for name in names { try set(name, .string(name), connection) }
                try set("a", "theirs", of: "q", connection)
                func list(_ prefix: String, limit: Int = 99) throws -> [String] {
                    try PluginDataRepository.list(prefix: prefix, of: "p", limit: limit, at: time(1), in: connection).map(\.name)
                }
                #expect(try list("a") == ["a", "a%", "a'", "a_1", "ab", "a😀"])
                #expect(try list("a%") == ["a%"])
                #expect(try list("a_") == ["a_1"])
                #expect(try list("é") == ["é", "é2"])
                #expect(try list("日") == ["日本"])
                #expect(try list("c") == [])
                #expect(try list("").count == names.count)
                #expect(try list("a", limit: 2) == ["a", "a%"])
            }
        }
    }
}
