// Moonpost
// SPDX-License-Identifier: Apache-2.0

import Core
import Plugins
import Store
import Testing

@Suite("A conversation that waits while its file changes", .timeLimit(.minutes(10)))
struct VersionTests {
    private func version(_ number: Int) -> PluginSnapshot {
        plugin("survey", """
            local words = "version \(number)"
            bot.flow("survey", { triggers = { "hi" }, run = function(chat)
              local name = chat:ask("Name? " .. words)
              local age = chat:ask("Age? " .. words)
              chat:say(name .. " is " .. age .. ", " .. words)
            end })
            """)
    }

    enum Between: String, CaseIterable, Sendable {
        case nothing, forgotten, workerKilled, restarted, withdrawn, withdrawnAndRestarted
    }

    @Test("finishes on the version that it began with, whatever happens, and the next one begins on the new version", arguments: Between.allCases)
    func pinned(between: Between) async throws {
        let world = try await World()
        var bot = try await world.open([version(1)])
        #expect(try await bot.say("hi") == ["Name? version 1"])
        try await bot.publish(version(2))
        let isWithdrawn = between == .withdrawn || between == .withdrawnAndRestarted
        switch between {
        case .nothing: break
        case .forgotten: bot.forget()
        case .workerKilled: bot.killWorkers()
        case .restarted: bot = try await bot.restarted([version(2)])
        case .withdrawn: try await bot.withdraw()
        case .withdrawnAndRestarted:
            try await bot.withdraw()
            bot = try await bot.restarted([])
        }
        #expect(try await bot.say("Amina") == ["Age? version 1"])
        if between == .forgotten { bot.forget() }
        // Somebody new, while the first still waits.
        #expect(try await bot.say("hi", from: .omar) == (isWithdrawn ? [] : ["Name? version 2"]))
        #expect(try await bot.say("30") == ["Amina is 30, version 1"])
        #expect(try await bot.say("hi") == (isWithdrawn ? [] : ["Name? version 2"]))
        try await bot.close()
        await world.close()
    }

    @Test("keeps its settings, too")
    func settings() async throws {
        let text = """
            bot.settings { currency = { default = "INR" } }
            bot.flow("price", { triggers = { "price" }, run = function(chat)
              chat:ask("Of what?")
              chat:say("5 " .. bot.setting("currency"))
            end })
            """
        try await withHost(plugin("price", text)) { bot async throws in
            #expect(try await bot.say("price") == ["Of what?"])
            try await bot.publish(plugin("price", settings: ["currency": "EGP"], text))
            bot.forget()
            #expect(try await bot.say("Tea") == ["5 INR"])
            _ = try await bot.say("price")
            #expect(try await bot.say("Tea") == ["5 EGP"])
        }
    }

    @Test("a refused version disturbs nobody")
    func refused() async throws {
        try await withHost(version(1)) { bot async throws in
            #expect(try await bot.say("hi") == ["Name? version 1"])
            await #expect(throws: World.Refused.self) { try await bot.publish(plugin("survey", "bot.flow(")) }
            #expect(try await bot.say("Amina") == ["Age? version 1"])
            #expect(try await bot.say("hi", from: .omar) == ["Name? version 1"])
        }
    }

    @Test("keeps its timeout, too: how long it waits for the person was said by the version that asked")
    func timeout() async throws {
        func patient(_ timeout: String) -> PluginSnapshot {
            plugin("patient", """
                bot.flow("patient", { triggers = { "hi" }, timeout = "\(timeout)", run = function(chat)
                  chat:say("Hello " .. chat:ask("Name?") .. " within \(timeout)")
                end })
                """)
        }
        try await withHost(patient("2 hours")) { bot async throws in
            #expect(try await bot.say("hi") == ["Name?"])
            try await bot.publish(patient("1 minute"))
            bot.forget()
            try await bot.pass(.seconds(3_600))
            #expect(try await bot.say("Amina") == ["Hello Amina within 2 hours"])
            #expect(try await bot.say("hi") == ["Name?"])
            try await bot.pass(.seconds(61))
            #expect(try await bot.conversations() == 0)
        }
    }
}
