// Moonpost
// SPDX-License-Identifier: Apache-2.0

import Core
import Scripting
import Store
import Testing

@Suite("A flow that fails", .timeLimit(.minutes(10)))
struct FailureTests {
    private static let apology = "Sorry, something went wrong on our side. Please try again."

    /// A flow of these lines, begun by any message; its first line is line 3 of flows/f.lua.
    private func flow(_ lines: String) -> String {
        "bot.flow(\"fallback\", { run = function(chat)\n\(lines)\nend })"
    }

    @Test("apologizes to the person, tells the admin where and why, and ends; what it did before it failed is done")
    func policy() async throws {
        try await withHost(plugin("f", flow("chat:say('one') bot.store.set('a', 1)\nerror('boom')"))) { bot async throws in
            #expect(try await bot.say("x") == ["one", Self.apology])
            let incidents = try await bot.incidents()
            #expect(incidents.map(\.summary) == ["flows/f.lua:4: boom"])
            let incident = try #require(incidents.first)
            #expect(incident.kind == "conversation.failed" && incident.level == .error && incident.plugin == "f")
            #expect(incident.details["entry"] == "fallback" && incident.details["kind"] == "script")
            #expect(try await bot.stored("a", of: "f") == 1)
            #expect(try await bot.conversations() == 0)
            #expect(try await bot.lines("SELECT state FROM inbox") == ["done"])
        }
    }

    @Test("apologizes in the person's language")
    func arabic() async throws {
        try await withHost(plugin("f", flow("chat.contact:set{ language = 'ar' } chat:ask('?') error('boom')"))) { bot async throws in
            _ = try await bot.say("x")
            #expect(try await bot.say("y") == ["عذرا، حدث خطأ لدينا. من فضلك حاول مرة أخرى."])
        }
    }

    @Test("leaves the person free to begin again")
    func again() async throws {
        try await withHost(plugin("f", flow("if bot.store.add('n') == 1 then error('boom') end chat:say('fine')"))) { bot async throws in
            #expect(try await bot.say("x") == [Self.apology])
            #expect(try await bot.say("x") == ["fine"])
        }
    }

    @Test(
        "for whatever reason, is told by its kind",
        arguments: [
            ("local x = nil + 1", "script"), ("error({ code = 'c' })", "script"), ("bot.store.set(nil, 1)", "script"),
            ("chat:say('')", "script"), ("chat:nonsense()", "script"), ("while true do end", "budget"),
            ("for n = 1, 200 do chat:say('spam ' .. n) end", "budget"),
        ])
    func kinds(lines: String, kind: String) async throws {
        try await withHost(
            plugin("f", flow(lines)), limits: ScriptLimits(instructions: 1_000_000, processorTime: .seconds(2))
        ) { bot async throws in
            #expect(try await bot.say("x").last == Self.apology)
            let incident = try #require(try await bot.incidents().first)
            #expect(incident.details["kind"]?.text == kind, "\(incident.summary)")
            #expect(try await bot.conversations() == 0)
        }
    }

    @Test("with a message that the platform would refuse fails at once, also where a write follows: the person waits for nobody")
    func refusedEffect() async throws {
        for lines in ["chat:say(' ')", "chat:say(' ') bot.store.add('n')", "chat:say('first') chat:say(' ') bot.store.add('n') chat:say('after')"] {
            try await withHost(plugin("f", flow(lines))) { bot async throws in
                #expect(try await bot.say("x").last == Self.apology)
                #expect(try await bot.incidents().map(\.kind) == ["conversation.failed"])
                #expect(try await bot.stored("n", of: "f") == nil)
                #expect(try await bot.lines("SELECT state FROM inbox") == ["done"])
                #expect(try await bot.conversations() == 0)
            }
        }
    }

    @Test("with a long key in any script's letters does not fail: 200 characters are 200 characters")
    func longKeys() async throws {
        try await withHost(plugin("f", flow("local key = string.rep('日', 200) bot.store.set(key, 1) chat:say(bot.store.get(key))"))) { bot async throws in
            #expect(try await bot.say("x") == ["1"])
        }
    }

    @Test("because its worker is killed every time is given up, and the next person is served")
    func killed() async throws {
        // Turns are killed by the hard deadline when the soft one cannot act.
        try await withHost(
            plugin("f", flow("if chat.message.text == 'hang' then while true do end end chat:say('fine')")),
            limits: ScriptLimits(instructions: .max, processorTime: .milliseconds(100))
        ) { bot async throws in
            #expect(try await bot.say("hang") == [Self.apology])
            #expect(try await bot.incidents().count == 1)
            #expect(try await bot.say("hello", from: .omar) == ["fine"])
        }
    }

    @Test("never happens because a worker was killed from outside: a turn that commits in its middle is done once")
    func killedFromOutside() async throws {
        try await withHost(
            plugin("f", flow("""
                chat:say("begin")
                for n = 1, 20 do bot.store.add("n") end
                chat:say("count " .. bot.store.get("n"))
                chat:say("hello " .. chat:ask("name?"))
                """))
        ) { bot async throws in
            for round in 1...10 {
                let person = Person.number(round)
                _ = await bot.send([Incoming.text("x", id: "wamid.\(round)", from: person)], from: [person])
                bot.killWorkers()
                for _ in 0..<(round * 7) { await Task.yield() }
                bot.killWorkers()
                let heard = try await bot.heard(by: person, after: 0)
                #expect(heard == ["begin", "count \(round * 20)", "name?"])
                bot.killWorkers()
                #expect(try await bot.say("Amina", from: person) == ["hello Amina"])
            }
            #expect(try await bot.incidents().isEmpty)
        }
    }

    @Test(
        "says how to remember something of a person where a script sets it directly, which would be lost",
        arguments: [
            ("chat.contact.city = 'Cairo'", "chat.contact.city cannot be set so: keep it with chat.contact:set{ city = ... }"),
            (
                "chat.contact.fields.city = 'Cairo'",
                "chat.contact.fields is read-only: city cannot be set; keep values with chat.contact:set{ name = value }"
            ),
            (
                "chat.contact:set{ town = 'Giza' } chat:ask('?') chat.contact.fields.town = 'Cairo'",
                "chat.contact.fields is read-only: town cannot be set; keep values with chat.contact:set{ name = value }"
            ),
        ])
    func directly(script: String, message: String) async throws {
        try await withHost(plugin("f", flow(script))) { bot async throws in
            _ = try await bot.say("go")
            if script.contains("ask") { _ = try await bot.say("on") }
            #expect(try await bot.incidents().map(\.summary).first?.contains(message) == true)
        }
    }

    @Test(
        "names what is wrong with what it wants to remember of a person, and nothing of it is kept",
        arguments: [
            ("language = 7", "contact:set: language must be a text, not a number"),
            ("name = {}", "contact:set: name must be a text, not a table"),
            ("timezone = 'Nowhere'", "contact:set: there is no time zone \"Nowhere\"; write it like \"Africa/Cairo\""),
        ])
    func contact(fields: String, message: String) async throws {
        try await withHost(plugin("f", flow("chat.contact:set{ \(fields) }"))) { bot async throws in
            _ = try await bot.say("go")
            #expect(try await bot.incidents().map(\.summary).first?.contains(message) == true)
            #expect(try await bot.lines("SELECT language FROM contacts") == ["nothing"])
        }
    }
}
