// Moonpost
// SPDX-License-Identifier: Apache-2.0

internal import Core
internal import Simulator
internal import Testing

/// Requests of the kinds that sell, ask and open forms, each with one mistake, and templates.
struct GraphKindTests {
    struct Refusal: Sendable, CustomTestStringConvertible {
        var code: Int64
        var details: String
        var interactive: JSON
        var testDescription: String { details }
    }

    private static let image: JSON = ["type": "image", "image": ["link": "https://example.com/a.png"]]
    private static let link: JSON = ["name": "cta_url", "parameters": ["display_text": "A", "url": "https://example.com"]]
    private static let card: JSON = ["card_index": 0, "header": image, "action": link]

    private static func flow(_ parameters: JSON) -> JSON {
        ["type": "flow", "body": ["text": "x"], "action": ["name": "flow", "parameters": parameters]]
    }

    private static func products(_ count: Int) -> JSON {
        let items: [JSON] = (0..<count).map { ["product_retailer_id": .string("p\($0)")] }
        return [
            "type": "product_list", "header": ["type": "text", "text": "h"], "body": ["text": "x"],
            "action": ["catalog_id": "1", "sections": [["product_items": .array(items)]]],
        ]
    }

    private static let refusals: [Refusal] = [
        Refusal(
            code: 131009, details: "Total product count exceed max allowed count: 30", interactive: products(31)),
        Refusal(
            code: 131008, details: "Header is required for interactive messages of type product_list",
            interactive: ["type": "product_list", "body": ["text": "x"], "action": ["catalog_id": "1"]]),
        Refusal(
            code: 131009, details: "Header type is not valid for interactive messages of type list",
            interactive: ["type": "list", "header": image, "body": ["text": "x"], "action": [:]]),
        Refusal(
            code: 131009, details: "Action name must be request_contact_info",
            interactive: ["type": "request_contact_info", "body": ["text": "x"], "action": ["name": "contact"]]),
        Refusal(
            code: 131009, details: "Param flow_message_version must be one of {3}",
            interactive: flow(["flow_id": "1", "flow_cta": "Open"])),
        Refusal(
            code: 131008, details: "One of flow_id and flow_name is required",
            interactive: flow(["flow_message_version": "3", "flow_cta": "Open"])),
        Refusal(
            code: 131009, details: "Param flow_action_payload['data'] must be a non-empty object",
            interactive: flow([
                "flow_message_version": "3", "flow_id": "1", "flow_cta": "Open", "flow_action": "navigate",
                "flow_action_payload": ["screen": "A", "data": [:]],
            ])),
        Refusal(
            code: 131009, details: "Flow button text length invalid. Min length: 1, Max length: 30",
            interactive: flow(["flow_message_version": "3", "flow_id": "1", "flow_cta": .string(Sample.text(31))])),
        Refusal(
            code: 131009, details: "Address messages are not supported in the country EG",
            interactive: [
                "type": "address_message", "body": ["text": "x"],
                "action": ["name": "address_message", "parameters": ["country": "EG"]],
            ]),
        Refusal(
            code: 131009, details: "Param ttl_minutes must be between 1 and 43200",
            interactive: [
                "type": "voice_call", "body": ["text": "x"],
                "action": ["name": "voice_call", "parameters": ["ttl_minutes": 43_201]],
            ]),
        Refusal(
            code: 131009, details: "Invalid cards count. Min allowed cards: 2, Max allowed cards: 10",
            interactive: ["type": "carousel", "body": ["text": "x"], "action": ["cards": [card]]]),
        Refusal(
            code: 131009, details: "Card index 1 is missing or out of order",
            interactive: ["type": "carousel", "body": ["text": "x"], "action": ["cards": [card, card]]]),
    ]

    @Test("A mistake in a kind is refused with Meta's code, and told", arguments: refusals)
    func refused(_ refusal: Refusal) throws {
        var stage = try Stage()
        let response = stage.send(["type": "interactive", "interactive": refusal.interactive]).response
        #expect(response.status == 400)
        #expect(response.code == refusal.code)
        #expect(response.details == refusal.details)
    }

    @Test("The parts of a template are checked before it is looked for")
    func templates() throws {
        func answer(_ components: JSON) throws -> Int64? {
            var stage = try Stage()
            let template: JSON = ["name": "sale", "language": ["code": "en"], "components": components]
            return stage.send(["type": "template", "template": template]).response.code
        }
        func body(_ text: String) -> JSON { [["type": "body", "parameters": [["type": "text", "text": .string(text)]]]] }
        func button(_ subtype: String, _ parameter: JSON) -> JSON {
            [["type": "button", "sub_type": .string(subtype), "index": "0", "parameters": [parameter]]]
        }
        #expect(try answer(body("Amina")) == 132001)
        #expect(try answer(body("")) == 131008)
        #expect(try answer(body("two\nlines")) == 132018)
        #expect(try answer(body("five     spaces")) == 132018)
        #expect(try answer(body("four    spaces")) == 132001)
        #expect(try answer([["type": "foot"]]) == 100)
        #expect(try answer([["type": "body"]]) == 131008)
        #expect(try answer(button("url", ["type": "text", "text": "17"])) == 132001)
        #expect(try answer(button("link", ["type": "text", "text": "17"])) == 100)
        #expect(try answer(button("copy_code", ["type": "coupon_code", "coupon_code": "1234567890123456"])) == 131009)
        #expect(try answer([["type": "header", "parameters": [["type": "image", "image": ["link": "here"]]]]]) == 100)
        let money: JSON = ["type": "currency", "currency": ["code": "EGP", "fallback_value": "5"]]
        #expect(try answer([["type": "body", "parameters": [money]]]) == 131009)
    }
}
