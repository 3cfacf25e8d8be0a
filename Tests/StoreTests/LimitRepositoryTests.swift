// Moonpost
// SPDX-License-Identifier: Apache-2.0

import Core
import Testing

@testable import Store

@Suite struct LimitRepositoryTests {
    private let amina = ContactID(stored: "amina")
    private let omar = ContactID(stored: "omar")

    @Test("a window is kept for each contact and number, and the last one counts")
    func windows() async throws {
        try await withDatabase { database, _ async throws in
            let window = ServiceWindow(closesAt: time(10), enteredAt: time(1), freeUntil: nil)
            let (amina, omar) = (amina, omar)
            try await database.write {
                try ServiceWindowRepository.save(ServiceWindow(closesAt: time(5)), of: amina, "1", in: $0)
                try ServiceWindowRepository.save(window, of: amina, "1", in: $0)
            }
            #expect(try await database.read { try ServiceWindowRepository.window(of: amina, "1", in: $0) } == window)
            #expect(try await database.read { try ServiceWindowRepository.window(of: amina, "2", in: $0) } == nil)
            #expect(try await database.read { try ServiceWindowRepository.window(of: omar, "1", in: $0) } == nil)
        }
    }

    @Test("of two contacts that turn out to be one, the longer window and every limit count")
    func merged() async throws {
        try await withDatabase { database, _ async throws in
            let (amina, omar) = (amina, omar)
            try await database.write { connection in
                try ServiceWindowRepository.save(ServiceWindow(closesAt: time(5), freeUntil: time(6)), of: amina, "1", in: connection)
                try ServiceWindowRepository.save(ServiceWindow(closesAt: time(9), enteredAt: time(4)), of: omar, "1", in: connection)
                try ServiceWindowRepository.save(ServiceWindow(closesAt: time(7)), of: omar, "2", in: connection)
                try LimitRepository.wrote(to: omar, portfolio: "p", at: time(3), in: connection)
                try LimitRepository.remember(omar, refusals: 2, until: time(20), in: connection)
                try MarketingChoiceRepository.record(MarketingChoice(amina, stops: false, source: .word, at: time(1)), in: connection)
                try MarketingChoiceRepository.record(MarketingChoice(omar, stops: true, source: .preference, at: time(2)), in: connection)
                try LimitRepository.merge(omar, into: amina, in: connection)
            }
            #expect(try await database.read { try ServiceWindowRepository.window(of: amina, "1", in: $0) } == ServiceWindow(closesAt: time(9), enteredAt: time(4), freeUntil: time(6)))
            #expect(try await database.read { try ServiceWindowRepository.window(of: amina, "2", in: $0)?.closesAt } == time(7))
            #expect(try await database.read { try ServiceWindowRepository.window(of: omar, "1", in: $0) } == nil)
            #expect(try await database.read { try LimitRepository.written(since: time(0), in: $0).map(\.contact) } == [amina])
            #expect(try await database.read { try LimitRepository.marketing(of: amina, in: $0)?.refusals } == 2)
            #expect(try await database.read { try MarketingChoiceRepository.stopped(amina, in: $0) } == time(2))
            #expect(try await database.read { try LimitRepository.marketing(of: omar, in: $0)?.refusals } == nil)
        }
    }

    @Test("what is over is forgotten, and what counts is not")
    func purged() async throws {
        try await withDatabase { database, _ async throws in
            let (amina, omar) = (amina, omar)
            try await database.write { connection in
                try LimitRepository.wrote(to: amina, portfolio: "p", at: time(1), in: connection)
                try LimitRepository.wrote(to: omar, portfolio: "p", at: time(5), in: connection)
                try LimitRepository.remember(amina, refusals: 1, until: time(2), in: connection)
                #expect(try LimitRepository.purge(writtenBefore: time(3), marketingBefore: time(3), in: connection) == 2)
            }
            #expect(try await database.read { try LimitRepository.written(since: time(0), in: $0).map(\.contact) } == [omar])
        }
    }
}
