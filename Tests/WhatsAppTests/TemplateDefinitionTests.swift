// Moonpost
// SPDX-License-Identifier: Apache-2.0

internal import Core
internal import Testing
internal import WhatsApp

struct TemplateDefinitionTests {
    private static func definition(_ name: String) throws -> TemplateDefinition {
        try #require(TemplateDefinition.list(Fixture.json("answer.templates")).templates.first { $0.name == name })
    }

    private func components(_ name: String, _ values: JSON, names: [String] = []) throws -> JSON? {
        let message = try Self.definition(name).message(values: values, names: names)
        return message.body(to: .phone("1"), callbackData: nil)["template"]?["components"]
    }

    private func problem(_ name: String, _ values: JSON, names: [String] = []) -> String? {
        do {
            _ = try Self.definition(name).message(values: values, names: names)
            return nil
        } catch { return "\(error)" }
    }

    @Test("Meta's answer becomes definitions; what cannot be read is counted")
    func reading() throws {
        let answer = try Fixture.json("answer.templates")
        let (templates, unreadable) = TemplateDefinition.list(answer)
        #expect(templates.map(\.name) == ["order_shipped", "invoice", "login", "new_year_sale", "plants"])
        #expect(unreadable == 1)
        #expect(TemplateDefinition.nextPage(answer) == "NQ==")
        #expect(TemplateDefinition.nextPage(["paging": ["cursors": ["after": "x"]]]) == nil)
        let shipped = templates[0]
        #expect(shipped.status == .approved && shipped.category == "UTILITY" && shipped.format == .named)
        #expect(shipped.quality == "GREEN" && shipped.id == "1689556908129832" && shipped.language == "en")
        #expect(shipped.parts.header == .text("Order {{number}}") && shipped.parts.footer == "Cement from stock")
        #expect(
            shipped.parts.buttons.map(\.kind) == [
                .quickReply, .url(address: "https://example.org/track/{{1}}"), .fixed("PHONE_NUMBER"),
            ])
        // Older answers do not say the format.
        #expect(templates[1].format == .positional && templates[1].status == .paused)
        #expect(templates[1].parts.header == .media(.document))
        #expect(templates[2].parts.buttons.map(\.kind) == [.password])
        #expect(templates[3].hasOffer && templates[3].rejection == "PROMOTIONAL")
        #expect(templates[3].parts.buttons.map(\.kind) == [.copyCode, .flow])
        #expect(templates[4].cards.count == 2)
    }

    @Test("Every place has a name, and says whether it must be filled")
    func parameters() throws {
        let expected: [(String, [String], [String])] = [
            ("order_shipped", ["number", "name", "place", "button_1", "button_2"], ["button_1"]),
            ("invoice", ["header", "1", "2"], []), ("login", ["code"], []),
            ("new_year_sale", ["header", "1", "button_1", "button_2", "expiration_time_ms"], ["button_2"]),
            ("plants", ["1", "cards"], []),
        ]
        for (name, names, optional) in expected {
            let parameters = try Self.definition(name).parameters()
            #expect(parameters.map(\.name) == names, "\(name)")
            #expect(parameters.filter { !$0.isRequired }.map(\.name) == optional, "\(name)")
        }
        #expect(try Self.definition("invoice").parameters(names: ["number", "sum"]).map(\.name) == ["header", "number", "sum"])
    }

    @Test("Named values go to their places; a name that stands twice is given once")
    func named() throws {
        let values: JSON = ["name": "Amina", "number": 17, "place": "1 Nile St\nCairo", "button_2": "17"]
        #expect(
            try components("order_shipped", values) == [
                ["type": "header", "parameters": [["type": "text", "text": "17", "parameter_name": "number"]]],
                [
                    "type": "body",
                    "parameters": [
                        ["type": "text", "text": "Amina", "parameter_name": "name"],
                        ["type": "text", "text": "17", "parameter_name": "number"],
                        ["type": "text", "text": "1 Nile St Cairo", "parameter_name": "place"],
                    ],
                ],
                ["type": "button", "sub_type": "url", "index": "1", "parameters": [["type": "text", "text": "17"]]],
            ])
    }

    @Test("A positional template takes the names that the script declares, and a file by its address or id")
    func positional() throws {
        let expected: JSON = [
            ["type": "header", "parameters": [["type": "document", "document": ["id": "55", "filename": "a.pdf"]]]],
            ["type": "body", "parameters": [["type": "text", "text": "A-17"], ["type": "text", "text": "5,000"]]],
        ]
        let file: JSON = ["media": "55", "filename": "a.pdf"]
        #expect(try components("invoice", ["header": file, "1": "A-17", "2": "5,000"]) == expected)
        #expect(
            try components("invoice", ["header": file, "number": "A-17", "sum": "5,000"], names: ["number", "sum"]) == expected)
        #expect(
            try components("invoice", ["header": "https://e.org/a.pdf", "1": "x", "2": "y"])?[0]?["parameters"]?[0]?["document"]
                == ["link": "https://e.org/a.pdf"])
        #expect(
            problem("invoice", [:], names: ["number"])
                == "the template \"invoice\" (en) has 2 places in its text, and 1 are declared: number")
    }

    @Test("A one-time password stands in the text and in the button")
    func password() throws {
        #expect(
            try components("login", ["code": 123_456]) == [
                ["type": "body", "parameters": [["type": "text", "text": "123456"]]],
                ["type": "button", "sub_type": "url", "index": "0", "parameters": [["type": "text", "text": "123456"]]],
            ])
        #expect(problem("login", ["code": "1234567890123456"]) == "code has 16 characters, the limit is 15: \"1234567890123456\"")
    }

    @Test("An offer has its end and its code, and a Flow its token where one is given")
    func offer() throws {
        let values: JSON = [
            "header": "77", "1": "Amina", "button_1": "SAVE25", "button_2": ["token": "t", "data": ["a": 1]],
            "expiration_time_ms": 1_763_712_000_000,
        ]
        let all = try components("new_year_sale", values)
        #expect(all?.elements?.map { $0["type"]?.text } == ["header", "body", "button", "button", "limited_time_offer"])
        #expect(all?[2]?["parameters"] == [["type": "coupon_code", "coupon_code": "SAVE25"]])
        #expect(all?[3]?["parameters"]?[0]?["action"] == ["flow_token": "t", "flow_action_data": ["a": 1]])
    }

    @Test("Each card of a carousel has its own values")
    func cards() throws {
        let values: JSON = ["1": "Amina", "cards": [["header": "7", "1": "20%", "button_1": "blue"], ["header": "8"]]]
        let cards = try components("plants", values)?[1]?["cards"]
        #expect(cards?[0]?["components"]?.elements?.count == 3)
        #expect(cards?[1] == ["card_index": 1, "components": [["type": "header", "parameters": [["type": "image", "image": ["id": "8"]]]]]])
        #expect(
            problem("plants", ["1": "x", "cards": [["header": "7"]]])
                == "cards has 1 elements, the template \"plants\" (en_US) has 2 cards")
        #expect(
            problem("plants", ["1": "x", "cards": [["header": "7"], ["header": "8"]]])
                == "the template \"plants\" (en_US) lacks \"cards[1].1\", \"cards[1].button_1\"")
    }

    // Complaint 19: an empty value is refused by Meta, and so before it is sent.
    @Test("One error names all values that are missing, empty or have no place")
    func problems() {
        let subject = "the template \"order_shipped\" (en) "
        let cases: [(JSON, String)] = [
            (["name": "A", "number": "1", "place": "x"], "lacks \"button_2\""),
            ([:], "lacks \"number\", \"name\", \"place\", \"button_2\""),
            (["name": " \n", "number": "1", "place": "x", "button_2": "1"], "has nothing in \"name\""),
            (
                ["nmae": "A", "number": "1", "place": "x", "button_2": "1"],
                "lacks \"name\"; has no place for \"nmae\", did you mean \"name\"?"
            ),
            (
                ["name": "A", "number": "1", "place": "x", "button_2": "1", "colour": "red", "size": "L"],
                "has no place for \"colour\", \"size\", it takes \"number\", \"name\", \"place\", \"button_1\", \"button_2\""
            ),
        ]
        for (values, sentence) in cases { #expect(problem("order_shipped", values) == subject + sentence) }
        #expect(problem("order_shipped", 5) == "the values of " + subject + "are a whole number, they must be a table")
        #expect(problem("order_shipped", ["name": true, "number": "1", "place": "x", "button_2": "1"]) == "name is a boolean, it must be text or a number")
        #expect(
            problem("order_shipped", ["name": "A", "number": "1", "place": "x", "button_2": "a b"])
                == "button_2.text is part of an address and has no spaces: \"a b\"")
    }

    @Test("The whole text with its values has 1,024 characters at most, and the header 60")
    func lengths() throws {
        // "Hello , your order  is on its way to ." has 38 characters, and "Order " six.
        func values(_ count: Int, number: Int = 1) -> JSON {
            [
                "name": .string(String(repeating: "x", count: count)), "place": "x", "button_2": "1",
                "number": .string(String(repeating: "7", count: number)),
            ]
        }
        #expect(problem("order_shipped", values(1_024 - 38 - 2)) == nil)
        #expect(
            problem("order_shipped", values(1_024 - 38 - 1))
                == "the text of the template \"order_shipped\" (en) has 1025 characters with its values, the limit is 1024")
        #expect(problem("order_shipped", values(1, number: 54)) == nil)
        #expect(problem("order_shipped", values(1, number: 55))?.hasPrefix("number has 55 characters, the limit is 54") == true)
    }
}
