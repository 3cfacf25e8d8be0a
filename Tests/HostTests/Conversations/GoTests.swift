// Moonpost
// SPDX-License-Identifier: Apache-2.0

import Core
import Plugins
import Store
import Testing

@Suite("chat:go", .timeLimit(.minutes(10)))
struct GoTests {
    private func menu(_ version: Int) -> PluginSnapshot {
        plugin("menu", """
            bot.flow("menu", { triggers = { "menu please" }, run = function(chat, given)
              local round = given and given.round or 0
              local answer = chat:ask("v\(version) round " .. round)
              chat:say("you said " .. answer)
              chat:go("menu", { round = round + 1 })
              chat:say("never said")
            end })
            """)
    }

    @Test("ends here and goes on there with the values that were given, and nothing after it runs")
    func goes() async throws {
        try await withHost(menu(1)) { bot async throws in
            #expect(try await bot.say("menu please") == ["v1 round 0"])
            #expect(try await bot.say("a") == ["you said a", "v1 round 1"])
            bot.forget()
            #expect(try await bot.say("b") == ["you said b", "v1 round 2"])
            #expect(try await bot.conversations() == 1)
        }
    }

    @Test("is where people get the newest version, and where a journal begins anew")
    func checkpoint() async throws {
        try await withHost(menu(1)) { bot async throws in
            _ = try await bot.say("menu please")
            try await bot.publish(menu(2))
            #expect(try await bot.say("a") == ["you said a", "v2 round 1"])
            for round in 2...6 { #expect(try await bot.say("x").last == "v2 round \(round)") }
            #expect(try await bot.lines("SELECT journal_entries FROM conversations") == ["1"])
            #expect(try await bot.lines("SELECT COUNT(*) FROM journal") == ["1"])
        }
    }

    @Test("leads to flows and commands of other plugins, too")
    func others() async throws {
        try await withHost(
            plugin("a", "bot.flow(\"a\", { triggers = { \"a\" }, run = function(chat) chat:go(\"add\", { left = 2, right = 3 }) end })"),
            plugin("b", """
                bot.command("add", { params = { left = "integer", right = "integer" }, run = function(chat, given)
                  chat:say("sum " .. given.left + given.right)
                end })
                """)
        ) { bot async throws in
            #expect(try await bot.say("a") == ["sum 5"])
            #expect(try await bot.conversations() == 0)
        }
    }

    @Test("cannot be caught")
    func uncatchable() async throws {
        try await withHost(plugin("a", """
            bot.flow("a", { triggers = { "a" }, run = function(chat)
              local ok = pcall(function() chat:go("b") end)
              chat:say("caught " .. tostring(ok))
            end })
            bot.flow("b", { triggers = { "b" }, run = function(chat) chat:say("in b") end })
            """)
        ) { bot async throws in
            #expect(try await bot.say("a") == ["in b"])
        }
    }

    @Test("in a circle without waiting is stopped, with an apology and a word to the admin")
    func circle() async throws {
        try await withHost(plugin("a", """
            bot.flow("a", { triggers = { "a" }, run = function(chat) bot.store.add("hops") chat:go("a") end })
            """)
        ) { bot async throws in
            #expect(try await bot.say("a") == ["Sorry, something went wrong on our side. Please try again."])
            #expect(try await bot.incidents().map(\.summary) == ["chat:go went on 20 times without waiting for anything"])
            #expect(try await bot.stored("hops", of: "a") == 20)
            #expect(try await bot.conversations() == 0)
        }
    }

    @Test("to what does not exist is an error that names it")
    func unknown() async throws {
        try await withHost(plugin("a", """
            bot.flow("a", { triggers = { "a" }, run = function(chat) chat:say("going") chat:go("a" .. "a") end })
            """)
        ) { bot async throws in
            #expect(try await bot.say("a") == ["going", "Sorry, something went wrong on our side. Please try again."])
            #expect(try await bot.incidents().map(\.summary) == [
                "a: chat:go in \"a\": there is no flow or command named \"aa\": did you mean \"a\"?"
            ])
            #expect(try await bot.conversations() == 0)
        }
    }

    @Test("sees what was written before it, and chat:stop ends without a word")
    func sees() async throws {
        try await withHost(plugin("a", """
            bot.flow("a", { triggers = { "a" }, run = function(chat) bot.store.set("n", 5) chat:go("b") end })
            bot.flow("b", { triggers = { "b" }, run = function(chat)
              chat:say("n is " .. tostring(bot.store.get("n")))
              chat:stop()
              chat:say("never said")
            end })
            """)
        ) { bot async throws in
            #expect(try await bot.say("a") == ["n is 5"])
            #expect(try await bot.conversations() == 0)
            #expect(try await bot.incidents().isEmpty)
        }
    }

    @Test("chat:can_go tells what there is and the person may use, and nothing else")
    func canGo() async throws {
        try await withHost(plugin("asks", """
            bot.flow("ask", { triggers = { "ask" }, run = function(chat)
              local seen = {}
              for i, name in ipairs { "ask", "tea", "staff", "nothing" } do seen[i] = tostring(chat:can_go(name)) end
              chat:say(table.concat(seen, " "))
            end })
            bot.command("tea", { run = function(chat) end })
            bot.query("staff", { access = "member", run = function(chat) end })
            """)
        ) { bot async throws in
            #expect(try await bot.say("ask") == ["true true false false"])
        }
    }

    @Test("what is remembered is the plugin's own, but what is shared is everybody's")
    func shared() async throws {
        let other = """
            bot.query("recall", { run = function(chat)
              return (chat:recall("project") or "none") .. " " .. (chat:recall("project", { shared = true }) or "none")
            end })
            """
        let one = """
            bot.command("keep", { run = function(chat)
              chat:remember("project", "own")
              chat:remember("project", "Fair", { shared = true })
              chat:say(chat:recall("project") .. " " .. chat:recall("project", { shared = true }))
            end })
            """
        try await withHost(plugin("one", one), plugin("other", other)) { bot async throws in
            #expect(try await bot.say("keep") == ["own Fair"])
            #expect(try await bot.say("recall") == ["none Fair"])
            #expect(try await bot.say("recall", from: .omar) == ["none none"])
        }
    }
}
