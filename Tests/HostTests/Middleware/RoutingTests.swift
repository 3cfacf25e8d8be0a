// Moonpost
// SPDX-License-Identifier: Apache-2.0

import Core
import Testing

@testable import Host

@Suite("Where a message goes", .timeLimit(.minutes(10)))
struct RoutingTests {
    private static let shop = plugin("shop", """
        bot.flow("order", { triggers = { "order", "buy now" }, run = function(chat, given)
          chat:say("You ordered " .. chat:ask("What?"))
        end })
        bot.flow("staff", { triggers = { "staff" }, access = "member", run = function(chat) chat:say("secret") end })
        bot.command("task", {
          usage = "task <title> [due <date>]", params = { title = "text", due = "date?", priority = { "low", "high", optional = true } },
          run = function(chat, given)
            chat:say(given.title .. "|" .. (given.due and given.due.iso or "never") .. "|" .. (given.priority or "normal"))
          end,
        })
        bot.command("close", { params = {}, access = "manager", run = function(chat) chat:say("closed") end })
        """)

    private static let fallback = plugin("fallback", """
        bot.flow("fallback", { run = function(chat) chat:say("fallback " .. chat.message.type .. " " .. tostring(chat.message.text)) end })
        """)

    @Test("to the conversation that waits first, then to commands, then to triggers, then to the fallback")
    func order() async throws {
        try await withHost(Self.shop, Self.fallback) { bot async throws in
            #expect(try await bot.say("task Review") == ["Review|never|normal"])
            #expect(try await bot.say("Buy  NOW") == ["What?"])
            #expect(try await bot.say("task Review") == ["You ordered task Review"])
            #expect(try await bot.say("something else") == ["fallback text something else"])
            #expect(try await bot.say("order something") == ["fallback text order something"])
        }
    }

    @Test("nowhere where nobody wants it, and it is done all the same")
    func nowhere() async throws {
        try await withHost(Self.shop) { bot async throws in
            #expect(try await bot.say("hello?") == [])
            #expect(try await bot.lines("SELECT state FROM inbox") == ["done"])
        }
    }

    @Test(
        "to a command in its typed form, with its values",
        arguments: [
            ("task Review budget due friday", "Review budget|2026-01-09|normal"), ("/task Review !high", "Review|never|high"),
            ("TASK Review due tomorrow priority low", "Review|2026-01-06|low"),
        ])
    func commands(text: String, reply: String) async throws {
        try await withHost(Self.shop) { bot async throws in #expect(try await bot.say(text) == [reply]) }
    }

    private static let twin = plugin("twin", """
        bot.command("task", {
          aliases = { "مهمة", "todo list" }, keywords = { due = { "موعد" } }, help = { en = "Makes a task", ar = "ينشئ مهمة" },
          usage = "task <title> [due <date>]", params = { title = "text", due = "date?" },
          run = function(chat, given) chat:say(given.title .. "|" .. (given.due and given.due.iso or "never")) end,
        })
        bot.flow("arabic", { triggers = { "عربي" }, run = function(chat) chat.contact:set { language = "ar" } end })
        """)

    @Test(
        "to a command by its other names, with the words that introduce its values there",
        arguments: [
            ("مهمة مراجعة الميزانية موعد غدا", "مراجعة الميزانية|2026-01-06"), ("todo list Paint due tomorrow", "Paint|2026-01-06"), ("task Paint", "Paint|never"),
        ])
    func aliases(text: String, reply: String) async throws {
        try await withHost(Self.twin) { bot async throws in #expect(try await bot.say(text) == [reply]) }
    }

    @Test("what a command is called and how it is written is shown in the person's language")
    func shownAlias() async throws {
        try await withHost(Self.twin) { bot async throws in
            #expect(try await bot.say("help").first?.contains("• *task*: Makes a task") == true)
            _ = try await bot.say("عربي")
            #expect(try await bot.say("help").first?.contains("• *مهمة*: ينشئ مهمة") == true)
            #expect(try await bot.say("مهمة").first?.contains("مهمة <title> [موعد <date>]") == true)
        }
    }

    @Test("a command that is not understood is explained, and nothing runs")
    func explained() async throws {
        try await withHost(Self.shop) { bot async throws in
            #expect(try await bot.say("task") == ["title is missing. Write it like this:\ntask <title> [due <date>]"])
            #expect(
                try await bot.say("task Review due someday") == [
                    "due should be a date, and I read \"someday\". Write it like this:\ntask <title> [due <date>]"
                ])
            #expect(try await bot.conversations() == 0)
        }
    }

    @Test("to nobody where the person may not: flows and commands of staff are refused", arguments: ["staff", "close"])
    func refused(text: String) async throws {
        try await withHost(Self.shop) { bot async throws in
            #expect(try await bot.say(text) == [HostTexts.english.registration])
            #expect(try await bot.incidents().isEmpty)
        }
    }

    @Test("a tap answers the question; on an old message it begins what its id says")
    func taps() async throws {
        try await withHost(
            plugin("tea", """
                bot.flow("tea", { triggers = { "tea" }, run = function(chat)
                  chat:say("One " .. chat:choose("Which?", { { id = "g", title = "Green" }, { id = "b", title = "Black" } }))
                end })
                """), Self.shop, Self.fallback
        ) { bot async throws in
            #expect(try await bot.say("tea") == ["Which?"])
            #expect(try await bot.tap("b", title: "Black") == ["One b"])
            #expect(try await bot.tap("order", title: "Place an order") == ["What?"])
            #expect(try await bot.say("cancel") == ["Cancelled."])
            #expect(try await bot.tap("b", title: "Black") == ["fallback buttons Black"])
        }
    }

    @Test("whatever type it has: what is not understood is handed on, never dropped")
    func types() async throws {
        try await withHost(Self.fallback) { bot async throws in
            for (type, content, reply) in [
                ("image", ["id": "m1", "caption": "my cat"], "fallback image my cat"), ("sticker", ["id": "m2"], "fallback sticker nil"),
                ("location", ["latitude": 30.04, "longitude": 31.23], "fallback location nil"), ("hologram", ["x": 1], "fallback unknown nil"),
            ] as [(String, JSON, String)] {
                let before = bot.world.graph.accepted.count
                let message = Incoming.message(id: bot.world.nextWAMID(), from: .amina, type: type, content: content)
                #expect(await bot.send([message], from: [.amina]) == .accepted(new: 1))
                #expect(try await bot.heard(after: before) == [reply])
            }
        }
    }

    @Test("to the conversation that asked last, where several wait")
    func several() async throws {
        try await withHost(
            plugin("two", """
                bot.flow("slow", { triggers = { "slow" }, run = function(chat)
                  chat:wait("1 hour")
                  chat:say("slow got " .. chat:ask("Slow?"))
                end })
                bot.flow("quick", { triggers = { "quick" }, run = function(chat) chat:say("quick got " .. chat:ask("Quick?")) end })
                """)
        ) { bot async throws in
            _ = try await bot.say("slow")
            #expect(try await bot.say("quick") == ["Quick?"])
            #expect(try await bot.pass(.seconds(3_600)) == ["Slow?"])
            #expect(try await bot.say("a") == ["slow got a"])
            #expect(try await bot.say("b") == ["quick got b"])
        }
    }
}
