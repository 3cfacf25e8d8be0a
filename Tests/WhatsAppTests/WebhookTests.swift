// Moonpost
// SPDX-License-Identifier: Apache-2.0

internal import Core
internal import Testing
internal import WhatsApp

struct WebhookTests {
    private func webhook(_ entry: JSON...) throws(WebhookError) -> Webhook {
        try Webhook.parse(["object": "whatsapp_business_account", "entry": .array(entry)])
    }

    private func messages(_ messages: [JSON]) -> JSON {
        [
            "id": "1",
            "changes": [
                ["field": "messages", "value": ["metadata": ["phone_number_id": "11"], "messages": .array(messages)]]
            ],
        ]
    }

    @Test("A message carries number, account, name, sender, key and time")
    func message() throws {
        let update = try Fixture.update("message.text")
        #expect(update.phoneNumberID == "106540352242922")
        #expect(update.wabaID == "102290129340398")
        #expect(update.profileName == "Amina Farouk")
        #expect(update.aliases == ContactAliases(phone: "201001234567"))
        #expect(update.key == "wamid.HBgMMjAxMDAxMjM0NTY3FQIAEhgUM0E0001AA=")
        #expect(update.timestamp == Timestamp(milliseconds: 1_763_712_000_000))
    }

    @Test("Every entry and every change is taken, in order")
    func batch() throws {
        let updates = try Fixture.webhook("batch").updates
        #expect(updates.map(\.phoneNumberID) == ["11", "11", "12", "12", nil, "21"])
        #expect(updates.map(\.wabaID) == ["1", "1", "1", "1", "2", "2"])
        #expect(updates[2].key.hasSuffix(":sent"))
        #expect(updates[3].key.hasSuffix(":delivered"))
        guard case .account(let event) = updates[4].kind else {
            Issue.record("not of the account")
            return
        }
        #expect(event.field == "phone_number_quality_update")
        #expect(event.event == "FLAGGED")
        #expect(updates[4].timestamp == Timestamp(milliseconds: 1_763_712_010_000))
        guard case .error(let error) = updates[5].kind else {
            Issue.record("not an error")
            return
        }
        #expect(error.code == 131031)
    }

    @Test("What cannot be read is kept and counted, and hides nothing beside it")
    func malformed() throws {
        let webhook = try Fixture.webhook("malformed")
        #expect(webhook.updates.count == 11)
        #expect(webhook.malformedCount == 10)
        let ids = webhook.updates.compactMap { if case .message(let message) = $0.kind { message.id } else { nil } }
        #expect(ids == ["wamid.A"])
        #expect(webhook.updates.allSatisfy { !$0.key.isEmpty })
    }

    @Test("A message is read also where its sender is masked or missing", arguments: ["5511*****234", "PHONE_NUMBER", ""])
    func masked(sender: String) throws {
        let picture: JSON = [
            "id": "wamid.A", "from": .string(sender), "timestamp": "1669233778", "type": "image",
            "image": ["id": "1", "mime_type": "image/jpeg", "caption": "the roof"],
        ]
        let webhook = try webhook(messages([picture]))
        guard case .message(let message)? = webhook.updates.first?.kind else {
            Issue.record("not a message")
            return
        }
        #expect(message.type == .image && message.content["caption"] == "the roof")
        #expect(message.from.isAnonymous && webhook.malformedCount == 0)
    }

    @Test("What is no WhatsApp webhook is refused")
    func refused() throws {
        #expect(throws: WebhookError.notAnObject) { try Webhook.parse([]) }
        #expect(throws: WebhookError.notAnObject) { try Webhook.parse("x") }
        #expect(throws: WebhookError.notWhatsApp(object: nil)) { try Webhook.parse([:]) }
        #expect(throws: WebhookError.notWhatsApp(object: nil)) { try Webhook.parse(["object": 5, "entry": []]) }
        #expect(throws: WebhookError.notWhatsApp(object: "page")) {
            try Webhook.parse(["object": "page", "entry": []])
        }
        #expect(throws: WebhookError.noEntries) { try Webhook.parse(["object": "whatsapp_business_account"]) }
        #expect(throws: WebhookError.noEntries) {
            try Webhook.parse(["object": "whatsapp_business_account", "entry": ["a": 1]])
        }
    }

    @Test("An empty webhook has no updates")
    func empty() throws {
        #expect(try webhook().updates.isEmpty)
        #expect(try webhook(["id": "1", "changes": []]).updates.isEmpty)
        #expect(try webhook(messages([])).updates.isEmpty)
    }

    @Test("More than a thousand updates are all taken, of one change or several")
    func many() throws {
        func some(_ count: Int) -> [JSON] {
            (0..<count).map { ["id": .string("wamid.\($0)"), "from": "20100", "type": "text", "text": ["body": "x"]] }
        }
        #expect(try webhook(messages(some(2_500))).updates.count == 2_500)
        #expect(try webhook(messages(some(600)), messages(some(700))).updates.count == 1_300)
    }

    @Test("The same error, change or strange member has the same key, another one another key")
    func digests() throws {
        for name in ["errors.throughput", "template.status", "preference.stop", "other.future"] {
            #expect(try Fixture.update(name).key == Fixture.update(name).key)
        }
        #expect(try Fixture.update("template.status").key != Fixture.update("preference.stop").key)
        let keys = try Fixture.webhook("malformed").updates.map(\.key)
        #expect(Set(keys).count == keys.count)
        func error(time: JSON) throws -> String {
            let body: JSON = [
                "id": "1", "time": time, "changes": [["field": "messages", "value": ["errors": [["code": 130429]]]]],
            ]
            return try webhook(body).updates[0].key
        }
        #expect(try error(time: 1) != error(time: 2))
    }

    @Test("An id of absurd length is malformed")
    func absurdID() throws {
        let id = JSON.string(String(repeating: "x", count: 513))
        #expect(
            try webhook(messages([["id": id, "from": "20100", "type": "text", "text": ["body": "x"]]])).malformedCount
                == 1)
    }

    @Test(
        "A time that cannot be read leaves the message as it is",
        arguments: ["", "later", "-1", "99999999999999", "1e9"])
    func strangeTime(text: String) throws {
        let body: JSON = [
            "id": "wamid.A", "from": "20100", "type": "text", "timestamp": .string(text), "text": ["body": "x"],
        ]
        let update = try webhook(messages([body])).updates[0]
        #expect(update.timestamp == nil)
        #expect(update.key == "wamid.A")
    }

    @Test("A change without a field is taken by what it has")
    func noField() throws {
        let value: JSON = ["messages": [["id": "wamid.A", "from": "20100", "type": "text", "text": ["body": "x"]]]]
        #expect(try webhook(["id": "1", "changes": [["value": value]]]).updates.map(\.key) == ["wamid.A"])
    }

    @Test("A number's id may come as a number")
    func numericID() throws {
        let value: JSON = ["metadata": ["phone_number_id": 11], "errors": [["code": "130429"]]]
        #expect(
            try webhook(["id": 1, "changes": [["field": "messages", "value": value]]]).updates[0].phoneNumberID == "11")
    }
}
