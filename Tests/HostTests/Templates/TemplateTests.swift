// Moonpost
// SPDX-License-Identifier: Apache-2.0

import ChatTesting
import Core
import Fetch
import Host
import Store
import Testing
import WhatsApp

@Suite("Templates", .timeLimit(.minutes(10)))
struct TemplateTests {
    private static let account = "102290129340398"
    /// Sends a template, a day and an hour later where it is told to wait.
    private static let shop = plugin("shop", """
        bot.template("order_shipped", { language = "en", params = { "name", "number" } })
        bot.flow("fallback", { run = function(chat)
          if chat.message.text == "later" then chat:wait("25 hours") end
          chat:send_template("order_shipped", { name = "Amina", number = 17 })
        end })
        """)

    private static func configure(_ configuration: inout Configuration) {
        configuration.numbers[0].businessAccountID = account
        configuration.limits.enforcesWindow = true
    }

    private static func template(
        _ body: String, name: String = "order_shipped", status: String = "APPROVED", category: String = "UTILITY", format: String = "NAMED"
    ) -> JSON {
        [
            "id": "1", "name": .string(name), "language": "en", "status": .string(status), "category": .string(category),
            "parameter_format": .string(format), "components": [["type": "BODY", "text": .string(body)]],
        ]
    }

    private static func change(_ field: String, _ value: JSONObject) -> [UInt8] {
        var whole: JSONObject = ["message_template_id": 1, "message_template_name": "order_shipped", "message_template_language": "en"]
        for (key, part) in value { whole[key] = part }
        let body: JSON = [
            "object": "whatsapp_business_account",
            "entry": [["id": .string(account), "time": 1_767_603_600, "changes": [["field": .string(field), "value": .object(whole)]]]],
        ]
        return body.encoded()
    }

    private func components(_ bot: TestHost) -> [JSON?] { bot.world.graph.accepted.map { $0.body["template"]?["components"] } }

