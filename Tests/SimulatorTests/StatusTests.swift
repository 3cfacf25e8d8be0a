// Moonpost
// SPDX-License-Identifier: Apache-2.0

internal import Core
internal import Simulator
internal import Testing
internal import WhatsApp

struct StatusTests {
    private func names(_ webhooks: [SimulatedWebhook]) -> [String] { webhooks.compactMap { $0.status["status"]?.text } }

    @Test("Sent and delivered follow a message, read follows the person's look, all with the callback data")
    func ladder() throws {
        var stage = try Stage()
        let (response, webhooks) = stage.send(["text": ["body": "x"], "biz_opaque_callback_data": "outbox-7"])
        let read = Stage.webhooks(try stage.platform.personReads(stage.amina.id, on: Fixture.number.phoneNumberID, now: stage.now))
        #expect(names(webhooks + read) == ["sent", "delivered", "read"])
        for webhook in webhooks + read {
            #expect(webhook.status["id"]?.text == response.wamid)
            #expect(webhook.status["biz_opaque_callback_data"] == "outbox-7")
            #expect(webhook.status["timestamp"] == "1790000000")
            #expect(webhook.status["recipient_id"] == "201001234567")
            #expect(webhook.status["recipient_user_id"]?.text == stage.amina.userID)
            #expect(webhook.value["contacts"]?[0]?["wa_id"] == "201001234567")
        }
        #expect(webhooks[0].status["pricing"] == ["billable": true, "pricing_model": "PMP", "category": "service", "type": "regular"])
        #expect(read[0].status["pricing"] == nil)
        #expect(Stage.webhooks(try stage.platform.personReads(stage.amina.id, on: Fixture.number.phoneNumberID, now: stage.now)).isEmpty)
    }

    @Test("A template is priced by its category, and everything else as service")
    func category() throws {
        for (name, category) in [("promo", "MARKETING"), ("ready", "UTILITY"), ("login", "AUTHENTICATION")] {
            var stage = try Stage()
            stage.platform.insert(
                SimulatedTemplate(id: "1", account: Fixture.number.businessAccountID, name: name, language: "en", category: category))
            let webhooks = stage.send(["type": "template", "template": ["name": .string(name), "language": ["code": "en"]]]).webhooks
            #expect(webhooks.map { $0.status["pricing"]?["category"]?.text } == [category.lowercased(), category.lowercased()])
        }
    }

    @Test("The whole webhook is Meta's shape, and the host reads it")
    func shape() throws {
        var stage = try Stage()
        let webhook = stage.send(["text": ["body": "x"]]).webhooks[0]
        #expect(webhook.body["object"] == "whatsapp_business_account")
        #expect(webhook.body["entry"]?[0]?["id"] == "102290129340398")
        #expect(webhook.body["entry"]?[0]?["changes"]?[0]?["field"] == "messages")
        #expect(webhook.value["messaging_product"] == "whatsapp")
        #expect(webhook.value["metadata"] == ["display_phone_number": "15550783881", "phone_number_id": "106540352242922"])
        let parsed = try Webhook.parse(JSON(SimulatedWebhook.bytes(of: webhook.body)))
        #expect(parsed.malformedCount == 0)
        guard case .status(let status) = try #require(parsed.updates.first).kind else { return #expect(Bool(false), "no status") }
        #expect(status.status == .init("sent"))
        #expect(status.recipient.phone == "201001234567")
    }

    @Test("A tick follows the webhook that tells it, and never goes back")
    func ticks() throws {
        var stage = try Stage()
        let (response, webhooks) = stage.send(["text": ["body": "x"]])
        let id = try #require(response.wamid)
        #expect(stage.platform.message(id)?.tick == .sent)
        _ = stage.platform.webhookLeaves(webhooks[1].subject)
        #expect(stage.platform.message(id)?.tick == .delivered)
        #expect(stage.platform.webhookLeaves(webhooks[0].subject).isEmpty)
        #expect(stage.platform.message(id)?.tick == .delivered)
    }

