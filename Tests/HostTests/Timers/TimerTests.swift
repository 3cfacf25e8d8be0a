// Moonpost
// SPDX-License-Identifier: Apache-2.0

import ChatTesting
import Core
import Plugins
import Testing

@Suite("Time that passes", .timeLimit(.minutes(10)))
struct TimerTests {
    private static let minute = Duration.seconds(60)
    private static let hour = Duration.seconds(3_600)

    private static let asking = plugin("asking", """
        bot.flow("asking", { triggers = { "hi" }, run = function(chat)
          local answer = chat:ask("Well?", { timeout = "1 hour" })
          chat:say(answer or "too late")
          chat:say(chat:ask("Again?", { timeout = "30 minutes" }) or "too late again")
        end })
        """)

    @Test("a question that nobody answers in time gives nil, at its time and not before")
    func timeout() async throws {
        try await withHost(Self.asking) { bot async throws in
            #expect(try await bot.say("hi") == ["Well?"])
            #expect(try await bot.pass(Self.hour - .milliseconds(1)) == [])
            #expect(try await bot.pass(.milliseconds(1)) == ["too late", "Again?"])
            #expect(try await bot.pass(Self.minute * 30) == ["too late again"])
            #expect(try await bot.conversations() == 0)
        }
    }

    @Test("an answer in time ends the wait for good")
    func answered() async throws {
        try await withHost(Self.asking) { bot async throws in
            #expect(try await bot.say("hi") == ["Well?"])
            _ = try await bot.pass(Self.minute * 59)
            #expect(try await bot.say("yes") == ["yes", "Again?"])
            // The first question's hour is over now; the second has its own half hour.
            #expect(try await bot.pass(Self.minute) == [])
            #expect(try await bot.say("no") == ["no"])
            #expect(try await bot.pass(Self.hour * 5) == [])
        }
    }

    @Test("what comes due while nobody runs is due at the next start")
    func down() async throws {
        let world = try await World()
        let bot = try await world.open([Self.asking])
        #expect(try await bot.say("hi") == ["Well?"])
        try await bot.close()
        world.clock.advance(by: Self.hour * 2)
        let before = world.graph.accepted.count
        let second = try await world.open([Self.asking])
        try await second.fireTimers()
        #expect(try await second.heard(after: before) == ["too late", "Again?"])
        try await second.close()
        await world.close()
    }

    @Test("the host wakes by itself when something is due")
    func wakes() async throws {
        try await withHost(Self.asking) { bot async throws in
            #expect(try await bot.say("hi") == ["Well?"])
            bot.world.clock.advance(by: Self.hour)
            try await bot.until { bot.world.graph.accepted.count == 3 }
            #expect(bot.world.graph.accepted.map(\.text) == ["Well?", "too late", "Again?"])
        }
    }

    @Test("a flow ends after its own silence, without a word, and begins anew after that")
    func silence() async throws {
        try await withHost(plugin("quiet", """
            bot.flow("quiet", { triggers = { "hi" }, timeout = "24 hours", run = function(chat)
              chat:ask("One?")
              chat:say("Two: " .. chat:ask("Two?"))
            end })
            """)
        ) { bot async throws in
            #expect(try await bot.say("hi") == ["One?"])
            _ = try await bot.pass(Self.hour * 23)
            // The silence begins anew with each answer.
            #expect(try await bot.say("x") == ["Two?"])
            #expect(try await bot.pass(Self.hour * 23) == [])
            #expect(try await bot.conversations() == 1)
            #expect(try await bot.pass(Self.hour) == [])
            #expect(try await bot.conversations() == 0)
            #expect(try await bot.say("x") == [])
            #expect(try await bot.say("hi") == ["One?"])
        }
    }

