// Moonpost
// SPDX-License-Identifier: Apache-2.0

import ChatTesting
import Core
import Host
import Testing

@Suite("An address that asks for too much", .timeLimit(.minutes(10)))
struct AddressGuardTests {
    private static let listener = plugin("listener", """
        bot.on("security_alert", function(event) bot.store.set(event.kind, (bot.store.get(event.kind) or 0) + 1) end)
        bot.flow("fallback", { run = function(chat) chat:say("hello") end })
        """)
    private static let stranger = RequestOrigin(peer: "203.0.113.7", forwarded: [])

    @Test("is one incident and one event, however often it asks on, and asks again when it was told to")
    func told() async throws {
        try await withHost(Self.listener, configure: { $0.limits.addressPerMinute = 60; $0.limits.addressBurst = 40 }) { bot async throws in
            let addresses = try #require(bot.host.addresses)
            #expect(addresses.refuse(Self.stranger) == nil)
            #expect(addresses.refuse(Self.stranger) == nil)
            for _ in 0..<50 { #expect(addresses.refuse(Self.stranger) == 1) }
            #expect(addresses.ask(Self.stranger) == 1)
            #expect(addresses.ask(RequestOrigin(peer: "127.0.0.1", forwarded: [])) == nil)
            try await bot.settle()
            let kept = try await bot.lines("SELECT kind || ' ' || details FROM incidents")
            #expect(kept == [#"security.address {"address":"203.0.113.7"}"#])
            #expect(try await bot.stored("security.address", of: "listener") == 1)
            #expect(addresses.limited == 51)
            try await bot.pass(.seconds(2))
            #expect(addresses.ask(Self.stranger) == nil)
        }
    }

    @Test("is nobody where the limit is unlimited")
    func unlimited() async throws {
        try await withHost(Self.listener, configure: { $0.limits.addressPerMinute = nil }) { bot async throws in
            #expect(bot.host.addresses == nil)
        }
    }
}
