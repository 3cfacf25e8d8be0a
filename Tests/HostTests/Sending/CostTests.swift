// Moonpost
// SPDX-License-Identifier: Apache-2.0

import Core
import Host
import Plugins

import Testing

@testable import Store

@Suite("What messages cost", .timeLimit(.minutes(10)))
struct CostTests {
    private static let flow = plugin("shop", "bot.flow('buy', { triggers = { 'buy' }, run = function(chat) chat:say('one') chat:say('two') chat:ask('three?') end })")

    private func priced(_ status: String, of wamid: String, type: String = "regular", category: String = "service") -> JSON {
        var object = Incoming.status(status, of: wamid).object ?? [:]
        object["pricing"] = ["billable": .bool(type == "regular"), "pricing_model": "PMP", "type": .string(type), "category": .string(category)]
        return .object(object)
    }

    private func sums(_ bot: TestHost, by grouping: CostRepository.Grouping = .category) async throws -> [CostRepository.Sum] {
        try await bot.database.read { try CostRepository.sums(by: grouping, in: Timestamp(milliseconds: 0)..<Timestamp(milliseconds: .max), in: $0) }
    }

    @Test("each message counts once, though several statuses tell, and when it is delivered; by conversation and flow, too")
    func counted() async throws {
        let pricing = Configuration.Pricing(currency: "EUR", rates: ["": ["service": 4_000], "20": ["service": 7_500], "2010": ["marketing": 1]])
        try await withHost(Self.flow, configure: { $0.pricing = pricing }) { bot async throws in
            _ = try await bot.say("buy")
            let wamids = bot.world.graph.accepted.map(\.wamid)
            try #require(wamids.count == 3)
            for wamid in wamids { _ = await bot.report(priced("sent", of: wamid)) }
            #expect(try await sums(bot).isEmpty, "nothing is delivered yet")
            _ = await bot.report(priced("delivered", of: wamids[0]), priced("delivered", of: wamids[0]), priced("read", of: wamids[1]))
            #expect(
                try await sums(bot) == [
                    CostRepository.Sum(group: "service", messages: 2, conversations: 1, price: 15_000, currency: "EUR", unpriced: 0)
                ])
            _ = await bot.report(priced("delivered", of: wamids[2], type: "free_entry_point"))
            let flows = try await sums(bot, by: .flow)
            #expect(flows.map(\.group) == ["shop/buy"] && flows.first?.messages == 3 && flows.first?.conversations == 1)
            for grouping in [CostRepository.Grouping.contact, .conversation] {
                let groups = try await sums(bot, by: grouping)
                #expect(groups.count == 1 && groups.first?.messages == 3 && groups.first?.price == flows.first?.price)
            }
            #expect(try await sums(bot, by: .contact).first?.group.hasPrefix("Amina ") == true)
            #expect(try await sums(bot, by: .conversation).first?.group.hasPrefix("shop/buy ") == true)
        }
    }

    @Test("a free message costs nothing, one without a price is counted, and the longest beginning of the number decides")
    func prices() {
        let pricing = Configuration.Pricing(rates: ["": ["service": 4_000], "20": ["service": 7_500], "201": ["marketing": 9]])
        #expect(pricing.price(of: "service", type: "regular", to: "201001234567") == 7_500)
        #expect(pricing.price(of: "marketing", type: "regular", to: "201001234567") == 9)
        #expect(pricing.price(of: "service", type: "regular", to: "4915") == 4_000)
        #expect(pricing.price(of: "service", type: "regular", to: nil) == 4_000)
        #expect(pricing.price(of: "service", type: "free_customer_service", to: "20") == 0)
        #expect(pricing.price(of: "utility", type: "regular", to: "20") == nil)
    }

    @Test("a plugin that joins sends the texts of a turn as one message; what is no plain text, and a text that would be too long, stays apart")
    func joins() async throws {
        let text = """
            bot.plugin { title = "Join", join = true }
            bot.flow('f', { triggers = { 'f' }, run = function(chat)
              chat:say("one") chat:say("two")
              chat:send { type = "location", latitude = 1, longitude = 2 }
              chat:say("three") chat:say("four")
              chat:choose("five?", { "a", "b" })
              chat:say(string.rep("x", 4000)) chat:say(string.rep("y", 100))
            end })
            """
        let joining = PluginSnapshot(plugin: "join", sources: [SourceFile(name: "flows/join.lua", module: "main", text: text)])
        try await withHost(joining) { bot async throws in
            #expect(try await bot.say("f") == ["one\n\ntwo", "", "three\n\nfour", "five?"])
            #expect(try await bot.tap("a").map(\.count) == [4_000, 100])
        }
    }
}
