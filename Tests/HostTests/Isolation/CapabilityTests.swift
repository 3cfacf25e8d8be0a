// Moonpost
// SPDX-License-Identifier: Apache-2.0

import Core
import Flow
import Host
import Plugins
import Scripting
import Store
import Synchronization
import Testing

@Suite("A capability", .timeLimit(.minutes(10)))
struct CapabilityTests {
    private static let apology = "Sorry, something went wrong on our side. Please try again."

    private static let operations = [
        Plugins.Operation("test.fetch", .external, capability: .ai) { arguments, context, _ in
            .string("\(context.plugin) got \(arguments["n"]?.int ?? 0)")
        },
        Plugins.Operation("test.note", .effect, capability: .orders) { _, context, connection in
            try PluginDataRepository.set("noted", to: true, of: context.plugin, expiresAt: nil, in: connection)
            return .null
        },
    ]

    /// The prelude, with a way to call what no library has.
    private static let prelude = Prelude.source.replacing(
        "globals = {", with: "globals = { call = function(kind, name, arguments) return host[kind](name, arguments) end,")

    private func flow(uses: String, _ body: String) -> PluginSnapshot {
        let text = "bot.plugin { title = 'Test', uses = { \(uses) } }\nbot.flow('f', { triggers = { 'f' }, run = function(chat)\n\(body)\nend })"
        return PluginSnapshot(plugin: "f", sources: [SourceFile(name: "flows/f.lua", module: "main", text: text)])
    }

    private func withFlow(
        uses: String, _ body: String, grants: Set<String>, limits: Configuration.ScriptLimits = .init(),
        _ test: (TestHost) async throws -> Void
    ) async throws {
        try await withHost(
            flow(uses: uses, body), prelude: Self.prelude, operations: Self.operations,
            configure: { $0.plugins["f"] = Configuration.Plugin(grants: grants, limits: limits) }, test)
    }

    @Test("that a plugin uses and is granted works")
    func granted() async throws {
        let body = "chat:say(call('external', 'test.fetch', { n = 7 })) call('effect', 'test.note', {})"
        try await withFlow(uses: "'ai', 'orders'", body, grants: ["ai", "orders"]) { bot async throws in
            #expect(try await bot.say("f") == ["f got 7"])
            #expect(try await bot.stored("noted", of: "f") == true)
            #expect(try await bot.incidents().isEmpty)
        }
    }

