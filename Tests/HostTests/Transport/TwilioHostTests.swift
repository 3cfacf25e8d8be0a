// Moonpost
// SPDX-License-Identifier: Apache-2.0

import ChatTesting
import Core
import Fetch
import Host
import Store
import Testing
import WhatsApp

@Suite("A host behind Twilio", .timeLimit(.minutes(10)))
struct TwilioHostTests {
    private static let sid = "AC" + String(repeating: "0a", count: 16)
    private static let token = Secret("the-auth-token"), second = Secret("the-secondary-token")
    private static let number = "+15550100000"
    private static let address = "https://bot.example.com/base"
    private static let echo = plugin("echo", "bot.flow(\"fallback\", { run = function(chat) chat:say(tostring(chat.message.text)) end })")

    private static func configure(_ configuration: inout Configuration) {
        configuration.server.webhookURL = address + WebhookPath.twilio
        configuration.numbers = [
            Configuration.Number(
                name: "shop", number: number, twilio: Configuration.Twilio(accountSID: sid, authTokens: [token, second], apiURL: "http://twilio.invalid"))
        ]
    }

    /// Posts what Twilio would, signed for the public address.
    private func post(
        _ bot: TestHost, _ fields: [(name: String, value: String)], target: String = WebhookPath.twilio, token: Secret = Self.token
    ) async -> Receiver.Answer {
        let form = FormFields(fields)
        let signature = TwilioSignature.sign(form, url: Self.address + target, token: token)
        return await bot.host.receiver.receive(
            TwilioDelivery(signature: signature, target: target, contentType: "application/x-www-form-urlencoded; charset=UTF-8", body: form.encoded))
    }

    private static func message(
        _ text: String, id: String, from: String = "201001234567", to: String = number
    ) -> [(name: String, value: String)] {
        [
            ("MessageSid", id), ("AccountSid", sid), ("From", "whatsapp:+" + from), ("To", "whatsapp:" + to), ("Body", text), ("WaId", from),
            ("ProfileName", "Amina"), ("SmsStatus", "received"), ("NumMedia", "0"), ("Surprise", ""),
        ]
    }

    private static func status(_ name: String, of sid: String) -> [(name: String, value: String)] {
        [("MessageSid", sid), ("AccountSid", Self.sid), ("MessageStatus", name), ("From", "whatsapp:" + number), ("To", "whatsapp:+201001234567")]
    }

    private static func accept(_ bot: TestHost) {
        bot.world.graph.answer { request throws(FetchError) in
            let answer: JSON = ["sid": .string("SM.out.\(request.index)"), "status": "queued", "error_code": nil]
            return FetchResponse(status: 201, body: answer.encoded())
        }
    }

    private static func stored(_ bot: TestHost) async throws -> [String] {
        try await bot.lines("SELECT (SELECT COUNT(*) FROM webhooks) || ' ' || (SELECT COUNT(*) FROM inbox)")
    }

    /// What the bot says to this.
    private func say(_ bot: TestHost, _ text: String, id: String) async throws -> [String] {
        let before = bot.world.graph.requests.count
        #expect(await post(bot, Self.message(text, id: id)) == .accepted(new: 1))
        try await bot.settle()
        return bot.world.graph.requests.dropFirst(before).map { $0.body["Body"]?.text ?? "?" }
    }

