// Moonpost
// SPDX-License-Identifier: Apache-2.0

import ChatTesting
import Core
import Fetch
import Host
import Plugins
import Store
import Testing

@Suite("The 24-hour window", .timeLimit(.minutes(10)))
struct ServiceWindowTests {
    private static let start = Timestamp(milliseconds: 1_767_603_600_000)
    private static let day = Duration.seconds(86_400)
    /// Echoes, and says something so much later.
    private static let later = plugin("later", """
        bot.flow("fallback", { run = function(chat)
          chat:say("now")
          chat:wait(chat.message.text)
          chat:say("later")
        end })
        """)

    private static func windows(_ configuration: inout Configuration) { configuration.limits.enforcesWindow = true }

    @Test("opens with each message of the person anew, and closes 24 hours later to the millisecond")
    func exactly() {
        let window = ServiceWindow.opened(nil, at: Self.start, isEntry: false)
        #expect(window.isOpen(at: Self.start + Self.day + .milliseconds(-1)))
        #expect(!window.isOpen(at: Self.start + Self.day))
        let again = ServiceWindow.opened(window, at: Self.start + .seconds(60), isEntry: false)
        #expect(again.closesAt == Self.start + .seconds(60) + Self.day)
        // One that was delivered late takes nothing away.
        #expect(ServiceWindow.opened(again, at: Self.start, isEntry: false) == again)
        #expect(!again.closed(at: Self.start + .seconds(90)).isOpen(at: Self.start + .seconds(90)))
    }

    @Test("is not longer for somebody who came by an ad: that costs nothing for 72 hours from the answer, which is another matter")
    func entry() throws {
        let window = ServiceWindow.opened(nil, at: Self.start, isEntry: true)
        let answered = try #require(window.answered(at: Self.start + .seconds(3_600)))
        #expect(answered.freeUntil == Self.start + .seconds(3_600) + Self.day * 3)
        #expect(answered.isFree(at: Self.start + Self.day * 3))
        #expect(!answered.isOpen(at: Self.start + Self.day))
        #expect(answered.answered(at: Self.start + .seconds(7_200)) == nil)
        // Who is answered too late costs as much as anybody.
        #expect(window.answered(at: Self.start + Self.day)?.freeUntil == nil)
    }

    @Test("of somebody who came by an ad costs nothing for 72 hours from the answer, and is stored with them")
    func entryStored() async throws {
        try await withHost(Self.later, configure: Self.windows) { bot async throws in
            var message = Incoming.text("20 hours", id: bot.world.nextWAMID(), from: .amina).object ?? [:]
            message["referral"] = ["source_type": "ad", "source_id": "1", "ctwa_clid": "c"]
            _ = await bot.send([.object(message)], from: [.amina])
            #expect(try await bot.heard(after: 0) == ["now"])
            let until = (World.beginning + .seconds(3 * 86_400)).milliseconds
            #expect(try await bot.lines("SELECT free_until FROM service_windows WHERE entered_at IS NULL") == ["\(until)"])
        }
    }

    @Test("free text is sent within it, and outside it is dead with an error that says when it closed and what to do")
    func enforced() async throws {
        try await withHost(Self.later, configure: Self.windows) { bot async throws in
            #expect(try await bot.say("23 hours") == ["now"])
            #expect(try await bot.pass(.seconds(23 * 3_600)) == ["later"])
            #expect(try await bot.say("25 hours") == ["now"])
            #expect(try await bot.pass(.seconds(25 * 3_600)) == [])
            let error = try #require(try await bot.lines("SELECT error FROM outbox WHERE state = 'dead'").first)
            #expect(error.contains("24-hour window") && error.contains("2026-01-07 08:00") && error.contains("chat:send_template"), "\(error)")
            #expect(bot.world.graph.requests.count == 3)
            #expect(try await bot.incidents().map(\.kind) == ["message.dead"])
        }
    }

    @Test("is each number's own, and is known after a restart")
    func stored() async throws {
        let world = try await World { Self.windows(&$0) }
        let bot = try await world.open([Self.later])
        #expect(try await bot.say("20 hours") == ["now"])
        #expect(try await bot.lines("SELECT number FROM service_windows") == [World.number.phoneNumberID])
        let next = try await bot.restarted()
        #expect(try await next.pass(.seconds(20 * 3_600)) == ["later"])
        try await next.close()
        await world.close()
    }