    @Test("chat:wait sleeps, durably, and messages meanwhile go to others")
    func wait() async throws {
        try await withHost(plugin("slow", """
            bot.flow("slow", { triggers = { "later" }, run = function(chat)
              chat:say("in two hours")
              chat:wait("2 hours")
              chat:say("now")
            end })
            bot.flow("fallback", { run = function(chat) chat:say("echo " .. chat.message.text) end })
            """)
        ) { bot async throws in
            #expect(try await bot.say("later") == ["in two hours"])
            #expect(try await bot.say("and?") == ["echo and?"])
            _ = try await bot.pass(Self.hour)
            let second = try await bot.restarted()
            #expect(try await second.pass(Self.hour - .milliseconds(1)) == [])
            #expect(try await second.pass(.milliseconds(1)) == ["now"])
            try await second.close()
        }
    }

    @Test("a wait for longer than any clock can count is refused, and never a crash")
    func forEver() async throws {
        try await withHost(plugin("eternal", """
            bot.flow("wait", { triggers = { "wait" }, run = function(chat)
              local ok, why = pcall(function() chat:wait(string.rep("1000000 weeks ", 15300)) end)
              chat:say(ok and "waited" or #why .. " refused")
              chat:ask("Well?", { timeout = "1000000 weeks" })
            end })
            bot.flow("keep", { triggers = { "keep" }, run = function(chat)
              bot.store.set("a", 1, { keep = "1000000 weeks 1000 days" })
              chat:say("kept " .. bot.store.get("a"))
            end })
            """)
        ) { bot async throws in
            let heard = try await bot.say("wait")
            #expect(heard.count == 2 && heard.first?.hasSuffix(" refused") == true && heard.last == "Well?")
            #expect(try await bot.say("ok") == [])
            #expect(try await bot.say("keep") == ["kept 1"])
        }
    }

    // MARK: - Events

    private static let shipping = plugin("shipping", """
        bot.flow("track", { triggers = { "track" }, run = function(chat)
          local event = chat:wait_for("shipped", { order = 7, up_to = "14 days" })
          chat:say(event and "order " .. event.order .. " is with " .. event.by or "never shipped")
        end })
        bot.command("ship", { params = { order = "integer" }, run = function(chat, given)
          bot.emit("shipped", { order = given.order, by = "lorry" })
        end })
        """)

    @Test("chat:wait_for goes on with the event that has all the values that were asked for, and with no other")
    func waitFor() async throws {
        try await withHost(Self.shipping) { bot async throws in
            _ = try await bot.say("track")
            let before = bot.world.graph.accepted.count
            _ = try await bot.say("ship 6", from: .omar)
            #expect(try await bot.heard(after: before) == [])
            bot.forget()
            _ = try await bot.say("ship 7", from: .omar)
            #expect(try await bot.heard(after: before) == ["order 7 is with lorry"])
            // It is over: another event of the kind wakes nobody.
            _ = try await bot.say("ship 7", from: .omar)
            #expect(try await bot.heard(after: before) == ["order 7 is with lorry"])
            #expect(try await bot.pass(.seconds(15 * 86_400)) == [])
        }
    }

    @Test("chat:wait_for gives nil when its time is up, also over a restart")
    func waitForInVain() async throws {
        try await withHost(Self.shipping) { bot async throws in
            _ = try await bot.say("track")
            let second = try await bot.restarted()
            _ = try await second.say("ship 6", from: .omar)
            #expect(try await second.pass(.seconds(14 * 86_400)) == ["never shipped"])
            #expect(try await second.conversations() == 0)
            try await second.close()
        }
    }

    @Test("two who wait for the same event both get it, and one who waits twice gets it twice")
    func several() async throws {
        try await withHost(Self.shipping) { bot async throws in
            _ = try await bot.say("track")
            _ = try await bot.say("track")
            _ = try await bot.say("track", from: .number(1))
            let before = bot.world.graph.accepted.count
            _ = try await bot.say("ship 7", from: .omar)
            #expect(try await bot.heard(after: before).count == 2)
            #expect(try await bot.heard(by: .number(1), after: before).count == 1)
        }
    }
}
