// Moonpost
// SPDX-License-Identifier: Apache-2.0

internal import Core
internal import Testing
internal import WhatsApp

struct OutboundTemplateTests {
    private func template(_ other: JSON) throws -> JSON? {
        let messages = try OutboundMessage.messages(from: Sample.template.merging(other))
        let body = try #require(messages.first).body(to: .phone("1"), callbackData: nil)
        #expect(body["type"] == "template")
        return body["template"]
    }

    private func components(_ other: JSON) throws -> JSON? { try template(other)?["components"] }

    @Test("A template without values is its name and language alone")
    func bare() throws {
        #expect(try template([:]) == ["name": "n", "language": ["code": "en"]])
    }

    // Complaint 18: headers, addresses and files of templates that nobody could fill.
    @Test("Every kind of header has its parameter")
    func headers() throws {
        let expected: [(JSON, JSON)] = [
            ("A-17", ["type": "text", "text": "A-17"]),
            (17, ["type": "text", "text": "17"]),
            (["type": "text", "text": "A-17", "name": "number"], ["type": "text", "text": "A-17", "parameter_name": "number"]),
            (["type": "image", "media": "55"], ["type": "image", "image": ["id": "55"]]),
            (["type": "video", "media": "https://e.org/a.mp4"], ["type": "video", "video": ["link": "https://e.org/a.mp4"]]),
            (
                ["type": "document", "media": ["id": "55"], "filename": "a.pdf"],
                ["type": "document", "document": ["id": "55", "filename": "a.pdf"]]
            ),
            (
                ["type": "location", "latitude": 30.5, "longitude": 31, "name": "Shop", "address": "1 Nile St"],
                ["type": "location", "location": ["latitude": 30.5, "longitude": 31.0, "name": "Shop", "address": "1 Nile St"]]
            ),
            (
                ["type": "product", "catalog_id": "1", "product_retailer_id": "p"],
                ["type": "product", "product": ["catalog_id": "1", "product_retailer_id": "p"]]
            ),
        ]
        for (header, parameter) in expected {
            #expect(try components(["header": header]) == [["type": "header", "parameters": [parameter]]], "\(header)")
        }
    }

    @Test("Values of the body go by place or by name, as text, money or time")
    func body() throws {
        #expect(
            try components(["body": ["Amina", 17, 2.5]]) == [
                [
                    "type": "body",
                    "parameters": [
                        ["type": "text", "text": "Amina"], ["type": "text", "text": "17"], ["type": "text", "text": "2.5"],
                    ],
                ]
            ])
        #expect(
            try components(["body": ["name": "Amina"]])?[0]?["parameters"]
                == [["type": "text", "text": "Amina", "parameter_name": "name"]])
        let special: JSON = [
            ["type": "currency", "code": "EGP", "amount_1000": 5_000_000, "fallback_value": "EGP 5,000"],
            ["type": "date_time", "fallback_value": "21 November"],
        ]
        #expect(
            try components(["body": special])?[0]?["parameters"] == [
                [
                    "type": "currency",
                    "currency": ["code": "EGP", "amount_1000": 5_000_000, "fallback_value": "EGP 5,000"],
                ],
                ["type": "date_time", "date_time": ["fallback_value": "21 November"]],
            ])
    }

    @Test("Every kind of button has its parameter, at its place among the template's buttons")
    func buttons() throws {
        let expected: [(JSON, String, JSON)] = [
            (["type": "quick_reply", "payload": "yes"], "quick_reply", [["type": "payload", "payload": "yes"]]),
            (["type": "url", "text": "orders/17"], "url", [["type": "text", "text": "orders/17"]]),
            (["type": "otp", "code": "123456"], "url", [["type": "text", "text": "123456"]]),
            (["type": "copy_code", "code": "SAVE25"], "copy_code", [["type": "coupon_code", "coupon_code": "SAVE25"]]),
            (["type": "flow"], "flow", []),
            (
                ["type": "flow", "token": "t-1", "data": ["a": 1]], "flow",
                [["type": "action", "action": ["flow_token": "t-1", "flow_action_data": ["a": 1]]]]
            ),
            (
                ["type": "catalog", "thumbnail_product_retailer_id": "p"], "catalog",
                [["type": "action", "action": ["thumbnail_product_retailer_id": "p"]]]
            ),
            (
                ["type": "products", "thumbnail_product_retailer_id": "p", "products": ["p", "q"]], "mpm",
                [
                    [
                        "type": "action",
                        "action": [
                            "thumbnail_product_retailer_id": "p",
                            "sections": [["product_items": [["product_retailer_id": "p"], ["product_retailer_id": "q"]]]],
                        ],
                    ]
                ]
            ),
            (["type": "voice_call", "ttl_minutes": 60], "voice_call", [["type": "ttl_minutes", "ttl_minutes": 60]]),
        ]
        for (button, subtype, parameters) in expected {
            let component: JSON = [
                "type": "button", "sub_type": .string(subtype), "index": "2", "parameters": parameters,
            ]
            #expect(try components(["buttons": [button.merging(["index": 3])]]) == [component], "\(button)")
            #expect(try components(["buttons": [button]])?[0]?["index"] == "0", "\(button)")
        }
    }

    @Test("An offer has its end, and a carousel its cards with their own parts")
    func offerAndCarousel() throws {
        #expect(
            try components(["expiration_time_ms": 1_763_712_000_000]) == [
                [
                    "type": "limited_time_offer",
                    "parameters": [
                        ["type": "limited_time_offer", "limited_time_offer": ["expiration_time_ms": 1_763_712_000_000]]
                    ],
                ]
            ])
        let card: JSON = [
            "header": ["type": "image", "media": "1"], "body": ["20%"], "buttons": [["type": "url", "text": "x"]],
        ]
        #expect(
            try components(["body": ["Amina"], "cards": [card]])?[1] == [
                "type": "carousel",
                "cards": [
                    [
                        "card_index": 0,
                        "components": [
                            ["type": "header", "parameters": [["type": "image", "image": ["id": "1"]]]],
                            ["type": "body", "parameters": [["type": "text", "text": "20%"]]],
                            ["type": "button", "sub_type": "url", "index": "0", "parameters": [["type": "text", "text": "x"]]],
                        ],
                    ]
                ],
            ])
    }

    @Test("Line breaks, tabs and long gaps in a value become one space, because Meta refuses them")
    func flattened() throws {
        let cases: [(String, String)] = [
            ("one\ntwo", "one two"), ("one\ttwo", "one two"), ("one\r\n\r\ntwo", "one two"), ("one    two", "one    two"),
            ("one     two", "one two"), ("  one  ", "one"), ("one", "one"), ("\n", ""), ("a \n b", "a b"),
        ]
        for (given, taken) in cases { #expect(TemplateText.flattened(given) == taken) }
        #expect(try components(["body": ["1 Nile St\nCairo"]])?[0]?["parameters"]?[0]?["text"] == "1 Nile St Cairo")
    }

    @Test("Names in braces are found in their order and filled")
    func placeholders() {
        let text = "Hello {{name}}, {{ number }} is {{state}}; {{name}}! {{}} {{open"
        #expect(TemplateText.placeholders(in: text) == ["name", "number", "state"])
        #expect(
            TemplateText.filled(text, with: ["name": "Amina", "number": "{{state}}"])
                == "Hello Amina, {{state}} is {{state}}; Amina! {{}} {{open")
    }
}