    @Test("A signed form is stored as it came, answered through Messages.json with our id in the address for statuses, and answered once")
    func answered() async throws {
        try await withHost(Self.echo, configure: Self.configure) { bot async throws in
            Self.accept(bot)
            #expect(try await say(bot, "hi", id: "SM1") == ["hi"])
            let request = try #require(bot.world.graph.requests.last)
            #expect(request.url == "http://twilio.invalid/2010-04-01/Accounts/\(Self.sid)/Messages.json")
            #expect(request.body["To"]?.text == "whatsapp:+201001234567" && request.body["From"]?.text == "whatsapp:" + Self.number)
            let id = try #require(try await bot.lines("SELECT id FROM outbox").first)
            #expect(request.body["StatusCallback"]?.text == "https://bot.example.com/base/whatsapp/status?id=\(id)&number=%2B15550100000")
            #expect(try await bot.lines("SELECT state || ' ' || message_id FROM outbox") == ["accepted SM.out.1"])
            let closes = try await bot.lines("SELECT closes_at FROM service_windows")
            bot.world.clock.advance(by: .seconds(60))
            #expect(await post(bot, Self.message("hi", id: "SM1")) == .accepted(new: 0))
            #expect(try await bot.lines("SELECT closes_at FROM service_windows") == closes)
            let raw = FormFields(Self.message("hi", id: "SM1")).encoded
            #expect(try await bot.database.read { try $0.firstRow("SELECT body FROM webhooks", [])?.blob(0) } == raw)
            #expect(try await bot.lines("SELECT dedup_key FROM inbox") == ["SM1"])
            #expect(bot.world.graph.requests.count == 1)
        }
    }

    @Test("A wrong signature, another address, another token and a form that is none are refused, and nothing of them is stored")
    func refused() async throws {
        try await withHost(Self.echo, configure: Self.configure) { bot async throws in
            #expect(await post(bot, Self.message("hi", id: "SM1"), token: Secret("other")) == .unauthorized)
            let form = FormFields(Self.message("hi", id: "SM1"))
            let signature = TwilioSignature.sign(form, url: Self.address + WebhookPath.twilio, token: Self.token)
            let deliveries: [(String?, String, String?, [UInt8])] = [
                (nil, WebhookPath.twilio, nil, form.encoded), (signature, WebhookPath.twilio + "?x=1", nil, form.encoded),
                (signature, WebhookPath.twilioStatus, nil, form.encoded), (signature, WebhookPath.twilio, nil, form.encoded + Array("&a=b".utf8)),
                (signature, WebhookPath.twilio, "application/json", form.encoded), (signature, WebhookPath.twilio, nil, Array("%".utf8)),
                (signature, WebhookPath.twilio, nil, []),
            ]
            for (signature, target, type, body) in deliveries {
                let delivery = TwilioDelivery(signature: signature, target: target, contentType: type, body: body)
                #expect(await bot.host.receiver.receive(delivery) == .unauthorized)
            }
            #expect(bot.host.receiver.counters.unauthorized == deliveries.count + 1)
            #expect(try await Self.stored(bot) == ["0 0"])
        }
    }

    @Test("While a token is rotated both sign for the number; the token of another account does not")
    func tokens() async throws {
        let other = Configuration.Number(
            name: "other", number: "+15550100009",
            twilio: Configuration.Twilio(accountSID: "AC" + String(repeating: "0b", count: 16), authTokens: [Secret("other-token")], apiURL: "http://twilio.invalid"))
        try await withHost(Self.echo, configure: { configuration in
            Self.configure(&configuration)
            configuration.numbers.append(other)
        }) { bot async throws in
            Self.accept(bot)
            #expect(await post(bot, Self.message("one", id: "SM1"), token: Self.second) == .accepted(new: 1))
            #expect(await post(bot, Self.message("two", id: "SM2"), token: Secret("other-token")) == .accepted(new: 1))
            try await bot.settle()
            #expect(try await bot.lines("SELECT state FROM inbox ORDER BY id") == ["done", "unrouted"])
            #expect(bot.world.graph.requests.map { $0.body["Body"]?.text } == ["one"])
        }
    }

