// Moonpost
// SPDX-License-Identifier: Apache-2.0

import ChatTesting
import Core
import Testing

/// Sentences to commands, queries and flows, through the whole host.
@Suite("A sentence", .timeLimit(.minutes(10)))
struct UnderstandingTests {
    private func run(_ plugin: String, _ chat: String) async throws -> ChatReport {
        try await ScratchFlows(["shop.lua": "bot.plugin { title = 'Shop' }\n" + plugin, "shop.chat": chat]).run()
    }

    private static let shop = """
        bot.command("tea", {
          help = "Orders tea", params = { kind = "text?" }, examples = { "bring me some {kind} tea", "i would like tea" },
          run = function(chat, args) chat:say("Tea: {kind}", { kind = args.kind or "any" }) end,
        })
        bot.command("table", {
          help = "Books a table", params = { when = "date" }, examples = { "book a table for {when}", "reserve a table {when}" },
          run = function(chat, args) chat:say("A table on {when}", { when = args.when.iso }) end,
        })
        bot.query("menu", { help = "What there is", examples = { "what is on the menu", "what do you have to eat" }, run = function() return "Soup" end })
        bot.flow("complaint", { title = "Complain", examples = { "i want to complain about {what}" },
          run = function(chat, given) chat:say("About {what}: sorry!", given) end })
        bot.command("staff", { help = "For the staff", access = "member", examples = { "open the till for me" }, run = function(chat) chat:say("Open") end })
        bot.flow("fallback", { run = function(chat) chat:say("What?") end })

        """

    @Test("does what is sure, and leaves what is like nothing to the fallback")
    func acts() async throws {
        let report = try await run(
            Self.shop,
            """
            > Could you bring me some green tea please?
            < Tea: green
            > reserve a table for tomorrow
            < A table on 2026-01-06
            > What's on the menu today?
            < Soup
            > I want to complain about the noise
            < About the noise: sorry!
            > The moon is made of cheese
            < What?
            """)
        #expect(report.isSuccess, "\(report.text)")
    }

    @Test("that lacks something is told what, and how it is written")
    func missing() async throws {
        let report = try await run(Self.shop, "> book a table\n< when is missing. Write it like this:\n  table <when>\n")
        #expect(report.isSuccess, "\(report.text)")
    }

    @Test("is asked about where it is not sure; a tap, a number, and yes and no answer, and what is written instead counts")
    func asks() async throws {
        let report = try await run(
            """
            bot.command("hours", { help = "When we open", examples = { "what are your opening hours", "when do you open" }, run = function(chat) chat:say("At nine!") end })
            bot.flow("other", { triggers = { "other" }, run = function(chat) chat:say("Other!") end })
            """,
            """
            > when do you close
            < Did you mean this?
              • When we open
              [Yes] [No]
            ! restart
            > [Yes]
            < At nine!
            > when do you close
            < Did you mean this?*
            > no
            < Then please say it in other words, or write *help*.
            > when do you close
            < Did you mean this?*
            > other
            < Other!
            > when do you close
            < Did you mean this?*
            ! crash
            > 1
            < At nine!
            """)
        #expect(report.isSuccess, "\(report.text)")
    }

    @Test("that may mean two things offers both")
    func offers() async throws {
        let report = try await run(
            """
            bot.command("juice", { help = "Orders juice", examples = { "bring a glass of juice", "bring juice" }, run = function(chat) chat:say("Juice!") end })
            bot.command("water", { help = "Orders water", examples = { "bring a glass of water", "bring water" }, run = function(chat) chat:say("Water!") end })
            """,
            """
            > bring a glass
            < Did you mean one of these?*
            > [water]
            < Water!
            > bring a glass
            < Did you mean one of these?*
              1. Orders *
              2. Orders *
            > juice
            < Juice!
            """)
        #expect(report.isSuccess, "\(report.text)")
    }

    @Test("for what is the staff's does not begin it for others: they are told how to register, once a day")
    func access() async throws {
        let report = try await run(
            Self.shop,
            """
            contact: Amina, +201001234567
            contact: Omar, +201007654321, role member
            Amina> open the till for me
            Amina< That is for registered staff.*
            > open the till for me
            < What?
            Omar> Please open the till for me
            Omar< Open
            """)
        #expect(report.isSuccess, "\(report.text)")
    }

    @Test("that is written as a command is that command, and one that only begins like it is a sentence")
    func typed() async throws {
        let report = try await run(
            """
            bot.command("set", {
              help = "Sets", usage = "set <what> [due <when>]", params = { what = "text?", due = "date?" },
              examples = { "set the deadline of {what} to {due}", "change the deadline of {what} to {due}" },
              run = function(chat, args) chat:say("{what}: {due}", { what = args.what or "?", due = args.due and args.due.iso or "?" }) end,
            })
            bot.command("undo", { help = "Takes back", examples = { "undo that please" }, run = function(chat) chat:say("Undone") end })
            """,
            """
            > set door due tomorrow
            < door: 2026-01-06
            > set the deadline of the door to tomorrow
            < the door: 2026-01-06
            > undo that please
            < Undone
            > set door due never
            < due should be a date*
            """)
        #expect(report.isSuccess, "\(report.text)")
    }

    @Test("in the middle of a conversation is the answer to it")
    func waiting() async throws {
        let report = try await run(
            Self.shop + "bot.flow('ask', { triggers = { 'ask' }, run = function(chat) chat:say('You said {it}', { it = chat:ask('What?') }) end })",
            "> ask\n< What?\n> Please bring me some green tea\n< You said Please bring me some green tea\n")
        #expect(report.isSuccess, "\(report.text)")
    }
}
