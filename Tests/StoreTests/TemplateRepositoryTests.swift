// Moonpost
// SPDX-License-Identifier: Apache-2.0

import Core
import Store
import Testing

@Suite struct TemplateRepositoryTests {
    private static func template(_ name: String, account: String = "1", language: String = "en", quality: String? = nil) -> StoredTemplate {
        StoredTemplate(
            account: account, name: name, language: language, status: "APPROVED", category: "UTILITY", quality: quality,
            definition: ["name": .string(name)], updatedAt: time(1))
    }

    @Test("an account has the templates of the last list and no others, and other accounts keep theirs")
    func replaced() async throws {
        try await withDatabase { database async throws in
            try await database.write { connection in
                try TemplateRepository.replace("1", with: [Self.template("a"), Self.template("b")], in: connection)
                try TemplateRepository.replace("2", with: [Self.template("a", account: "2")], in: connection)
                try TemplateRepository.replace(
                    "1", with: [Self.template("b", quality: "GREEN"), Self.template("b", language: "ar")], in: connection)
            }
            #expect(
                try await database.read { try TemplateRepository.all(in: $0) } == [
                    Self.template("b", language: "ar"), Self.template("b", quality: "GREEN"), Self.template("a", account: "2"),
                ])
        }
    }

    @Test("a notice changes what it tells of one template, and nothing of one that is not known")
    func changed() async throws {
        try await withDatabase { database async throws in
            try await database.write { connection in
                try TemplateRepository.replace("1", with: [Self.template("a", quality: "GREEN"), Self.template("b")], in: connection)
            }
            let known = try await database.write {
                try TemplateRepository.change("1", "a", "en", TemplateRepository.Change(status: "PAUSED"), at: time(2), in: $0)
            }
            let unknown = try await database.write {
                try TemplateRepository.change("1", "a", "ar", TemplateRepository.Change(status: "PAUSED"), at: time(2), in: $0)
            }
            #expect(known && !unknown)
            var paused = Self.template("a", quality: "GREEN")
            paused.status = "PAUSED"
            paused.updatedAt = time(2)
            #expect(try await database.read { try TemplateRepository.all(in: $0) } == [paused, Self.template("b")])
        }
    }
}
