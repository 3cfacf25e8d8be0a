// Moonpost
// SPDX-License-Identifier: Apache-2.0

import Core
import Host
import Testing

@Suite("Messages of one person", .timeLimit(.minutes(10)))
struct OrderTests {
    /// Counts, and says where two turns of one person overlap: it commits in the middle of each.
    private static let counting = plugin("count", """
        bot.flow("fallback", { run = function(chat)
          local me = chat.contact.phone
          if bot.store.get("busy " .. me) then chat:say("overlap") end
          bot.store.set("busy " .. me, true)
          local number = bot.store.add("count " .. me)
          chat:say(number .. " " .. chat.message.text)
          bot.store.delete("busy " .. me)
        end })
        """)

    @Test("two quick ones in one webhook are handled in order, one at a time, none lost")
    func oneWebhook() async throws {
        try await withHost(Self.counting) { bot async throws in
            let answer = await bot.send(
                [Incoming.text("first", id: "wamid.1", from: .amina), Incoming.text("second", id: "wamid.2", from: .amina)], from: [.amina])
            #expect(answer == .accepted(new: 2))
            #expect(try await bot.heard(after: 0) == ["1 first", "2 second"])
        }
    }

    @Test("two quick ones in two concurrent webhooks are handled in the order in which they were stored, one at a time, none lost")
    func twoWebhooks() async throws {
        try await withHost(Self.counting) { bot async throws in
            for round in 0..<20 {
                let before = bot.world.graph.accepted.count
                async let one = bot.send([Incoming.text("a\(round)", id: "wamid.a\(round)", from: .amina)], from: [.amina])
                async let two = bot.send([Incoming.text("b\(round)", id: "wamid.b\(round)", from: .amina)], from: [.amina])
                #expect(await [one, two] == [.accepted(new: 1), .accepted(new: 1)])
                let heard = try await bot.heard(after: before)
                #expect(heard.map { String($0.prefix { $0 != " " }) } == ["\(2 * round + 1)", "\(2 * round + 2)"])
                #expect(Set(heard.map { String($0.drop { $0 != " " }.dropFirst()) }) == ["a\(round)", "b\(round)"])
            }
        }
    }

    @Test("many at once are all answered, one at a time, in the order in which they are in the inbox")
    func many() async throws {
        try await withHost(Self.counting) { bot async throws in
            await withTaskGroup(of: Void.self) { group in
                for index in 0..<60 {
                    group.addTask { _ = await bot.send([Incoming.text("m\(index)", id: "wamid.\(index)", from: .amina)], from: [.amina]) }
                }
            }
            let heard = try await bot.heard(after: 0)
            let stored = try await bot.lines("SELECT dedup_key FROM inbox ORDER BY id").map { "m" + $0.dropFirst("wamid.".count) }
            #expect(heard == stored.enumerated().map { "\($0.offset + 1) \($0.element)" })
            #expect(heard.count == 60)
        }
    }

    @Test("they answer the questions in their order")
    func answers() async throws {
        try await withHost(plugin("quiz", """
            bot.flow("fallback", { run = function(chat)
              chat:say(chat:ask("1?") .. chat:ask("2?") .. chat:ask("3?"))
            end })
            """)
        ) { bot async throws in
            let words = ["start", "a", "b", "c"]
            _ = await bot.send(words.map { Incoming.text($0, id: "wamid.\($0)", from: .amina) }, from: [.amina])
            #expect(try await bot.heard(after: 0) == ["1?", "2?", "3?", "abc"])
        }
    }

    @Test("a thousand people are handled in parallel, and each gets the answer to their own questions")
    func thousand() async throws {
        let ask = plugin("ask", """
            bot.flow("fallback", { run = function(chat)
              local name = chat:ask("Name?")
              chat:say(name .. " " .. chat.contact.phone)
            end })
            """)
        try await withHost(ask, workers: 2) { bot async throws in
            let people = (0..<1_000).map { Person.number($0) }
            for round in 0..<2 {
                await withTaskGroup(of: Void.self) { group in
                    for start in stride(from: 0, to: people.count, by: 50) {
                        group.addTask {
                            let some = Array(people[start..<start + 50])
                            let messages = some.map { Incoming.text("I am \($0.address)", id: "wamid.\(round).\($0.address)", from: $0) }
                            #expect(await bot.send(messages, from: some) == .accepted(new: 50))
                        }
                    }
                }
                try await bot.settle()
            }
            let heard = Dictionary(grouping: bot.world.graph.accepted, by: \.recipient)
            #expect(heard.count == 1_000)
            let wrong = people.filter { heard[$0.address]?.map(\.text) != ["Name?", "I am \($0.address) +\($0.address)"] }
            #expect(wrong.isEmpty, "\(wrong.prefix(3))")
            #expect(try await bot.conversations() == 0)
        }
    }
}