    @Test("While a token is rotated, whoever knows it first and whoever knows it second both get their messages")
    func rotated() async throws {
        func number(_ id: String, _ tokens: [Secret]) -> Configuration.Number {
            Configuration.Number(
                name: id, number: id, twilio: Configuration.Twilio(accountSID: Self.sid, authTokens: tokens, apiURL: "http://twilio.invalid"))
        }
        let ids = (0..<6).map { "+1555010010\($0)" }
        try await withHost(Self.echo, configure: { configuration in
            Self.configure(&configuration)
            configuration.numbers = ids.enumerated().map { number($1, $0 % 2 == 0 ? [Self.token, Self.second] : [Self.second, Self.token]) }
        }) { bot async throws in
            Self.accept(bot)
            for (index, id) in ids.enumerated() {
                for token in [Self.token, Self.second] {
                    #expect(await post(bot, Self.message("hi", id: "SM\(index)\(token == Self.token)", to: id), token: token) == .accepted(new: 1))
                }
            }
            try await bot.settle()
            #expect(try await bot.lines("SELECT DISTINCT state FROM inbox") == ["done"])
        }
    }

    @Test("A send without an answer waits for its status, which finds it by our id and keeps it from being sent again")
    func uncertain() async throws {
        try await withHost(Self.echo, configure: Self.configure) { bot async throws in
            bot.world.graph.answer { _ throws(FetchError) in throw FetchError(code: .broken, message: "cut", requestWasWritten: true) }
            #expect(await post(bot, Self.message("hi", id: "SM1")) == .accepted(new: 1))
            try await bot.settle()
            #expect(try await bot.lines("SELECT state FROM outbox") == ["uncertain"])
            let callback = try #require(bot.world.graph.requests.first?.body["StatusCallback"]?.text)
            let target = String(callback.dropFirst(Self.address.count))
            #expect(await post(bot, Self.status("sent", of: "SM9"), target: target) == .accepted(new: 1))
            #expect(await post(bot, Self.status("delivered", of: "SM9"), target: target) == .accepted(new: 1))
            #expect(await post(bot, Self.status("delivered", of: "SM9"), target: target) == .accepted(new: 0))
            try await bot.settle()
            #expect(try await bot.lines("SELECT state || ' ' || message_id FROM outbox") == ["accepted SM9"])
            #expect(try await bot.lines("SELECT delivery FROM outbox").first?.contains("\"delivered\"") == true)
            try await bot.pass(.seconds(3_600))
            #expect(bot.world.graph.requests.count == 1)
        }
    }

    @Test("A failure that a status reports stands beside the message with its code and meaning")
    func failed() async throws {
        try await withHost(Self.echo, configure: Self.configure) { bot async throws in
            Self.accept(bot)
            _ = try await say(bot, "hi", id: "SM1")
            let fields = Self.status("undelivered", of: "SM.out.1") + [("ErrorCode", "63016")]
            #expect(await post(bot, fields, target: WebhookPath.twilioStatus) == .accepted(new: 1))
            #expect(try await bot.incidents().map(\.summary) == ["63016 The 24-hour window is closed"])
        }
    }

    @Test("What Twilio takes and reports to have failed for a while is sent again", arguments: ["63018", "30001", "63010", "63019"])
    func failedForAWhile(code: String) async throws {
        try await withHost(Self.echo, configure: Self.configure) { bot async throws in
            Self.accept(bot)
            _ = try await say(bot, "hi", id: "SM1")
            let fields = Self.status("failed", of: "SM.out.1") + [("ErrorCode", code)]
            #expect(await post(bot, fields, target: WebhookPath.twilioStatus) == .accepted(new: 1))
            #expect(try await bot.lines("SELECT state FROM outbox") == ["held"])
            try await bot.pass(.seconds(3))
            #expect(bot.world.graph.requests.count == 2)
            #expect(try await bot.lines("SELECT state || ' ' || message_id FROM outbox") == ["accepted SM.out.2"])
        }
    }

    private static let offer = plugin("offer", """
        bot.flow("fallback", { run = function(chat) chat:send{ type = "template", name = "offer", language = "en" } end })
        """)

    private static func configureOffer(_ configuration: inout Configuration) {
        configure(&configuration)
        configuration.numbers[0].twilio?.contentTemplates = ["offer": "HX" + String(repeating: "0c", count: 16)]
    }