    @Test("a declared template is sent in the order of its params where Meta's words are not known, outside the window, too")
    func undefined() async throws {
        try await withHost(Self.shop, configure: { $0.limits.enforcesWindow = true }) { bot async throws in
            _ = try await bot.say("later")
            try await bot.pass(.seconds(25 * 3_600))
            let sent = try #require(bot.world.graph.accepted.first?.body["template"])
            #expect(
                sent == [
                    "name": "order_shipped", "language": ["code": "en"],
                    "components": [["type": "body", "parameters": [["type": "text", "text": "Amina"], ["type": "text", "text": "17"]]]],
                ])
            #expect(bot.world.graph.lists.isEmpty)
            #expect(
                try await bot.lines("SELECT content FROM outbox").map { try JSON($0) } == [
                    ["type": "template", "name": "order_shipped", "language": "en", "body": ["Amina", "17"]]
                ])
            #expect(try await bot.incidents().isEmpty)
        }
    }

    @Test("Meta's definition decides where each value stands, and is known after a restart without asking")
    func defined() async throws {
        let world = try await World { Self.configure(&$0) }
        world.graph.setTemplates(
            [Self.template("Dear {{other}}, hello.", name: "another")], [Self.template("Order {{number}} of {{name}} is on its way.", category: "MARKETING")])
        let bot = try await world.open([Self.shop])
        #expect(world.graph.lists.count == 2)
        #expect(world.graph.lists.last?.contains("/v23.0/\(Self.account)/message_templates?limit=100&fields=id,name,") == true)
        #expect(
            try await bot.lines("SELECT name || ' ' || status || ' ' || category FROM templates ORDER BY name")
                == ["another APPROVED UTILITY", "order_shipped APPROVED MARKETING"])
        _ = try await bot.say("now")
        let named: JSON = [
            [
                "type": "body",
                "parameters": [
                    ["type": "text", "text": "17", "parameter_name": "number"], ["type": "text", "text": "Amina", "parameter_name": "name"],
                ],
            ]
        ]
        #expect(components(bot) == [named])
        #expect(try await bot.lines("SELECT json_extract(content, '$.category') FROM outbox") == ["marketing"])
        world.graph.hideTemplates()
        let next = try await bot.restarted()
        _ = try await next.say("now")
        #expect(components(next) == [named, named])
        #expect(try await next.incidents().isEmpty)
        try await next.close()
        await world.close()
    }

    @Test("a value that the definition has no place for ends the turn with an error that names it")
    func mismatch() async throws {
        let world = try await World { Self.configure(&$0) }
        world.graph.setTemplates([Self.template("Order {{nr}} of {{name}} is on its way.")])
        let bot = try await world.open([Self.shop])
        let warning = try #require(try await bot.incidents().first)
        #expect(warning.kind == "template.differs" && warning.plugin == "shop" && warning.level == .warning)
        #expect(
            warning.summary
                == "the params of the template \"order_shipped\" (en) lack \"nr\" and have \"number\", for which it has no place, says account \(Self.account)")
        _ = try await bot.say("now")
        let failure = try #require(try await bot.incidents().last)
        #expect(failure.kind == "conversation.failed")
        #expect(failure.summary.contains("lacks \"nr\"") && failure.summary.contains("no place for \"number\""), "\(failure.summary)")
        try await bot.close()
        await world.close()
    }

    @Test("a webhook changes status, quality and category at once, has the list read again, and tells admins")
    func webhooks() async throws {
        let world = try await World { Self.configure(&$0) }
        world.graph.setTemplates([Self.template("Order {{number}} of {{name}} is on its way.")])
        let bot = try await world.open([Self.shop])
        #expect(try await bot.incidents().isEmpty)
        // The list cannot be read: what the webhooks said is what is known.
        world.graph.hideTemplates()
        guard case .accepted = await bot.post(Self.change("message_template_status_update", ["event": "DISABLED", "reason": "NONE"])),
            case .accepted = await bot.post(
                Self.change("message_template_quality_update", ["previous_quality_score": "GREEN", "new_quality_score": "RED"])),
            case .accepted = await bot.post(
                Self.change("template_category_update", ["previous_category": "UTILITY", "new_category": "MARKETING"]))
        else {
            Issue.record("a webhook was not taken")
            return
        }
        try await bot.settle()
        #expect(try await bot.lines("SELECT status || ' ' || quality || ' ' || category FROM templates") == ["DISABLED RED MARKETING"])
        #expect(world.graph.lists.count > 1)
        #expect(
            try await bot.incidents().map(\.summary) == [
                "the template \"order_shipped\" (en) is not approved in account \(Self.account): its status is DISABLED, so messages of it are refused"
            ])
        _ = try await bot.say("now")
        #expect(world.graph.accepted.isEmpty)
        let refusal = try #require(try await bot.lines("SELECT error FROM outbox WHERE state = 'dead'").first)
        #expect(refusal.contains("order_shipped"), "\(refusal)")
        // Meta has changed its mind, and nobody has told.
        world.graph.setTemplates([Self.template("Order {{number}} of {{name}} is on its way.")])
        guard case .accepted = await bot.post(Self.change("message_template_components_update", ["message_template_element": "x"])) else { return }
        try await bot.settle()
        _ = try await bot.say("now")
        #expect(world.graph.accepted.count == 1)
        try await bot.close()
        await world.close()
    }

    @Test("another app's secret changes nothing")
    func otherSecret() async throws {
        let world = try await World {
            Self.configure(&$0)
            $0.numbers.append(
                Configuration.Number(
                    name: "other", phoneNumberID: "900", accessToken: Secret("t"), appSecret: Secret("other secret"), verifyToken: Secret("v"),
                    graphURL: "http://graph.invalid", graphVersion: "v23.0"))
        }
        world.graph.setTemplates([Self.template("Order {{number}} of {{name}} is on its way.")])
        let bot = try await world.open([Self.shop])
        let body = Self.change("message_template_status_update", ["event": "DISABLED", "reason": "NONE"])
        _ = await bot.host.receiver.receive(signature: Signature.sign(body, secret: Secret("other secret")), body: body)
        try await bot.settle()
        #expect(try await bot.lines("SELECT status FROM templates") == ["APPROVED"])
        #expect(world.graph.lists.count == 1)
        try await bot.close()
        await world.close()
    }

    @Test("what a plugin declares is compared when it is published, and told once")
    func published() async throws {
        let world = try await World { Self.configure(&$0) }
        world.graph.setTemplates([Self.template("Order {{1}} is on its way.", format: "POSITIONAL")])
        let bot = try await world.open([])
        #expect(try await bot.incidents().isEmpty)
        try await bot.publish(Self.shop)
        try await bot.settle()
        try await bot.publish(plugin("shop", "bot.template(\"order_shiped\", { language = \"en\" })"))
        try await bot.settle()
        try await bot.publish(plugin("shop", "-- again\nbot.template(\"order_shiped\", { language = \"en\" })"))
        try await bot.settle()
        #expect(
            try await bot.incidents().map(\.summary) == [
                "the template \"order_shipped\" (en) has 1 places in its text in account \(Self.account), and bot.template has 2 params for them",
                "the template \"order_shiped\" (en) is not among the templates of account \(Self.account): did you mean \"order_shipped\"?",
            ])
        try await bot.close()
        await world.close()
    }

    @Test("the list is read again every six hours, and a quarter of an hour after it could not be read")
    func regularly() async throws {
        let world = try await World { Self.configure(&$0) }
        world.graph.hideTemplates()
        let bot = try await world.open([Self.shop])
        #expect(world.graph.lists.count == 1)
        world.graph.setTemplates([Self.template("Order {{number}} of {{name}} is on its way.")])
        world.clock.advance(by: .seconds(900))
        try await bot.until { world.graph.lists.count == 2 }
        try await bot.settle()
        for _ in 0..<23 { world.clock.advance(by: .seconds(900)) }
        #expect(world.graph.lists.count == 2)
        world.clock.advance(by: .seconds(3_600))
        try await bot.until { world.graph.lists.count == 3 }
        try await bot.settle()
        try await bot.close()
        await world.close()
    }

    /// Sends a template that it has filled itself.
    private static let raw = plugin("raw", """
        bot.flow("fallback", { run = function(chat)
          chat:send{ type = "template", name = "order_shipped", language = "en", body = { name = "Amina", [chat.message.text] = "17" } }
        end })
        """)

    @Test("a template that a script fills itself is held against Meta's definition, before it is sent")
    func filledByHand() async throws {
        let world = try await World { Self.configure(&$0) }
        world.graph.setTemplates([Self.template("Order {{number}} of {{name}} is on its way.", category: "MARKETING")])
        let bot = try await world.open([Self.raw])
        func sent() -> Int { world.graph.accepted.count { $0.body["type"] == "template" } }
        _ = try await bot.say("nr")
        #expect(sent() == 0)
        let failure = try #require(try await bot.incidents().last)
        #expect(failure.kind == "conversation.failed")
        #expect(
            failure.summary.contains(
                "chat:send: the template \"order_shipped\" (en) lacks \"number\" in \"body\"; has no place for \"nr\" of \"body\""), "\(failure.summary)")
        _ = try await bot.say("number")
        #expect(sent() == 1)
        #expect(try await bot.lines("SELECT json_extract(content, '$.category') FROM outbox WHERE content LIKE '%template%'") == ["marketing"])
        try await bot.close()
        await world.close()
    }

    /// Declared as marketing, by itself and in place of what is said outside the window.
    private static let news = plugin("news", """
        bot.template("news", { language = "en", category = "marketing", params = { "name" } })
        bot.flow("fallback", {
          outside_window = { template = "news", values = { name = "{name}" } },
          run = function(chat)
            if chat.message.text == "later" then
              chat:wait("25 hours")
              chat:say("Are you there?")
            end
            if chat.message.text == "news" then chat:send_template("news", { name = "Amina" }) end
            if chat.message.text == "raw" then chat:send{ type = "template", name = "news", language = "en", body = { "Amina" } } end
            chat:say("Hello.")
          end,
        })
        """)

    @Test("what a plugin declares as marketing is not sent to who wrote STOP where Meta's list is not known", arguments: ["news", "raw"])
    func declaredCategory(text: String) async throws {
        try await withHost(Self.news) { bot async throws in
            _ = try await bot.say("stop")
            let before = bot.world.graph.accepted.count
            _ = try await bot.say(text)
            #expect(bot.world.graph.accepted.dropFirst(before).map(\.text) == ["Hello."])
            let error = try #require(try await bot.lines("SELECT error FROM outbox WHERE state = 'dead'").first)
            #expect(error.contains("wants no marketing"), "\(error)")
            _ = try await bot.say(text, from: .omar)
            #expect(bot.world.graph.accepted.contains { $0.body["template"]?["name"] == "news" })
        }
    }

    @Test("a template that is declared as marketing does not go in place of what is said outside the window to who wrote STOP")
    func declaredOutside() async throws {
        try await withHost(Self.news, configure: { $0.limits.enforcesWindow = true }) { bot async throws in
            _ = try await bot.say("stop")
            _ = try await bot.say("later")
            let before = bot.world.graph.accepted.count
            try await bot.pass(.seconds(26 * 3_600))
            #expect(bot.world.graph.accepted.count == before)
            let dead = try await bot.lines("SELECT error FROM outbox WHERE state = 'dead' ORDER BY id")
            #expect(dead.first?.contains("wants no marketing") == true, "\(dead)")
        }
    }

    @Test("Meta's category goes before the declared one, and the difference is told")
    func otherCategory() async throws {
        let world = try await World { Self.configure(&$0) }
        world.graph.setTemplates([Self.template("Hello {{name}}, we have news.", name: "news")])
        let bot = try await world.open([Self.news])
        #expect(
            try await bot.incidents().map(\.summary) == [
                "the template \"news\" (en) is declared as marketing, and is utility in account \(Self.account): Meta puts templates into the category that "
                    + "it finds right, and that one counts; write category = \"utility\""
            ])
        _ = try await bot.say("stop")
        _ = try await bot.say("news")
        #expect(world.graph.accepted.contains { $0.body["template"]?["name"] == "news" })
        try await bot.close()
        await world.close()
    }

    @Test("a template in review, in appeal or locked waits and goes out when Meta approves it", arguments: ["PENDING", "IN_APPEAL", "LOCKED"])
    func waiting(status: String) async throws {
        let world = try await World { Self.configure(&$0) }
        world.graph.setTemplates([Self.template("Order {{number}} of {{name}} is on its way.", status: status)])
        let bot = try await world.open([Self.shop])
        _ = try await bot.say("now")
        #expect(world.graph.accepted.isEmpty)
        let reason = try await bot.lines("SELECT state || ' ' || error FROM outbox")
        #expect(reason.first?.hasPrefix("held waits: the template order_shipped is") == true, "\(reason)")
        world.graph.setTemplates([Self.template("Order {{number}} of {{name}} is on its way.")])
        guard case .accepted = await bot.post(Self.change("message_template_status_update", ["event": "APPROVED", "reason": "NONE"])) else {
            Issue.record("a webhook was not taken")
            return
        }
        try await bot.settle()
        try await bot.pass(.seconds(3_700))
        #expect(world.graph.accepted.count == 1)
        try await bot.close()
        await world.close()
    }

    @Test("a template beyond the account's limit is refused with the reason, and one that is taken out of the archive goes")
    func refused() async throws {
        let world = try await World { Self.configure(&$0) }
        world.graph.setTemplates([Self.template("Order {{number}} of {{name}} is on its way.", status: "LIMIT_EXCEEDED")])
        let bot = try await world.open([Self.shop])
        _ = try await bot.say("now")
        #expect(
            try await bot.lines("SELECT state || ' ' || error FROM outbox")
                == ["dead the template order_shipped is one more than its account may have: replace it"])
        world.graph.setTemplates([Self.template("Order {{number}} of {{name}} is on its way.")])
        for event in ["ARCHIVED", "UNARCHIVED"] {
            guard case .accepted = await bot.post(Self.change("message_template_status_update", ["event": .string(event), "reason": "NONE"])) else { return }
        }
        try await bot.settle()
        _ = try await bot.say("now")
        #expect(world.graph.accepted.count == 1)
        try await bot.close()
        await world.close()
    }

    private static var other: Configuration.Number {
        var number = World.number
        (number.name, number.phoneNumberID) = ("other", "900")
        number.businessAccountID = account
        return number
    }

    /// Somebody writes to a number.
    private func write(_ bot: TestHost, _ text: String, to number: Configuration.Number) async throws {
        let body = Incoming.body(
            messages: [Incoming.text(text, id: bot.world.nextWAMID(), from: .amina, at: bot.world.clock.now)], people: [.amina], number: number.phoneNumberID)
        _ = await bot.host.receiver.receive(signature: Signature.sign(body, secret: number.appSecret), body: body)
        try await bot.settle()
    }

    @Test("a host that starts without an account reads the templates of one that is added later, and again every six hours")
    func addedLater() async throws {
        let world = try await World { $0.numbers = [] }
        world.graph.setTemplates([Self.template("Order {{number}} of {{name}} is on its way.")])
        let bot = try await world.open([Self.shop])
        #expect(world.graph.lists.isEmpty)
        try bot.host.adopt([Self.other])
        try await bot.settle()
        #expect(world.graph.lists.count == 1)
        #expect(try await bot.lines("SELECT name FROM templates") == ["order_shipped"])
        for _ in 0..<24 { world.clock.advance(by: .seconds(900)) }
        try await bot.until { world.graph.lists.count == 2 }
        try await bot.settle()
        try await bot.close()
        await world.close()
    }

    @Test("a number that is added to an account, or comes back to it, is told how its templates stand, though Meta's list cannot be read")
    func addedToAccount() async throws {
        let world = try await World { Self.configure(&$0) }
        world.graph.setTemplates([Self.template("Order {{number}} of {{name}} is on its way.", status: "DISABLED")])
        let bot = try await world.open([Self.shop])
        world.graph.hideTemplates()
        for _ in 0..<2 {
            let first = world.configuration.numbers[0]
            try bot.host.adopt([first, Self.other])
            try await bot.settle()
            let before = try await bot.lines("SELECT id FROM outbox WHERE state = 'dead'").count
            try await write(bot, "now", to: Self.other)
            #expect(world.graph.accepted.isEmpty)
            #expect(try await bot.lines("SELECT id FROM outbox WHERE state = 'dead'").count == before + 1)
            try bot.host.adopt([first])
        }
        try await bot.close()
        await world.close()
    }

    @Test("whoever asks the host to read has the list read at once")
    func asked() async throws {
        let world = try await World { Self.configure(&$0) }
        world.graph.setTemplates([])
        let bot = try await world.open([Self.shop])
        #expect(world.graph.lists.count == 1)
        bot.host.readTemplates()
        try await bot.settle()
        #expect(world.graph.lists.count == 2)
        try await bot.close()
        await world.close()
    }
}
