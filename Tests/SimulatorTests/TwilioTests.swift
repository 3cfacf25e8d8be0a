// Moonpost
// SPDX-License-Identifier: Apache-2.0

internal import Core
internal import Foundation
internal import Testing
internal import WhatsApp
@testable internal import Simulator

/// A platform with a number that is reached through Twilio, and one person who has just written to it.
private struct TwilioStage {
    static let sid = "AC" + String(repeating: "0a", count: 16)
    static let token = Secret("the-auth-token")
    static let address = "http://host.test/whatsapp/webhook"
    static let number = SimulatedNumber(
        phoneNumberID: "+15550100000", displayNumber: "15550100000", name: "Shop", businessAccountID: sid, accessToken: token, appSecret: token,
        webhookURL: address, twilio: SimulatedTwilio(accountSID: sid, authToken: token, content: ["HX2": .quickReply(2), "HX1": .listPicker(1), "HXt": .template("Sent: {{1}}")]))

    var platform: SimulatedPlatform
    let amina: SimulatedContact
    var now = Timestamp(milliseconds: 1_790_000_000_000)

    init() throws {
        platform = SimulatedPlatform(numbers: [Self.number], ids: IDGenerator(clock: ManualClock(), random: CountingGenerator()))
        amina = try platform.addContact(name: "Amina", phone: "+20 100 123 4567").0
        _ = try platform.personSends(amina.id, .text("hi"), to: Self.number.phoneNumberID, now: now)
    }

    mutating func send(_ fields: [(name: String, value: String)], password: String = token.value, account: String = sid) -> (GraphResponse, [FormFields]) {
        let given = Set(fields.map(\.name))
        let usual = [
            (name: "To", value: "whatsapp:+201001234567"), ("From", "whatsapp:+15550100000"), ("Body", "hello"), ("StatusCallback", "http://host.test/s?id=1"),
        ].filter { !given.contains($0.name) }
        return request("/2010-04-01/Accounts/\(account)/Messages.json", usual + fields.filter { !$0.value.isEmpty }, password: password)
    }

    mutating func request(_ path: String, _ fields: [(name: String, value: String)], method: String = "POST", password: String = token.value) -> (GraphResponse, [FormFields]) {
        let credentials = Data("\(Self.sid):\(password)".utf8).base64EncodedString()
        let (response, actions) = platform.handleTwilio(
            SimulatorRequest(method: method, path: path, headers: ["Authorization": "Basic " + credentials], body: FormFields(fields).encoded), now: now)
        return (response, Stage.webhooks(actions).compactMap { Self.form(of: $0) })
    }

    /// What is posted, where its signature holds.
    static func form(of webhook: SimulatedWebhook) -> FormFields? {
        let delivery = webhook.delivery(for: number)
        guard let form = try? FormFields(parsing: delivery.body), let signature = delivery.headers.first(where: { $0.name == TwilioSignature.headerName })?.value,
            TwilioSignatureVerifier([token]).token(header: signature, url: delivery.url, content: .form(form)) != nil
        else { return nil }
        return form
    }

    mutating func person(_ content: PersonContent) throws -> Update? {
        let (_, actions) = try platform.personSends(amina.id, content, to: Self.number.phoneNumberID, now: now)
        guard let form = Stage.webhooks(actions).first.flatMap({ Self.form(of: $0) }) else { return nil }
        return TwilioWebhook.parse(form, query: FormFields()).updates.first
    }
}

struct TwilioTests {
    @Test("A message is accepted with its resource, and its statuses go signed to the address that came with it")
    func accepted() throws {
        var stage = try TwilioStage()
        let (response, statuses) = stage.send([])
        #expect(response.status == 201 && response.body["status"]?.text == "queued" && response.body["body"]?.text == "hello")
        let sid = try #require(response.body["sid"]?.text)
        #expect(sid.hasPrefix("SM") && sid.count == 34)
        #expect(statuses.map { $0["MessageStatus"] } == ["sent", "delivered"] && statuses.allSatisfy { $0["MessageSid"] == sid })
        let read = try stage.platform.personReads(stage.amina.id, on: TwilioStage.number.phoneNumberID, now: stage.now)
        let webhook = try #require(Stage.webhooks(read).first)
        #expect(webhook.delivery(for: TwilioStage.number).url == "http://host.test/s?id=1" && TwilioStage.form(of: webhook)?["EventType"] == "READ")
        let (fetched, _) = stage.request("/2010-04-01/Accounts/\(TwilioStage.sid)/Messages/\(sid).json", [], method: "GET")
        #expect(fetched.status == 200 && fetched.body["sid"]?.text == sid)
    }

    @Test("Without an address for them no statuses are sent")
    func silent() throws {
        var stage = try TwilioStage()
        let (response, statuses) = stage.send([("StatusCallback", "")])
        #expect(response.status == 201 && statuses.isEmpty)
    }

    @Test(
        "What is wrong with a request is answered with Twilio's code and status",
        arguments: [
            ([("To", "")], 21604, 400), ([("To", "+201001234567")], 21211, 400), ([("To", "whatsapp:nobody")], 21211, 400), ([("From", "")], 21603, 400),
            ([("From", "whatsapp:+15550100001")], 63007, 400), ([("Body", "")], 21619, 400), ([("Body", String(repeating: "x", count: 1_601))], 21617, 400),
            ([("MediaUrl", "nowhere")], 21620, 400), ([("StatusCallback", "nowhere")], 21609, 400), ([("ContentSid", "HX9")], 21655, 404),
            ([("ContentSid", "HX2"), ("ContentVariables", "{}")], 21656, 400), ([("ContentSid", "HX2"), ("ContentVariables", "x")], 21656, 400),
            ([("To", "whatsapp:+15550100000")], 63031, 400),
        ] as [([(String, String)], Int64, Int)])
    func errors(fields: [(String, String)], code: Int64, status: Int) throws {
        var stage = try TwilioStage()
        let (response, statuses) = stage.send(fields.map { (name: $0.0, value: $0.1) })
        #expect(response.status == status && response.body["code"]?.int == code && response.body["status"]?.int == Int64(status), "\(response.body)")
        #expect(statuses.isEmpty)
    }

