// Moonpost
// SPDX-License-Identifier: Apache-2.0

import Core
import Testing

@Suite("The words that work at any time", .timeLimit(.minutes(10)))
struct ReservedWordTests {
    private static let order = plugin("order", """
        bot.flow("order", { title = "Place an order", triggers = { "order" }, run = function(chat)
          chat:say("You ordered " .. chat:ask("What?"))
        end })
        bot.flow("secret", { title = "Staff only", triggers = { "secret" }, access = "admin", run = function(chat) end })
        bot.command("stock", { help = "Tells what is there", usage = "stock <item>", params = { item = "text" }, run = function(chat) end })
        bot.flow("arabic", { triggers = { "عربي" }, run = function(chat)
          chat.contact:set{ language = "ar" }
          chat:ask("ماذا؟")
        end })
        """)

    @Test("cancel ends the conversation, and says so where there is none", arguments: ["cancel", " CANCEL ", "Cancel"])
    func cancel(word: String) async throws {
        try await withHost(Self.order) { bot async throws in
            #expect(try await bot.say("order") == ["What?"])
            #expect(try await bot.say(word) == ["Cancelled."])
            #expect(try await bot.conversations() == 0)
            #expect(try await bot.say(word) == ["There is nothing to cancel."])
            #expect(try await bot.say("Tea") == [])
        }
    }

    @Test("cancel leaves what sleeps alone, beside a question and without one, and says so")
    func cancelBesideSleepers() async throws {
        let sleeper = plugin("sleeper", """
            bot.flow("later", { triggers = { "later" }, run = function(chat)
              chat:say("Later.")
              chat:wait("2 hours")
              chat:say("Now.")
            end })
            """)
        try await withHost(Self.order, sleeper) { bot async throws in
            #expect(try await bot.say("later") == ["Later."])
            #expect(try await bot.say("cancel") == ["There is nothing to cancel: I have asked you nothing. What is to come at its own time still comes."])
            #expect(try await bot.say("order") == ["What?"])
            #expect(try await bot.say("cancel") == ["Cancelled."])
            #expect(try await bot.conversations() == 1)
            #expect(try await bot.pass(.seconds(7_200)) == ["Now."])
            #expect(try await bot.conversations() == 0)
        }
    }

    @Test("cancel is a word of its own only where it is the whole message")
    func cancelInASentence() async throws {
        try await withHost(Self.order) { bot async throws in
            _ = try await bot.say("order")
            #expect(try await bot.say("cancel culture books") == ["You ordered cancel culture books"])
        }
    }

    @Test("help says what there is, and in the middle of a conversation how it goes on, which it then does")
    func help() async throws {
        try await withHost(Self.order) { bot async throws in
            let alone = try #require(try await bot.say("help").first)
            for part in ["*order*: Place an order", "*stock*: Tells what is there", "*cancel*"] { #expect(alone.contains(part), "\(part)") }
            #expect(!alone.contains("secret"))
            _ = try await bot.say("order")
            let within = try #require(try await bot.say("?").first)
            #expect(within.hasPrefix("You are in the middle of: Place an order."))
            #expect(try await bot.say("Tea") == ["You ordered Tea"])
        }
    }

    @Test("menu shows what anybody may begin, to be tapped, and leaves the conversation")
    func menu() async throws {
        try await withHost(Self.order) { bot async throws in
            _ = try await bot.say("order")
            #expect(try await bot.say("menu") == ["What would you like to do?"])
            #expect(try await bot.conversations() == 0)
            let shown = try #require(bot.world.graph.accepted.last)
            #expect(shown.choices.map(\.title).contains("Place an order"))
            #expect(!shown.choices.map(\.title).contains("Staff only"))
            let id = try #require(shown.choices.first { $0.title == "Place an order" }?.id)
            #expect(try await bot.tap(id) == ["What?"])
        }
    }

    @Test("they are understood and answered in Arabic, too")
    func arabic() async throws {
        try await withHost(Self.order) { bot async throws in
            #expect(try await bot.say("عربي") == ["ماذا؟"])
            #expect(try await bot.say("إلغاء") == ["تم الإلغاء."])
            #expect(try await bot.say("الغاء") == ["لا يوجد شيء لإلغائه."])
            #expect(try await bot.say("مساعدة").first?.hasPrefix("هذا ما يمكنني فعله:") == true)
        }
    }

    @Test("a flow of one's own can be the help and the menu")
    func own() async throws {
        try await withHost(plugin("own", """
            bot.flow("help", { triggers = { "help" }, run = function(chat) chat:say("our help") end })
            bot.flow("menu", { triggers = { "menu" }, run = function(chat) chat:say("our menu") end })
            bot.flow("order", { triggers = { "order" }, run = function(chat) chat:ask("What?") end })
            """)
        ) { bot async throws in
            #expect(try await bot.say("help") == ["our help"])
            #expect(try await bot.say("order") == ["What?"])
            #expect(try await bot.say("menu") == ["our menu"])
            #expect(try await bot.conversations() == 0)
        }
    }

    @Test("where there is nothing, they say so")
    func nothing() async throws {
        try await withHost() { bot async throws in
            #expect(try await bot.say("help") == ["There is nothing here yet."])
            #expect(try await bot.say("menu") == ["There is nothing here yet."])
            #expect(try await bot.say("hello") == [])
        }
    }

    private static let languages = plugin("tasks", """
        bot.command("task", { help = { en = "Makes a task", ar = "ينشئ مهمة" }, usage = "task <title>", params = { title = "text" }, run = function(chat) end })
        bot.command("مهمة", { help = { ar = "إنشاء مهمة" }, run = function(chat) end })
        bot.command("snooze", { help = "Only buttons", hidden = true, run = function(chat) chat:say("snoozed") end })
        bot.command("secret", { help = "Staff", access = "member", run = function(chat) end })
        bot.command("wipe", { help = { en = "Wipe it?", ar = "مسح الكل؟" }, confirm = true, run = function(chat) end })
        bot.flow("arabic", { title = { en = "In Arabic", ar = "بالعربية" }, triggers = { "عربي" }, run = function(chat)
          chat.contact:set{ language = "ar" }
          chat:say("نعم")
        end })
        """)

    @Test("help is in the person's language, by plugins, without what only buttons call and what they cannot read")
    func languages() async throws {
        try await withHost(Self.languages) { bot async throws in
            let english = try #require(try await bot.say("help").first)
            #expect(english.contains("• *task*: Makes a task\n") && english.contains("• *عربي*: In Arabic"))
            for part in ["مهمة", "snooze", "secret"] { #expect(!english.contains(part), "\(part)") }
            #expect(try await bot.say("عربي") == ["نعم"])
            let arabic = try #require(try await bot.say("مساعدة").first)
            for part in ["• *task*: ينشئ مهمة", "• *مهمة*: إنشاء مهمة", "• *عربي*: بالعربية"] { #expect(arabic.contains(part), "\(part)") }
            #expect(!arabic.contains("Makes a task") && !arabic.contains("snooze"))
            #expect(try await bot.say("wipe") == ["مسح الكل؟"])
        }
    }

    @Test("help with a command's name tells how it is written; what is hidden still runs")
    func details() async throws {
        try await withHost(Self.languages) { bot async throws in
            #expect(try await bot.say("help task") == ["Makes a task. Write it like this, or say it in your own words:\ntask <title>"])
            #expect(try await bot.say("help secret") == [])
            #expect(try await bot.say("help me with it") == [])
            #expect(try await bot.say("snooze") == ["snoozed"])
        }
    }
}
