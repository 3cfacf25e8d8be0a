// Moonpost
// SPDX-License-Identifier: Apache-2.0

internal import Core
internal import Testing
@testable internal import WhatsApp

/// Messages in Meta's JSON, also of kinds that Twilio does not know.
struct TwilioMessageTests {
    private static let content = TwilioContent(buttons: ["HX1", "HX2"], templates: ["shipped": "HXs"])

    private static func read(_ type: String, _ value: JSON) throws -> TwilioMessage {
        try TwilioMessage(type: type, value, content: content)
    }

    private static func interactive(_ type: String, _ fields: JSONObject) throws -> TwilioMessage {
        var value: JSONObject = ["type": .string(type)]
        for (key, field) in fields { value[key] = field }
        return try read("interactive", .object(value))
    }

    @Test("A template is its Content SID with its values in the order of its parts, or by their names")
    func template() throws {
        let positional: JSON = [
            "name": "shipped", "language": ["code": "en"],
            "components": [
                ["type": "header", "parameters": [["type": "image", "image": ["link": "https://x/a.jpg"]]]],
                ["type": "body", "parameters": [["type": "text", "text": "Amina"], ["type": "currency", "currency": ["fallback_value": "5 EUR"]]]],
                ["type": "button", "sub_type": "url", "index": "0", "parameters": [["type": "text", "text": "o/1"]]],
            ],
        ]
        #expect(try Self.read("template", positional) == .content(sid: "HXs", variables: ["1": "https://x/a.jpg", "2": "Amina", "3": "5 EUR", "4": "o/1"]))
        let named: JSON = ["name": "shipped", "components": [["type": "body", "parameters": [["type": "text", "parameter_name": "who", "text": "Amina"]]]]]
        #expect(try Self.read("template", named) == .content(sid: "HXs", variables: ["who": "Amina"]))
        #expect(try Self.read("template", ["name": "shipped"]) == .content(sid: "HXs", variables: [:]))
    }

    @Test("A template has a Content SID for each language, or one for all")
    func language() throws {
        let content = TwilioContent(templates: ["shipped": "HXs", "shipped:ar": "HXa", "shipped:pt_BR": "HXp"])
        for (language, sid) in [("ar", "HXa"), ("pt-BR", "HXp"), ("pt_BR", "HXp"), ("en", "HXs")] {
            let template: JSON = ["name": "shipped", "language": ["code": .string(language)]]
            #expect(try TwilioMessage(type: "template", template, content: content) == .content(sid: sid, variables: [:]))
        }
    }

    @Test("A template without a Content SID, and a value that Twilio does not take, are refused with the reason")
    func templateProblems() throws {
        let problem = #expect(throws: MessageProblem.self) { try Self.read("template", ["name": "unknown"]) }
        #expect(problem?.description == "template has no Content SID at Twilio: add it to the number's content_templates, or with moonpost number set --content-template: \"unknown\"")
        let location: JSON = ["name": "shipped", "components": [["type": "header", "parameters": [["type": "location", "location": ["latitude": 1]]]]]]
        #expect(throws: MessageProblem.self) { try Self.read("template", location) }
    }

    @Test("Cards become text one below the other, with their addresses and with numbers that go on")
    func carousel() throws {
        let card = { (name: String) -> JSON in
            [
                "header": ["type": "image", "image": ["link": .string("https://x/" + name)]], "body": ["text": .string(name)],
                "action": ["buttons": [["type": "quick_reply", "quick_reply": ["id": .string(name), "title": .string("Take " + name)]]]],
            ]
        }
        let message = try Self.interactive("carousel", ["body": ["text": "Which?"], "action": ["cards": [card("A"), card("B")]]])
        #expect(message == .text("Which?\nhttps://x/A\nA\n1. Take A\nhttps://x/B\nB\n2. Take B"))
    }

    @Test("Buttons below a picture become text with the picture's address, and a picture by Meta's id is refused")
    func mediaHeader() throws {
        let action: JSON = ["buttons": [["type": "reply", "reply": ["id": "y", "title": "Yes"]]]]
        let header: JSON = ["type": "image", "image": ["link": "https://x/a.jpg"]]
        #expect(try Self.interactive("button", ["header": header, "body": ["text": "Sure?"], "action": action]) == .text("https://x/a.jpg\nSure?\n1. Yes"))
        #expect(throws: MessageProblem.self) {
            try Self.interactive("button", ["header": ["type": "image", "image": ["id": "1"]], "body": ["text": "Sure?"], "action": action])
        }
    }

    @Test("A kind that is not known is its words, and refused where it has none")
    func unknown() throws {
        #expect(try Self.interactive("flow", ["body": ["text": "Fill this in"], "action": ["name": "flow"]]) == .text("Fill this in"))
        #expect(try Self.read("hologram", ["body": "words"]) == .text("words"))
        #expect(throws: MessageProblem.self) { try Self.interactive("product", ["action": ["catalog_id": "1"]]) }
        #expect(throws: MessageProblem.self) { try Self.read("hologram", ["depth": 3]) }
    }
}