    @Test("what is declared with the message goes in its place, once the window is closed")
    func fallback() async throws {
        let world = try await World { Self.windows(&$0) }
        let bot = try await world.open([Self.later])
        bot.world.graph.answer { _ async throws(FetchError) in throw FetchError(code: .unreachable, message: "down", requestWasWritten: false) }
        #expect(try await bot.say("1 week") == [])
        _ = try await bot.database.write {
            try $0.execute("UPDATE outbox SET fallback = $1", [.text("{\"type\":\"text\",\"text\":\"in its place\"}")])
        }
        try await bot.close()
        world.clock.advance(by: .seconds(23 * 3_600))
        world.graph.answer(nil)
        let open = try await world.open([Self.later])
        #expect(world.graph.accepted.map(\.text) == ["now"])
        _ = try await open.database.write { try $0.execute("UPDATE outbox SET state = 'held'", []) }
        try await open.close()
        world.graph.setMessagingLimit("TIER_2K")
        world.clock.advance(by: .seconds(2 * 3_600))
        let closed = try await world.open([Self.later])
        #expect(world.graph.accepted.map(\.text) == ["now", "in its place"])
        // It counts as written to outside the window, and the platform was asked how many may be.
        #expect(world.graph.questions == 1)
        #expect(try await closed.lines("SELECT value FROM learned_limits").first?.contains("TIER_2K") == true)
        #expect(try await closed.lines("SELECT written_at FROM portfolio_users") == ["\(world.clock.now.milliseconds)"])
        try await closed.close()
        await world.close()
    }

    /// Says two things so long after the person wrote, with a template for when it is too late.
    private static func declared(news: String) -> PluginSnapshot {
        plugin("news", """
            bot.template("news", { language = "en", params = { "name", "news" } })
            bot.flow("fallback", {
              outside_window = { template = "news", values = { name = "{name}", news = "\(news)" } },
              run = function(chat)
                chat:wait(chat.message.text)
                chat:say("Your order\\nhas left.")
                chat:choose("Is that well?", { "Yes", "No" })
              end,
            })
            """)
    }

    @Test("the template that a flow declares goes in place of a turn's messages outside the window, with their words, and they within it")
    func declaredTemplate() async throws {
        try await withHost(Self.declared(news: "{text}"), configure: Self.windows) { bot async throws in
            _ = try await bot.say("1 hour")
            #expect(try await bot.pass(.seconds(3_600)) == ["Your order\nhas left.", "Is that well?"])
            _ = try await bot.say("Yes")
            _ = try await bot.say("25 hours")
            let before = bot.world.graph.accepted.count
            try await bot.pass(.seconds(25 * 3_600))
            let late = bot.world.graph.accepted.dropFirst(before)
            #expect(late.count == 1)
            let parameters: JSON = [["type": "text", "text": "Amina"], ["type": "text", "text": "Your order has left."]]
            #expect(late.first?.body["template"]?["components"]?[0]?["parameters"] == parameters)
            // The question was not sent, which is as declared: nobody is called to look.
            #expect(try await bot.lines("SELECT state FROM outbox WHERE error LIKE '%went in place%'") == ["dead"])
            #expect(try await bot.lines("SELECT kind FROM incidents WHERE kind = 'message.dead'") == [])
            // The conversation waits for its answer all the same.
            _ = try await bot.say("No")
            #expect(try await bot.lines("SELECT id FROM conversations") == [])
        }
    }

