// Moonpost
// SPDX-License-Identifier: Apache-2.0

import Core
import Host
import Plugins
import Scripting
import Store
import Testing

@Suite("A budget of a plugin", .timeLimit(.minutes(10)))
struct LimitTests {
    private static let apology = "Sorry, something went wrong on our side. Please try again."

    /// One line within a flow that goes beyond the limit, and what the incident says of it.
    struct Case: Sendable, CustomTestStringConvertible {
        var budget: String
        var limits: Configuration.ScriptLimits
        var value: JSON
        var line: String
        var testDescription: String { budget }
    }

    private static let cases = [
        Case(budget: "instructions", limits: .init(instructions: 100_000), value: 100_000, line: "while true do end"),
        Case(budget: "cpu_ms", limits: .init(instructions: .max, processorTime: .milliseconds(20)), value: 20, line: "while true do end"),
        Case(budget: "memory", limits: .init(memory: 3 << 20), value: 3_145_728, line: "local t = {} for i = 1, 1e7 do t[i] = { i } end"),
        Case(budget: "host_calls", limits: .init(hostCalls: 5), value: 5, line: "for i = 1, 9 do bot.log('x') end"),
        Case(budget: "messages", limits: .init(messages: 2), value: 2, line: "for i = 1, 9 do chat:say('x') end"),
        Case(budget: "output", limits: .init(output: 1_024), value: 1_024, line: "bot.log(('x'):rep(2000))"),
        Case(budget: "journal", limits: .init(journal: 5), value: 5, line: "for i = 1, 9 do bot.log('x') end"),
    ]

    @Test("ends the turn with its name, its value, the file and the line; the person is told, an admin too, nobody else", arguments: cases)
    func names(example: Case) async throws {
        let flow = { (name: String) in
            plugin(name, "bot.flow('\(name)', { triggers = { '\(name)' }, run = function(chat)\n\(example.line)\nchat:say('fine') end })")
        }
        let mild = plugin("mild", "bot.flow('mild', { triggers = { 'mild' }, run = function(chat) while true do chat:say(chat:ask('?')) end end })")
        try await withHost(
            flow("f"), mild, configure: { $0.plugins["f"] = Configuration.Plugin(limits: example.limits) }
        ) { bot async throws in
            #expect(try await bot.say("mild", from: .omar) == ["?"])
            #expect(try await bot.say("f").last == Self.apology)
            let incident = try #require(try await bot.incidents().first)
            #expect(try await bot.incidents().count == 1)
            #expect(incident.details["error"]?["budget"]?.text == example.budget)
            #expect(incident.details["error"]?["value"] == example.value)
            #expect(incident.details["error"]?["file"] == "flows/f.lua" && incident.details["error"]?["line"] == 3)
            #expect(incident.summary.hasPrefix("flows/f.lua:3: "), "\(incident.summary)")
            // What the limit of one plugin is, is nobody else's.
            for words in ["one", "two", "three"] { #expect(try await bot.say(words, from: .omar) == [words, "?"]) }
            #expect(try await bot.conversations() == 1)
        }
    }

    @Test("is the plugin's own: what one may not, another may")
    func own() async throws {
        let text = { (name: String) in "bot.flow('\(name)', { triggers = { '\(name)' }, run = function(chat) for i = 1, 4 do chat:say(i) end end })" }
        try await withHost(
            plugin("a", text("a")), plugin("b", text("b")), plugin("c", text("c")), limits: ScriptLimits(processorTime: .seconds(2), messages: 4),
            configure: {
                $0.plugins["a"] = Configuration.Plugin(limits: .init(messages: 2))
                $0.plugins["b"] = Configuration.Plugin(limits: .init(messages: 9))
            }
        ) { bot async throws in
            #expect(try await bot.say("a") == ["1", "2", Self.apology])
            #expect(try await bot.say("b") == ["1", "2", "3", "4"])
            #expect(try await bot.say("c") == ["1", "2", "3", "4"])
        }
    }

    @Test("that config.toml raises counts from the next turn on, also for who is in the middle of a conversation")
    func changes() async throws {
        let text = "bot.flow('f', { triggers = { 'f' }, run = function(chat) while true do for i = 1, tonumber(chat:ask('?')) do chat:say('x') end end end })"
        try await withHost(plugin("f", text), configure: { $0.plugins["f"] = Configuration.Plugin(limits: .init(messages: 3)) }) { bot async throws in
            #expect(try await bot.say("f") == ["?"])
            await bot.host.adopt(["f": Configuration.Plugin(limits: .init(messages: 8))])
            #expect(try await bot.say("5") == ["x", "x", "x", "x", "x", "?"])
            await bot.host.adopt([:])
            #expect(try await bot.say("20").count == 21)
            await bot.host.adopt(["f": Configuration.Plugin(limits: .init(messages: 2))])
            #expect(try await bot.say("5").last == Self.apology)
        }
    }

    @Test("of processor time begins anew with each turn of a replay: a long conversation never meets it")
    func replay() async throws {
        // Each turn takes some milliseconds, all of them together more than any turn may.
        let text = """
            bot.flow('f', { triggers = { 'f' }, run = function(chat)
              for turn = 1, 60 do
                local n = 0
                for i = 1, 60000 do n = n + i % 7 end
                chat:ask(turn)
              end
              chat:say('done')
            end })
            """
        try await withHost(plugin("f", text), limits: ScriptLimits(processorTime: .milliseconds(50))) { bot async throws in
            _ = try await bot.say("f")
            for turn in 2...60 {
                if turn % 20 == 0 { bot.forget() }
                #expect(try await bot.say("x") == ["\(turn)"])
            }
            bot.forget()
            #expect(try await bot.say("x") == ["done"])
            #expect(try await bot.incidents().isEmpty)
        }
    }

    @Test("that is lowered while a worker has not heard of it yet ends the turn like any other: the worker broke no rule")
    func unheard() async throws {
        let text = "bot.flow('f', { triggers = { 'f' }, run = function(chat) chat:ask('?') for i = 1, 5 do chat:say(i) end end })"
        try await withHost(plugin("f", text), configure: { $0.plugins["f"] = Configuration.Plugin(limits: .init(messages: 8)) }) { bot async throws in
            #expect(try await bot.say("f") == ["?"])
            _ = bot.host.publisher.loader.permissions.replace(["f": Configuration.Plugin(limits: .init(messages: 2))])
            #expect(try await bot.say("x") == ["1", "2", Self.apology])
            let incidents = try await bot.incidents()
            #expect(incidents.map(\.kind) == ["conversation.failed"])
            #expect(incidents.first?.details["error"]?["budget"] == "messages" && incidents.first?.details["error"]?["value"] == 2)
        }
    }
}