    @Test("Twilio's 63049 is remembered of the person, as Meta's 131049 is: in an answer as in a status", arguments: [true, false])
    func enoughMarketing(isToldByStatus: Bool) async throws {
        try await withHost(Self.offer, configure: Self.configureOffer) { bot async throws in
            if isToldByStatus {
                Self.accept(bot)
            } else {
                bot.world.graph.answer { _ throws(FetchError) in FetchResponse(status: 400, body: Array(#"{"code":63049,"message":"no","status":400}"#.utf8)) }
            }
            #expect(await post(bot, Self.message("hi", id: "SM1")) == .accepted(new: 1))
            try await bot.settle()
            if isToldByStatus {
                let fields = Self.status("undelivered", of: "SM.out.1") + [("ErrorCode", "63049")]
                #expect(await post(bot, fields, target: WebhookPath.twilioStatus) == .accepted(new: 1))
            }
            #expect(try await bot.lines("SELECT refusals FROM marketing_memory") == ["1"])
            #expect(try await bot.lines("SELECT state || ' ' || (not_before - created_at) FROM outbox") == ["held 86400000"])
        }
    }

    @Test("A template that Twilio calls paused or disabled rests for three hours, for everybody", arguments: [63_041, 63_042])
    func restingTemplate(code: Int) async throws {
        try await withHost(Self.offer, configure: Self.configureOffer) { bot async throws in
            bot.world.graph.answer { request throws(FetchError) in
                if request.index == 1 { return FetchResponse(status: 400, body: Array(#"{"code":\#(code),"message":"no","status":400}"#.utf8)) }
                return FetchResponse(status: 201, body: Array(#"{"sid":"SM.out.\#(request.index)"}"#.utf8))
            }
            #expect(await post(bot, Self.message("hi", id: "SM1")) == .accepted(new: 1))
            try await bot.settle()
            #expect(await post(bot, Self.message("hi", id: "SM2", from: "201007654321")) == .accepted(new: 1))
            try await bot.settle()
            let rows = try await bot.lines("SELECT state || ' ' || error FROM outbox ORDER BY id")
            try #require(rows.count == 2)
            #expect(rows[0].hasPrefix("dead \(code)") && rows[1].hasPrefix("held waits: the template offer is paused"), "\(rows)")
            try await bot.pass(.seconds(3 * 3_600))
            #expect(try await bot.lines("SELECT state FROM outbox ORDER BY id") == ["dead", "accepted"])
            #expect(bot.world.graph.requests.count == 2)
        }
    }

    @Test("A refusal with a code that passes is sent again; one that does not is dead with its meaning")
    func errors() async throws {
        try await withHost(Self.echo, configure: Self.configure) { bot async throws in
            bot.world.graph.answer { request throws(FetchError) in
                let code: Int64 = request.index == 1 ? 20500 : 21211
                let answer: JSON = ["code": .integer(code), "message": "no", "status": 400]
                return FetchResponse(status: 400, body: answer.encoded())
            }
            #expect(try await say(bot, "hi", id: "SM1") == ["hi"])
            #expect(try await bot.lines("SELECT state FROM outbox") == ["held"])
            try await bot.pass(.seconds(60))
            #expect(try await bot.lines("SELECT state FROM outbox") == ["dead"])
            #expect(try await bot.incidents().first?.summary.hasPrefix("21211 The message cannot be delivered to this person") == true)
        }
    }

    @Test("Where there are no buttons a question has numbers, and a number, a title and a yes answer it")
    func numbers() async throws {
        let ask = plugin("ask", """
            bot.flow("fallback", { run = function(chat)
              local drink = chat:choose("Drink?", { { id = "t", title = "Tea" }, { id = "c", title = "Coffee" } })
              if chat:confirm("Sure?") then chat:say("yes " .. drink) else chat:say("no " .. drink) end
            end })
            """)
        try await withHost(ask, configure: Self.configure) { bot async throws in
            Self.accept(bot)
            #expect(try await say(bot, "hi", id: "SM1") == ["Drink?\n1. Tea\n2. Coffee"])
            #expect(try await say(bot, "2", id: "SM2") == ["Sure?\n1. Yes\n2. No"])
            #expect(try await say(bot, "1", id: "SM3") == ["yes c"])
            #expect(try await say(bot, "hi", id: "SM4") == ["Drink?\n1. Tea\n2. Coffee"])
            #expect(try await say(bot, "tea", id: "SM5") == ["Sure?\n1. Yes\n2. No"])
            #expect(try await say(bot, "2", id: "SM6") == ["no t"])
        }
    }

    @Test("A text that is too long for Twilio goes out as several messages in order, and a reaction not at all")
    func adapted() async throws {
        let long = plugin("long", """
            bot.flow("fallback", { run = function(chat)
              chat:react("\u{1F44D}")
              chat:say(string.rep("word ", 600))
            end })
            """)
        try await withHost(long, configure: Self.configure) { bot async throws in
            Self.accept(bot)
            let texts = try await say(bot, "hi", id: "SM1")
            #expect(texts.count == 2 && texts.allSatisfy { $0.count <= TwilioNumber.textLimit })
            #expect(try await bot.lines("SELECT state FROM outbox") == ["accepted", "accepted"])
        }
    }

    @Test("A typing indicator names the person's message at Twilio's own address for it")
    func typing() async throws {
        let typing = plugin("typing", "bot.flow(\"fallback\", { run = function(chat) chat:typing() chat:say(\"done\") end })")
        try await withHost(typing, configure: Self.configure) { bot async throws in
            Self.accept(bot)
            _ = try await say(bot, "hi", id: "SM1")
            let request = try #require(bot.world.graph.requests.first { $0.url.hasSuffix("/v2/Indicators/Typing.json") })
            #expect(request.body == ["messageId": "SM1", "channel": "whatsapp"])
        }
    }

    @Test("A number of Twilio's without a public address is an error that names the key")
    func withoutAddress() async throws {
        await #expect(throws: HostProblem.self) {
            try await withHost(Self.echo, configure: { configuration in
                Self.configure(&configuration)
                configuration.server.webhookURL = nil
            }) { _ in }
        }
    }

    @Test(
        "The public address is that of the host, whichever of its webhooks the configuration names",
        arguments: [
            "https://bot.example.com", "https://bot.example.com/", "https://bot.example.com/whatsapp/webhook", "https://bot.example.com/api/webhooks/whatsapp/",
            "https://bot.example.com/whatsapp/status?x=1",
        ])
    func address(text: String) {
        #expect(PublicAddress(webhookURL: text).url(of: "/whatsapp/webhook?a=b") == "https://bot.example.com/whatsapp/webhook?a=b")
    }

    @Test("a template that is declared as marketing is not sent to who wrote STOP, and is sent to who has not")
    func marketing() async throws {
        let content = "HX" + String(repeating: "0a", count: 16)
        let news = plugin("news", """
            bot.template("news", { language = "en", category = "marketing", params = { "name" } })
            bot.flow("fallback", { run = function(chat) chat:send_template("news", { name = "Amina" }) end })
            """)
        try await withHost(news, configure: { configuration in
            Self.configure(&configuration)
            configuration.numbers[0].twilio?.contentTemplates = ["news": content]
        }) { bot async throws in
            Self.accept(bot)
            _ = try await say(bot, "hi", id: "SM1")
            #expect(bot.world.graph.requests.last?.body["ContentSid"]?.text == content)
            _ = try await say(bot, "stop", id: "SM2")
            #expect(try await say(bot, "hi", id: "SM3").isEmpty)
            let error = try #require(try await bot.lines("SELECT error FROM outbox WHERE state = 'dead'").first)
            #expect(error.contains("wants no marketing"), "\(error)")
        }
    }
}
