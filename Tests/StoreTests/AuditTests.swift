// Moonpost
// SPDX-License-Identifier: Apache-2.0

import Core
import Testing

@testable import Store

@Suite("The audit log")
struct AuditTests {
    private func record(_ index: Int) -> AuditRecord {
        AuditRecord(
            actor: "user:\(index % 3)", .command, "exec-bot/task", details: ["n": .integer(Int64(index)), "x": 1.5],
            at: Timestamp(milliseconds: Int64(1_000 + index)))
    }

    private func filled(_ body: (SQLiteDatabase) async throws -> Void) async throws {
        try await withDatabase { database in
            for index in 0..<30 {
                let record = record(index)
                try await database.write { try AuditRepository.append([record], in: $0) }
            }
            try await body(database)
        }
    }

    @Test("is sound as it was written, also by many at once, and the hash of its end is that of any later reading")
    func sound() async throws {
        try await filled { database in
            try await withThrowingTaskGroup(of: Void.self) { group in
                for index in 30..<60 {
                    let record = record(index)
                    group.addTask { try await database.write { try AuditRepository.append([record], in: $0) } }
                }
                try await group.waitForAll()
            }
            let first = try await database.read { try AuditRepository.verify(in: $0) }
            #expect(first.rows == 60 && first.broken == nil)
            let last = record(60)
            try await database.write { try AuditRepository.append([last], in: $0) }
            let second = try await database.read { try AuditRepository.verify(head: first.head, in: $0) }
            #expect(second.rows == 61 && second.broken == nil && second.head != first.head)
            #expect(try await database.read { try AuditRepository.verify(head: "abc", in: $0) }.broken != nil)
        }
    }

    @Test("shows the row that was changed, taken out, put in, or moved", arguments: [
        ("UPDATE audit SET details = '{}' WHERE position = 7", 7), ("UPDATE audit SET at = at + 1 WHERE position = 7", 7),
        ("UPDATE audit SET actor = 'user:9' WHERE position = 30", 30), ("UPDATE audit SET action = 'denied' WHERE position = 1", 1),
        ("UPDATE audit SET action = 'nonsense' WHERE position = 5", 5), ("DELETE FROM audit WHERE position = 12", 12),
        ("DELETE FROM audit WHERE position = 1", 1), ("UPDATE audit SET hash = '00' WHERE position = 3", 3),
        ("UPDATE audit SET subject = 'x', hash = (SELECT hash FROM audit WHERE position = 8) WHERE position = 9", 9),
    ])
    func tampered(_ sql: String, _ position: Int64) async throws {
        try await filled { database in
            _ = try await database.write { try $0.execute(sql, []) }
            #expect(try await database.read { try AuditRepository.verify(in: $0) }.broken?.position == position)
        }
    }

    @Test("cut off at its end it looks sound, and the hash that was noted shows it")
    func cut() async throws {
        try await filled { database in
            let head = try await database.read { try AuditRepository.verify(in: $0) }.head
            _ = try await database.write { try $0.execute("DELETE FROM audit WHERE position > 20", []) }
            #expect(try await database.read { try AuditRepository.verify(in: $0) }.broken == nil)
            #expect(try await database.read { try AuditRepository.verify(head: head, in: $0) }.broken != nil)
        }
    }
}
