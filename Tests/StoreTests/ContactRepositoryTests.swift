// Moonpost
// SPDX-License-Identifier: Apache-2.0

import Core
import Testing

@testable import Store

@Suite struct ContactRepositoryTests {
    private static let phone = ContactAlias(.phone, "201001234567")
    private static let user = ContactAlias(.userID, "EG.abc")
    private static let parent = ContactAlias(.parentUserID, "EG.ENT.xyz")
    private static let username = ContactAlias(.username, "amina")

    private func resolve(
        _ database: any Database, _ aliases: [ContactAlias], name: String? = nil, as new: String
    ) async throws -> ContactRepository.Resolution {
        try await database.write {
            try ContactRepository.resolve(aliases, name: name, at: time(1), newID: id(new), in: $0)
        }
    }

    private func contact(_ database: any Database, _ text: String) async throws -> Contact? {
        try await database.read { try ContactRepository.contact(id(text), in: $0) }
    }

    @Test("somebody unknown is new, and is known afterwards by each name that was given")
    func makes() async throws {
        try await withDatabase { database async throws in
            let aliases = [Self.phone, Self.user, Self.parent, Self.username]
            let made = try await resolve(database, aliases, name: "Amina", as: "A")
            #expect(made == .init(contact: id("A"), isNew: true))
            for alias in aliases {
                #expect(try await resolve(database, [alias], as: "B") == .init(contact: id("A")), "\(alias)")
            }
            let known = try #require(try await contact(database, "A"))
            #expect(known.name == "Amina" && Set(known.aliases) == Set(aliases))
        }
    }

    /// All ways to split the strong aliases over two messages.
    private static let strong = [phone, user, parent]
    private static let splits: [([ContactAlias], [ContactAlias])] = (1..<7).flatMap { first in
        (1..<8).map { second in
            (
                strong.indices.filter { first >> $0 & 1 == 1 }.map { strong[$0] },
                strong.indices.filter { second >> $0 & 1 == 1 }.map { strong[$0] }
            )
        }
    }

    @Test("names that arrive in any combination lead to one contact as soon as a message shares one of them", arguments: splits)
    func combinations(first: [ContactAlias], second: [ContactAlias]) async throws {
        try await withDatabase { database async throws in
            _ = try await resolve(database, first, as: "A")
            let resolution = try await resolve(database, second, as: "B")
            let isSame = !Set(first).isDisjoint(with: second)
            #expect(resolution.contact == (isSame ? id("A") : id("B")))
            // Whoever names them all is both: the oldest stays.
            let all = try await resolve(database, Self.strong, as: "C")
            #expect(all.contact == id("A"))
            #expect(all.merged == (isSame ? [] : [id("B")]))
            for alias in Self.strong { #expect(try await resolve(database, [alias], as: "D").contact == id("A")) }
        }
    }

    @Test("three contacts that turn out to be one are merged into the oldest")
    func three() async throws {
        try await withDatabase { database async throws in
            _ = try await resolve(database, [Self.parent], as: "C")
            _ = try await resolve(database, [Self.phone], as: "A")
            _ = try await resolve(database, [Self.user], as: "B")
            let all = try await resolve(database, Self.strong, as: "D")
            #expect(all == .init(contact: id("A"), merged: [id("B"), id("C")]))
            #expect(try await contact(database, "C")?.id == id("A"))
        }
    }

    @Test("a username alone finds a contact, but never overrules a better name, and passes on to who bears it now")
    func usernames() async throws {
        try await withDatabase { database async throws in
            _ = try await resolve(database, [Self.phone, Self.username], as: "A")
            #expect(try await resolve(database, [Self.username], as: "B").contact == id("A"))
            let other = try await resolve(database, [ContactAlias(.phone, "20999"), Self.username], as: "B")
            #expect(other == .init(contact: id("B"), isNew: true))
            #expect(try await resolve(database, [Self.username], as: "C").contact == id("B"))
            #expect(try await contact(database, "A")?.alias(.username) == nil)
        }
    }

    @Test("a new profile name replaces the old one, and none leaves it")
    func names() async throws {
        try await withDatabase { database async throws in
            _ = try await resolve(database, [Self.phone], name: "Amina", as: "A")
            _ = try await resolve(database, [Self.phone], as: "B")
            #expect(try await contact(database, "A")?.name == "Amina")
            _ = try await resolve(database, [Self.phone], name: "Amina H.", as: "B")
            #expect(try await contact(database, "A")?.name == "Amina H.")
        }
    }

    @Test("setting fields changes those, removes what is null, and leaves the others; name, language and timezone are the contact's own")
    func set() async throws {
        try await withDatabase { database async throws in
            _ = try await resolve(database, [Self.phone], name: "Amina", as: "A")
            try await database.write {
                try ContactRepository.set(["city": "Cairo", "visits": 3, "language": "ar"], of: id("A"), at: time(2), in: $0)
                try ContactRepository.set(["city": .null, "timezone": "Africa/Cairo"], of: id("A"), at: time(3), in: $0)
            }
            let known = try #require(try await contact(database, "A"))
            #expect(known.fields == ["visits": 3])
            #expect(known.language == "ar" && known.timezone == "Africa/Cairo" && known.name == "Amina")
        }
    }

    @Test("a name that was removed leads to somebody new")
    func removed() async throws {
        try await withDatabase { database async throws in
            _ = try await resolve(database, [Self.phone, Self.user], as: "A")
            try await database.write { try ContactRepository.remove(Self.phone, in: $0) }
            #expect(try await resolve(database, [Self.phone], as: "B") == .init(contact: id("B"), isNew: true))
            #expect(try await resolve(database, [Self.user], as: "C").contact == id("A"))
        }
    }

    @Test("nobody is found under an id that was never given")
    func unknown() async throws {
        try await withDatabase { database async throws in #expect(try await contact(database, "nobody") == nil) }
    }
}