    @Test("Wrong credentials, another account and another path are answered as Twilio does")
    func strangers() throws {
        var stage = try TwilioStage()
        #expect(stage.send([], password: "wrong").0.body["code"]?.int == 20003)
        #expect(stage.send([], account: "AC1").0.body["code"]?.int == 20404)
        #expect(stage.request("/2010-04-01/Accounts/\(TwilioStage.sid)/Calls.json", []).0.status == 404)
    }

    @Test("A fault refuses with the code of Twilio's for it, and an outage with a server's status")
    func faults() throws {
        var stage = try TwilioStage()
        for (failing, code, status) in [(Faults.Failing(count: 1, code: 130429), 63018, 400), (Faults.Failing(count: 1, code: 63013), 63013, 400), (Faults.Failing(count: 1, status: 503), 20500, 503), (Faults.Failing(count: 1, code: 190), 20003, 401)] as [(Faults.Failing, Int64, Int)] {
            var faults = Faults()
            faults.failing = failing
            _ = stage.platform.setFaults(faults)
            let (response, _) = stage.send([])
            #expect(response.body["code"]?.int == code && response.status == status)
        }
    }

    @Test("Outside the window a text fails with 63016 and an approved template arrives; nobody fails with 63024")
    func window() throws {
        var stage = try TwilioStage()
        stage.now = stage.now + .seconds(25 * 3_600)
        let failed = stage.send([]).1
        #expect(failed.map { $0["MessageStatus"] } == ["failed"] && failed.first?["ErrorCode"] == "63016")
        let sent = stage.send([("Body", ""), ("ContentSid", "HXt"), ("ContentVariables", #"{"1":"today","2":"more"}"#)]).1
        #expect(sent.map { $0["MessageStatus"] } == ["sent", "delivered"])
        let messages = stage.platform.conversations.values.flatMap(\.messages)
        #expect(messages.contains { $0.content["body"]?.text == "Sent: today more" })
        let nobody = stage.send([("To", "whatsapp:+4930123456")]).1
        #expect(nobody.map { $0["MessageStatus"] } == ["undelivered"] && nobody.first?["ErrorCode"] == "63024")
    }

    @Test("Content for buttons and lists is shown as such, and what is tapped comes back with its id")
    func choices() throws {
        var stage = try TwilioStage()
        let variables = #"{"1":"Sure?","2":"Yes","3":"y","4":"No","5":"n"}"#
        let buttons = try #require(stage.send([("Body", ""), ("ContentSid", "HX2"), ("ContentVariables", variables)]).0.body["sid"]?.text)
        let tap = try #require(try stage.person(.button(message: buttons, id: "n")))
        guard case .message(let tapped) = tap.kind else { return }
        #expect(tapped.type == .buttons && tapped.content["id"]?.text == "n" && tapped.text == "No" && tapped.content["context"]?["id"]?.text == buttons)
        let list = try #require(stage.send([("Body", ""), ("ContentSid", "HX1"), ("ContentVariables", #"{"1":"Drink?","2":"Open","3":"Tea","4":"t"}"#)]).0.body["sid"]?.text)
        guard case .message(let row)? = try stage.person(.row(message: list, id: "t"))?.kind else { return }
        #expect(row.type == .list && row.content["id"]?.text == "t" && row.text == "Tea")
    }

    @Test("What a person sends is signed and read again as what it was")
    func people() throws {
        var stage = try TwilioStage()
        let sent: [(PersonContent, MessageType)] = [
            (.text("ü & =\u{1F44B}"), .text), (.location(latitude: 30.04, longitude: 31.23, name: "Shop", address: "1 Nile St"), .location),
            (.media(.image, name: "a.jpg", caption: "look"), .image), (.media(.document, name: "a.pdf"), .document), (.voice(name: "v.ogg"), .audio),
        ]
        for (content, type) in sent {
            let update = try #require(try stage.person(content))
            guard case .message(let message) = update.kind else {
                Issue.record("\(content) is not read as a message")
                continue
            }
            #expect(message.type == type && update.phoneNumberID == "+15550100000" && update.profileName == "Amina" && message.from.phone == "201001234567")
            #expect(message.from.userID == stage.amina.userID)
            if case .text(let text) = content { #expect(message.text == text) }
        }
        let target = try #require(stage.send([]).0.body["sid"]?.text)
        #expect(try stage.person(.reaction(message: target, emoji: "\u{1F44D}")) == nil, "Twilio does not pass reactions on")
    }

    @Test("A typing indicator shows on the conversation of the message that it names")
    func typing() throws {
        var stage = try TwilioStage()
        let sid = try #require(stage.platform.conversations.values.first?.messages.first?.id)
        #expect(stage.request("/v2/Indicators/Typing.json", [("messageId", sid), ("channel", "whatsapp")]).0.body == ["success": true])
        #expect(stage.platform.conversations.values.first?.typingUntil != nil)
        #expect(stage.request("/v2/Indicators/Typing.json", [("messageId", "SM0"), ("channel", "whatsapp")]).0.status == 404)
    }
}