    @Test("Read is never due before delivered")
    func readAfterDelivered() throws {
        var stage = try Stage(rules: .lifelike)
        _ = stage.send(["text": ["body": "x"]])
        let actions = try stage.platform.personReads(stage.amina.id, on: Fixture.number.phoneNumberID, now: stage.now + .milliseconds(100))
        guard case .deliverWebhook(_, let after)? = actions.first else { return #expect(Bool(false), "no webhook") }
        #expect(after == .milliseconds(350))
    }

    @Test("A message within 24 hours passes; a millisecond later it is accepted, and fails with 131047")
    func window() throws {
        var stage = try Stage()
        stage.now = stage.now + .seconds(86_400)
        #expect(names(stage.send(["text": ["body": "x"]]).webhooks) == ["sent", "delivered"])
        stage.now = stage.now + .milliseconds(1)
        let (response, webhooks) = stage.send(["text": ["body": "x"], "biz_opaque_callback_data": "o"])
        #expect(response.status == 200)
        #expect(names(webhooks) == ["failed"])
        let error = webhooks[0].status["errors"]?[0]
        #expect(error?["code"] == 131047)
        #expect(error?["title"] == "Re-engagement message")
        #expect(error?["error_data"]?["details"]?.text?.contains("24 hours") == true)
        #expect(webhooks[0].status["biz_opaque_callback_data"] == "o")
        #expect(webhooks[0].value["contacts"] == nil)
        #expect(stage.messages.last?.failure?.code == 131047)

        _ = try stage.person(.text("back"))
        #expect(names(stage.send(["text": ["body": "x"]]).webhooks) == ["sent", "delivered"])
    }

    @Test("The window can be left open")
    func noWindow() throws {
        var rules = PlatformRules.immediate
        rules.enforcesWindow = false
        var stage = try Stage(rules: rules)
        stage.now = stage.now + .seconds(90 * 86_400)
        #expect(names(stage.send(["text": ["body": "x"]]).webhooks) == ["sent", "delivered"])
    }

    @Test("A stranger's message is accepted, and fails with 131026")
    func stranger() throws {
        var stage = try Stage()
        let (response, webhooks) = stage.send(["to": "4930123456", "text": ["body": "x"]])
        #expect(response.wamid != nil)
        #expect(names(webhooks) == ["failed"])
        #expect(webhooks[0].status["errors"]?[0]?["code"] == 131026)
        #expect(webhooks[0].status["recipient_id"] == "4930123456")
        #expect(stage.platform.contacts.count == 1)
    }

    @Test("A stranger is welcome where the rules say so")
    func welcome() throws {
        var rules = PlatformRules.immediate
        rules.strangers = .welcome
        rules.enforcesWindow = false
        var stage = try Stage(rules: rules)
        #expect(names(stage.send(["to": "4930123456", "text": ["body": "x"]]).webhooks) == ["sent", "delivered"])
        #expect(stage.platform.contact(named: "4930123456") != nil)
    }

    @Test("A reaction marks the message, and is reported as sent only")
    func reaction() throws {
        var stage = try Stage()
        let id = stage.messages[0].id
        let (response, webhooks) = stage.send(["type": "reaction", "reaction": ["message_id": .string(id), "emoji": "👍"]])
        #expect(response.status == 200)
        #expect(names(webhooks) == ["sent"])
        #expect(stage.platform.message(id)?.reactionOfBot == "👍")
        _ = stage.send(["type": "reaction", "reaction": ["message_id": .string(id), "emoji": ""]])
        #expect(stage.platform.message(id)?.reactionOfBot == nil)
        #expect(stage.send(["type": "reaction", "reaction": ["message_id": "wamid.x", "emoji": "👍"]]).response.code == 131009)
    }

    @Test("Marking as read reads all before it, and shows the typing indicator for 25 seconds")
    func readReceipt() throws {
        var stage = try Stage()
        let second = try stage.person(.text("second")).message
        let third = try stage.person(.text("third")).message
        let (response, actions) = stage.platform.handleGraph(
            Fixture.request(ReadReceipt.body(wamid: second.id, typing: true)), now: stage.now)
        #expect(response.body == ["success": true])
        #expect(Stage.webhooks(actions).isEmpty)
        #expect(stage.messages.map(\.tick) == [.read, .read, .sent])
        let key = SimulatedConversation.Key(number: Fixture.number.phoneNumberID, contact: stage.amina.id)
        #expect(stage.platform.conversations[key]?.typingUntil == stage.now + .seconds(25))
        _ = stage.send(["text": ["body": "done"]])
        #expect(stage.platform.conversations[key]?.typingUntil == nil)
        #expect(third.id != second.id)
    }

    @Test("Marking an unknown message as read is refused with 131009")
    func unknownReceipt() throws {
        var stage = try Stage()
        let response = stage.platform.handleGraph(Fixture.request(ReadReceipt.body(wamid: "wamid.x", typing: false)), now: stage.now).0
        #expect(response.code == 131009)
    }
}
