// Moonpost
// SPDX-License-Identifier: Apache-2.0

import Core
import Testing

@Suite("Conversations that do not fit into memory", .timeLimit(.minutes(10)))
struct ResidencyTests {
    @Test("go on from their journals like the others")
    func evicted() async throws {
        try await withHost(
            plugin("count", """
                bot.flow("fallback", { run = function(chat)
                  local sum = 0
                  while true do sum = sum + chat:ask_number("Sum " .. sum) end
                end })
                """), workers: 2, configure: { $0.scripts.residentConversations = 5 }
        ) { bot async throws in
            let people = (0..<30).map { Person.number($0) }
            for person in people { #expect(try await bot.say("start", from: person) == ["Sum 0"]) }
            for round in 1...4 {
                for (index, person) in people.enumerated() {
                    #expect(try await bot.say("\(index)", from: person) == ["Sum \(index * round)"])
                }
            }
            #expect(try await bot.incidents().isEmpty)
        }
    }
}