    @Test("that bot.plugin does not name raises at the script's line, and says what to write", arguments: [
        "call('external', 'test.fetch', {})", "call('effect', 'test.fetch', {})",
    ])
    func unused(line: String) async throws {
        try await withFlow(uses: "'orders'", line, grants: ["ai", "orders"]) { bot async throws in
            #expect(try await bot.say("f") == [Self.apology])
            #expect(
                try await bot.incidents().map(\.summary)
                    == ["flows/f.lua:3: bot.test.fetch needs \"ai\": write uses = { \"ai\" } in bot.plugin"])
        }
    }

    @Test("that config.toml takes away raises at the script's line from then on, and says which line to add; what was granted works on")
    func revoked() async throws {
        let body = """
            while true do
              chat:ask('?')
              call('effect', 'test.note', {})
              local ok, problem = pcall(call, 'external', 'test.fetch', { n = 1 })
              chat:say(ok and problem or tostring(problem))
            end
            """
        try await withFlow(uses: "'ai', 'orders'", body, grants: ["ai", "orders"]) { bot async throws in
            #expect(try await bot.say("f") == ["?"])
            #expect(try await bot.say("x") == ["f got 1", "?"])
            await bot.host.adopt(["f": Configuration.Plugin(grants: ["orders"])])
            let heard = try await bot.say("x")
            #expect(heard.first?.hasPrefix("bot.test.fetch needs \"ai\", which this plugin is not granted") == true, "\(heard)")
            #expect(heard.first?.hasSuffix("write grant = [\"ai\", \"orders\"] under [plugins.f] in config.toml") == true, "\(heard)")
            await bot.host.adopt(["f": Configuration.Plugin(grants: ["ai", "orders"])])
            #expect(try await bot.say("x") == ["f got 1", "?"])
            #expect(try await bot.incidents().isEmpty)
        }
    }

    @Test("that is taken away ends the turn at the script's line where nobody catches it, for effects as for requests", arguments: [
        "call('external', 'test.fetch', {})", "call('effect', 'test.fetch', {})",
    ])
    func uncaught(line: String) async throws {
        try await withFlow(uses: "'ai'", "chat:ask('?')\n" + line, grants: ["ai"]) { bot async throws in
            #expect(try await bot.say("f") == ["?"])
            await bot.host.adopt([:])
            #expect(try await bot.say("x") == [Self.apology])
            #expect(
                try await bot.incidents().map(\.summary) == [
                    "flows/f.lua:4: bot.test.fetch needs \"ai\", which this plugin is not granted: write grant = [\"ai\"] "
                        + "under [plugins.f] in config.toml"
                ])
        }
    }

    @Test("calls to the outside are counted by the worker: one too many ends the turn at its line")
    func counted() async throws {
        let body = "for n = 1, 9 do call('external', 'test.fetch', { n = n }) end"
        try await withFlow(uses: "'ai'", body, grants: ["ai"], limits: .init(httpCalls: 3)) { bot async throws in
            #expect(try await bot.say("f") == [Self.apology])
            let incident = try #require(try await bot.incidents().first)
            #expect(incident.details["error"]?["budget"] == "http_calls" && incident.details["error"]?["value"] == 3)
            #expect(incident.summary.hasPrefix("flows/f.lua:3: this turn made more than 3 calls to the outside"), "\(incident.summary)")
        }
    }

    @Test("that a new version wants and is not granted lets it wait where admins see it, until it is granted")
    func waits() async throws {
        try await withFlow(uses: "", "chat:say('old')", grants: []) { bot async throws in
            let new = flow(uses: "'ai'", "chat:say('new')")
            let report = try await bot.host.publisher.publish([new], author: "Amina")
            #expect(report.published.isEmpty && report.problems.count == 1)
            func waiting() async throws -> [WaitingVersion] { try await bot.database.read { try WaitingVersionRepository.all(in: $0) } }
            let version = try #require(try await waiting().first)
            #expect(version.plugin == "f" && version.hash == new.hash && version.author == "Amina")
            #expect(version.reason.contains("write grant = [\"ai\"] under [plugins.f] in config.toml"))
            #expect(try await bot.say("f") == ["old"])
            // The file says something else that needs nothing: nothing waits any more.
            _ = try await bot.host.publisher.publish([flow(uses: "", "chat:say('other')")], author: "Amina")
            #expect(try await waiting().isEmpty)
            _ = try await bot.host.publisher.publish([new], author: "Amina")
            #expect(try await waiting().count == 1)
            await bot.host.adopt(["f": Configuration.Plugin(grants: ["ai"])])
            #expect(try await bot.host.publisher.publish([new], author: "Amina").published == ["f"])
            #expect(try await waiting().isEmpty)
            #expect(try await bot.say("f") == ["new"])
        }
    }

    @Test("that is taken away while a worker has not heard of it yet is refused like any other: the worker broke no rule")
    func unheard() async throws {
        let body = "chat:ask('?')\nchat:say('a')\ncall('effect', 'test.note', {})\nchat:say('b')"
        try await withFlow(uses: "'ai', 'orders'", body, grants: ["ai", "orders"]) { bot async throws in
            #expect(try await bot.say("f") == ["?"])
            _ = bot.host.publisher.loader.permissions.replace(["f": Configuration.Plugin(grants: ["ai"])])
            #expect(try await bot.say("x") == ["a", Self.apology])
            let incidents = try await bot.incidents()
            #expect(incidents.map(\.kind) == ["conversation.failed"])
            #expect(incidents.first?.summary.hasPrefix("bot.test.note needs \"orders\", which this plugin is not granted") == true)
            #expect(try await bot.stored("noted", of: "f") == nil)
        }
    }

    @Test("that is granted while a worker has not heard of it yet is still refused: the worker broke no rule")
    func unheardGrant() async throws {
        let body = """
            while true do
              chat:ask('?')
              local ok, problem = pcall(call, 'effect', 'test.note', {})
              chat:say(ok and 'noted' or tostring(problem))
            end
            """
        try await withFlow(uses: "'ai', 'orders'", body, grants: ["ai", "orders"]) { bot async throws in
            #expect(try await bot.say("f") == ["?"])
            await bot.host.adopt(["f": Configuration.Plugin(grants: ["ai"])])
            #expect(try await bot.say("x").first?.hasPrefix("bot.test.note needs \"orders\"") == true)
            _ = bot.host.publisher.loader.permissions.replace(["f": Configuration.Plugin(grants: ["ai", "orders"])])
            #expect(try await bot.say("x").first?.hasPrefix("bot.test.note needs \"orders\"") == true)
            #expect(try await bot.incidents().isEmpty)
        }
    }

    @Test("that a turn began with is the turn's until it ends")
    func kept() async throws {
        let host = Mutex<BotHost?>(nil)
        let revoke = Plugins.Operation("test.revoke", .external) { _, _, _ in
            _ = host.withLock(\.self)?.publisher.loader.permissions.replace(["f": Configuration.Plugin(grants: ["ai"])])
            return .null
        }
        let body = "chat:ask('?')\ncall('external', 'test.revoke', {})\ncall('effect', 'test.note', {})\nchat:say('noted')"
        try await withHost(
            flow(uses: "'ai', 'orders'", body), prelude: Self.prelude, operations: Self.operations + [revoke],
            configure: { $0.plugins["f"] = Configuration.Plugin(grants: ["ai", "orders"]) }
        ) { bot async throws in
            host.withLock { $0 = bot.host }
            #expect(try await bot.say("f") == ["?"])
            #expect(try await bot.say("x") == ["noted"])
            #expect(try await bot.stored("noted", of: "f") == true)
            #expect(try await bot.incidents().isEmpty)
            host.withLock { $0 = nil }
        }
    }
}