    @Test("the template is in the language that the person speaks, with the buttons' ids as its quick replies; without such buttons, without")
    func languages() async throws {
        let reminding = plugin("reminding", """
            bot.template("nudge", { language = { "en", "ar" }, params = { "text", "button_1", "button_2" } })
            local outside = { template = "nudge", values = { text = "{text}", button_1 = "{button_1}", button_2 = "{button_2}" } }
            bot.flow("nudge", { triggers = { "nudge", "ذكر" }, outside_window = outside, run = function(chat)
              chat:wait("2 days")
              chat:send { type = "buttons", text = "Now", buttons = { { id = "later 7", title = "Later" } } }
              chat:go("again")
            end })
            bot.flow("again", { outside_window = outside, run = function(chat)
              chat:wait("2 days")
              chat:say("Once more")
              chat:send_template("nudge", { text = "Direct", button_1 = { type = "quick_reply", payload = "x" }, button_2 = { type = "quick_reply", payload = "y" } })
            end })
            """)
        try await withHost(reminding, configure: Self.windows) { bot async throws in
            #expect(try await bot.say("nudge") == [])
            // Whoever writes Arabic is answered in Arabic, where nothing else is known of them, also after chat:go.
            #expect(try await bot.say("ذكر", from: .omar) == [])
            try await bot.pass(.seconds(2 * 86_400))
            try await bot.pass(.seconds(2 * 86_400))
            let sent = bot.world.graph.accepted.compactMap { request in
                request.body["template"].map { template in
                    let parameters = (template["components"]?.elements ?? []).flatMap { $0["parameters"]?.elements ?? [] }
                    let values = parameters.compactMap { $0["text"]?.text ?? $0["payload"]?.text }
                    return "\(request.recipient == Person.omar.address ? "Omar" : "Amina") \(template["language"]?["code"]?.text ?? "") \(values.joined(separator: ", "))"
                }
            }
            #expect(sent.sorted() == [
                "Amina en Direct, x, y", "Amina en Now, later 7", "Amina en Once more", "Omar ar Direct, x, y", "Omar ar Now, later 7", "Omar ar Once more",
            ])
        }
    }

    @Test("a template that goes in place of a message has a dash where there is nothing for a value, which WhatsApp would refuse")
    func unfilled() async throws {
        try await withHost(Self.declared(news: "{nickname}"), configure: Self.windows) { bot async throws in
            _ = try await bot.say("25 hours")
            try await bot.pass(.seconds(25 * 3_600))
            let parameters = bot.world.graph.accepted.last?.body["template"]?["components"]?[0]?["parameters"]
            #expect(parameters?[1]?["text"] == "-")
        }
    }

    @Test("a message that waits for somebody who became one with somebody else goes to whoever they are now, within that window")
    func merged() async throws {
        let echo = plugin("echo", "bot.flow(\"fallback\", { run = function(chat) chat:say(chat.message.text) end })")
        let byPhone = Person(name: "Amina", phone: "201001234567"), byUserID = Person(name: "Amina", userID: "EG.abc")
        let byBoth = Person(name: "Amina", phone: "201001234567", userID: "EG.abc")
        try await withHost(echo, configure: Self.windows) { bot async throws in
            #expect(try await bot.say("one", from: byPhone) == ["one"])
            bot.world.graph.answer { _ async throws(FetchError) in throw FetchError(code: .unreachable, message: "down", requestWasWritten: false) }
            #expect(try await bot.say("two", from: byUserID) == [])
            bot.world.graph.answer(nil)
            #expect(try await bot.say("three", from: byBoth) == ["three"])
            try await bot.pass(.seconds(1))
            #expect(try await bot.lines("SELECT DISTINCT state FROM outbox") == ["accepted"])
            #expect(bot.world.graph.accepted.last?.text == "two" && bot.world.graph.accepted.last?.recipient == byBoth.address)
        }
    }

    @Test("131047 closes it, in an answer as in a status, so that nothing more is tried")
    func closedByThePlatform() async throws {
        try await withHost(Self.later, configure: Self.windows) { bot async throws in
            bot.world.graph.answer { request async throws(FetchError) in
                request.index == 1 ? GraphRecorder.refusal(code: 131_047, "Re-engagement message") : GraphRecorder.acceptance(of: request)
            }
            #expect(try await bot.say("1 minute") == [])
            #expect(try await bot.pass(.seconds(60)) == [])
            #expect(bot.world.graph.requests.count == 1)
            // The person writes, and it is open again.
            #expect(try await bot.say("1 minute") == ["now"])
            let failed: JSON = [["code": 131_047, "title": "Re-engagement message"]]
            let accepted = try #require(bot.world.graph.accepted.last)
            _ = await bot.report(Incoming.status("failed", of: accepted.wamid, callback: accepted.callback, errors: failed))
            #expect(try await bot.pass(.seconds(60)) == [])
            #expect(bot.world.graph.requests.count == 2)
        }
    }

    private func closings(_ bot: TestHost) async throws -> [String] { try await bot.lines("SELECT closes_at FROM service_windows") }

    @Test("a message that is delivered again, a day late, or written in a group opens nothing")
    func opensNothing() async throws {
        try await withHost(Self.later, configure: Self.windows) { bot async throws in
            let message = Incoming.text("30 hours", id: "wamid.once", from: .amina, at: World.beginning)
            _ = await bot.send([message], from: [.amina])
            try await bot.settle()
            let closes = ["\((World.beginning + Self.day).milliseconds)"]
            #expect(try await closings(bot) == closes)
            bot.world.clock.advance(by: .seconds(25 * 3_600))
            #expect(await bot.send([message], from: [.amina]) == .accepted(new: 0))
            #expect(try await closings(bot) == closes)
            // Another one that was on its way for more than a day.
            _ = await bot.send([Incoming.text("30 hours", id: "wamid.late", from: .amina, at: World.beginning)], from: [.amina])
            try await bot.settle()
            #expect(try await closings(bot) == closes)
            #expect(try await bot.lines("SELECT COUNT(*) FROM outbox WHERE state = 'dead'") == ["1"])
            var group = Incoming.text("30 hours", id: "wamid.group", from: .amina, at: bot.world.clock.now).object ?? [:]
            group["group_id"] = "a-group"
            _ = await bot.send([.object(group)], from: [.amina])
            try await bot.settle()
            #expect(try await closings(bot) == closes)
        }
    }

    @Test("a call opens it, whether or not it is taken")
    func call() async throws {
        try await withHost(Self.later, configure: Self.windows) { bot async throws in
            #expect(try await bot.say("25 hours") == ["now"])
            try await bot.pass(.seconds(24 * 3_600))
            let body: JSON = [
                "object": "whatsapp_business_account",
                "entry": [[
                    "id": "1",
                    "changes": [[
                        "field": "calls",
                        "value": [
                            "messaging_product": "whatsapp",
                            "metadata": ["display_phone_number": "15550100000", "phone_number_id": .string(World.number.phoneNumberID)],
                            "calls": [[
                                "id": "wacid.1", "from": .string(Person.amina.address), "event": "connect", "direction": "USER_INITIATED",
                                "timestamp": .string("\(bot.world.clock.now.milliseconds / 1_000)"),
                            ]],
                        ],
                    ]],
                ]],
            ]
            guard case .accepted = await bot.post(body.encoded()) else {
                Issue.record("the call was not taken")
                return
            }
            #expect(try await bot.pass(.seconds(3_600)) == ["later"])
        }
    }
}
