// Moonpost
// SPDX-License-Identifier: Apache-2.0

internal import Core
internal import Testing
internal import WhatsApp

/// The bodies of the kinds that ask, sell and open forms, as Meta documents them.
struct OutboundKindTests {
    private func interactive(_ json: JSON) throws -> JSON? {
        let messages = try OutboundMessage.messages(from: json)
        let message = try #require(messages.count == 1 ? messages.first : nil)
        #expect(message.type.rawValue == json["type"]?.text)
        let body = message.body(to: .phone("201001234567"), callbackData: nil)
        #expect(body["type"] == "interactive")
        return body["interactive"]
    }

    @Test("Requests are a text with the action that Meta names")
    func requests() throws {
        let expected: [(JSON, String, String)] = [
            (Sample.locationRequest, "location_request_message", "send_location"),
            (Sample.contactRequest, "request_contact_info", "request_contact_info"),
            (Sample.callPermission, "call_permission_request", "call_permission_request"),
        ]
        for (json, type, action) in expected {
            let object: JSON = ["type": .string(type), "body": ["text": "t"], "action": ["name": .string(action)]]
            #expect(try interactive(json) == object)
        }
    }

    @Test("A call button has its label, its time and what comes back")
    func voiceCall() throws {
        #expect(try interactive(Sample.voiceCall)?["action"] == ["name": "voice_call"])
        let full = Sample.voiceCall.merging(["title": "Call us", "ttl_minutes": 100, "payload": "order-17"])
        #expect(
            try interactive(full) == [
                "type": "voice_call", "body": ["text": "t"],
                "action": [
                    "name": "voice_call",
                    "parameters": ["display_text": "Call us", "ttl_minutes": 100, "payload": "order-17"],
                ],
            ])
    }

    @Test("An address form has its country, values, addresses and mistakes")
    func address() throws {
        #expect(
            try interactive(Sample.address)?["action"] == ["name": "address_message", "parameters": ["country": "IN"]])
        let full = Sample.address.merging([
            "values": ["in_pin_code": "400063"],
            "saved_addresses": [["id": "a1", "value": ["city": "Mumbai"]]],
            "validation_errors": ["in_pin_code": "There is no such code"],
        ])
        #expect(
            try interactive(full)?["action"]?["parameters"] == [
                "country": "IN", "values": ["in_pin_code": "400063"],
                "saved_addresses": [["id": "a1", "value": ["city": "Mumbai"]]],
                "validation_errors": ["in_pin_code": "There is no such code"],
            ])
    }

    @Test("A product, several of them and the catalog have the ids that Meta wants")
    func products() throws {
        #expect(
            try interactive(Sample.product) == [
                "type": "product", "action": ["catalog_id": "1", "product_retailer_id": "p"],
            ])
        #expect(
            try interactive(Sample.products) == [
                "type": "product_list", "header": ["type": "text", "text": "h"], "body": ["text": "t"],
                "action": [
                    "catalog_id": "1", "sections": [["product_items": [["product_retailer_id": "p"]]]],
                ],
            ])
        var sections = Sample.products.object ?? [:]
        sections["products"] = nil
        sections["sections"] = [["title": "Bags", "products": ["a", "b"]], ["title": "Tools", "products": ["c"]]]
        #expect(
            try interactive(.object(sections))?["action"]?["sections"] == [
                ["title": "Bags", "product_items": [["product_retailer_id": "a"], ["product_retailer_id": "b"]]],
                ["title": "Tools", "product_items": [["product_retailer_id": "c"]]],
            ])
        #expect(
            try interactive(Sample.catalog) == [
                "type": "catalog_message", "body": ["text": "t"], "action": ["name": "catalog_message"],
            ])
        #expect(
            try interactive(Sample.catalog.merging(["thumbnail_product_retailer_id": "p"]))?["action"] == [
                "name": "catalog_message", "parameters": ["thumbnail_product_retailer_id": "p"],
            ])
    }

    @Test("A WhatsApp Flow goes by id or name, opens a screen or asks the endpoint, and may be a draft")
    func flow() throws {
        #expect(
            try interactive(Sample.flow) == [
                "type": "flow", "body": ["text": "t"],
                "action": [
                    "name": "flow", "parameters": ["flow_message_version": "3", "flow_id": "1", "flow_cta": "Open"],
                ],
            ])
        let named: JSON = [
            "type": "flow", "text": "t", "flow_name": "order", "cta": "Open", "token": "t-1", "mode": "draft",
            "screen": "ITEMS", "data": ["name": "Amina"], "header": ["type": "image", "media": "77"],
        ]
        let object = try interactive(named)
        #expect(object?["header"] == ["type": "image", "image": ["id": "77"]])
        #expect(
            object?["action"]?["parameters"] == [
                "flow_message_version": "3", "flow_name": "order", "flow_cta": "Open", "flow_token": "t-1",
                "mode": "draft", "flow_action": "navigate",
                "flow_action_payload": ["screen": "ITEMS", "data": ["name": "Amina"]],
            ])
        let asked = Sample.flow.merging(["action": "data_exchange"])
        #expect(try interactive(asked)?["action"]?["parameters"]?["flow_action"] == "data_exchange")
    }

    @Test("A carousel numbers its cards from 0, each with its picture and its buttons")
    func carousel() throws {
        let cards = try interactive(Sample.carousel)?["action"]?["cards"]
        #expect(
            cards?[1] == [
                "card_index": 1, "type": "cta_url", "header": ["type": "image", "image": ["id": "1"]],
                "action": ["name": "cta_url", "parameters": ["display_text": "t", "url": "https://e.org"]],
            ])
        let card: JSON = [
            "header": ["type": "video", "media": "https://e.org/a.mp4"], "text": "x",
            "buttons": [["id": "y", "title": "Yes"]],
        ]
        let replies = try interactive(["type": "carousel", "text": "t", "cards": [card, card]])?["action"]?["cards"]
        #expect(
            replies?[0] == [
                "card_index": 0, "type": "cta_url",
                "header": ["type": "video", "video": ["link": "https://e.org/a.mp4"]], "body": ["text": "x"],
                "action": ["buttons": [["type": "quick_reply", "quick_reply": ["id": "y", "title": "Yes"]]]],
            ])
    }

    @Test("Buttons, links and Flows take a picture, a video or a document above the text; a list takes a text alone")
    func headers() throws {
        let document: JSON = ["header": ["type": "document", "media": "5", "filename": "a.pdf"]]
        #expect(
            try interactive(Sample.buttons.merging(document))?["header"]
                == ["type": "document", "document": ["id": "5", "filename": "a.pdf"]])
        #expect(
            try interactive(Sample.link.merging(["header": ["type": "video", "media": "5"]]))?["header"]
                == ["type": "video", "video": ["id": "5"]])
        #expect(
            try interactive(Sample.list.merging(["header": "h"]))?["header"] == ["type": "text", "text": "h"])
        #expect(throws: MessageProblem.self) { try interactive(Sample.list.merging(document)) }
    }

    @Test("Every kind can answer a message and can wait for an unchanged identity")
    func common() throws {
        for sample in Sample.all {
            let json = sample.merging(["context": ["message_id": "wamid.A"], "recipient_identity_key_hash": "DF2lS5v2W6x="])
            let body = try #require(try OutboundMessage.messages(from: json).first).body(to: .phone("1"), callbackData: "c")
            #expect(body["context"] == ["message_id": "wamid.A"], "\(sample)")
            #expect(body["recipient_identity_key_hash"] == "DF2lS5v2W6x=", "\(sample)")
        }
    }

    @Test("Each mistake is told in one sentence with its field")
    func sentences() {
        let cases: [(JSON, String)] = [
            (["type": "location_request"], "text is missing"),
            (["type": "location_request", "text": "t", "footer": "f"], "the message has no field \"footer\", it can have text, type, context"),
            (Sample.voiceCall.merging(["ttl_minutes": 0]), "ttl_minutes must be a whole number between 1 and 43200: \"0\""),
            (Sample.address.merging(["country": "EG"]), "country must be one of IN: \"EG\""),
            (Sample.address.merging(["values": ["pin_code": "1"]]), "values has no field \"pin_code\", did you mean \"in_pin_code\"?"),
            (Sample.product.merging(["catalog_id": "my catalog"]), "catalog_id is not an id, it has no spaces and no letters beyond ASCII: \"my catalog\""),
            (["type": "products", "text": "t", "catalog_id": "1", "products": ["p"]], "header is missing"),
            (["type": "products", "header": "h", "text": "t", "catalog_id": "1"], "products is missing"),
            (Sample.products.merging(["products": [5, true]]), "products[1] is a whole number, it must be text"),
            (["type": "flow", "text": "t", "cta": "c"], "flow_id is missing, or flow_name"),
            (Sample.flow.merging(["flow_name": "x"]), "flow_id cannot stand beside flow_name"),
            (Sample.flow.merging(["data": ["a": 1]]), "screen is missing, data is for a screen"),
            (Sample.flow.merging(["action": "open"]), "action must be one of navigate, data_exchange: \"open\""),
            (
                Sample.flow.merging(["action": "data_exchange", "screen": "A"]),
                "screen stands beside action = \"navigate\" alone: the endpoint chooses"
            ),
            (["type": "carousel", "text": "t"], "cards is missing"),
            (
                ["type": "carousel", "text": "t", "cards": [Sample.card(["header": "x"]), Sample.card()]],
                "cards[1].header must be a picture or a video: { type = \"image\", media = … }"
            ),
            (
                ["type": "carousel", "text": "t", "cards": [Sample.card(), Sample.card(["header": ["type": "video", "media": "1"]])]],
                "cards[2].header.type must be as on cards[1]: \"video\""
            ),
            (
                Sample.buttons.merging(["header": ["type": "audio", "media": "1"]]),
                "header.type must be one of text, image, video, document: \"audio\""
            ),
            (Sample.buttons.merging(["header": ["type": "image"]]), "header.media is missing, it is an address, an id, or a table with id or link"),
            (["type": "template", "language": "en"], "name is missing"),
            (["type": "template", "name": "n"], "language is missing"),
            (Sample.template.merging(["body": [" \n"]]), "body[1] is empty"),
            (Sample.template.merging(["body": "x"]), "body is text, it must be a list of values, or a table of them by name"),
            (Sample.template.merging(["body": [["type": "money"]]]), "body[1].type must be one of currency, date_time: \"money\""),
            (Sample.template.merging(["header": ["type": "sticker"]]), "header.type must be one of text, image, video, document, location, product: \"sticker\""),
            (
                Sample.template.merging(["buttons": [["type": "url", "text": "a b"]]]),
                "buttons[1].text is part of an address and has no spaces: \"a b\""
            ),
            (
                Sample.template.merging(["buttons": [["type": "flow", "index": 2], ["type": "flow"]]]),
                "buttons[2].index is the same as that of another button: \"2\""
            ),
        ]
        for (json, sentence) in cases {
            do {
                _ = try OutboundMessage.messages(from: json)
                Issue.record("let through: \(json)")
            } catch {
                #expect("\(error)" == sentence)
            }
        }
    }
}
