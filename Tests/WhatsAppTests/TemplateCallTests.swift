// Moonpost
// SPDX-License-Identifier: Apache-2.0

internal import Core
internal import Testing
internal import WhatsApp

/// Templates that scripts declare, with Meta's definition and without.
@Suite struct TemplateCallTests {
    private static let call = TemplateCall(
        name: "order_shipped", language: "en", parameters: ["name", "number"], values: ["number": "A-17", "name": "Amina"])

    private static func definition(_ body: String, header: TemplateDefinition.Header? = nil, buttons: [TemplateDefinition.Button] = [])
        -> TemplateDefinition
    {
        TemplateDefinition(
            name: "order_shipped", language: "en", format: body.contains("{{1}}") ? .positional : .named,
            parts: TemplateDefinition.Parts(header: header, body: body, buttons: buttons))
    }

    private func script(_ message: OutboundMessage) throws -> JSON {
        guard case .template(let template) = message.content else { throw NoTemplate() }
        return template.script
    }

    private struct NoTemplate: Error {}

    @Test("without a definition the values stand in the order of the parameters")
    func positional() throws {
        #expect(
            try script(Self.call.message(nil)) == ["type": "template", "name": "order_shipped", "language": "en", "body": ["Amina", "A-17"]])
    }

    @Test("with one they stand where Meta has their names, or in their order where it has numbers")
    func defined() throws {
        #expect(try script(Self.call.message(Self.definition("Order {{number}} of {{name}}")))["body"] == ["number": "A-17", "name": "Amina"])
        #expect(try script(Self.call.message(Self.definition("Hello {{1}}: {{2}}")))["body"] == ["Amina", "A-17"])
    }

    @Test("a definition that takes others is an error that names them")
    func differing() throws {
        let problem = #expect(throws: MessageProblem.self) { try Self.call.message(Self.definition("Order {{nr}} of {{name}}")) }
        #expect(problem?.description.contains("lacks \"nr\"") == true)
        #expect(problem?.description.contains("has no place for \"number\"") == true)
        let count = #expect(throws: MessageProblem.self) { try Self.call.message(Self.definition("Hello {{1}}")) }
        #expect(count?.description.contains("has 1 places in its text, and 2 are declared") == true)
    }

    @Test("header, code, buttons and the end of an offer have places of their own, without a definition too")
    func places() throws {
        let call = TemplateCall(
            name: "sale", language: "en", parameters: ["header", "button_2", "name", "expiration_time_ms"],
            values: ["header": ["type": "image", "media": "https://example.org/a.jpg"], "button_2": "x1", "name": "A", "expiration_time_ms": "1767603600000"])
        #expect(
            try script(call.message(nil)) == [
                "type": "template", "name": "sale", "language": "en",
                "header": ["type": "image", "media": ["link": "https://example.org/a.jpg"]], "body": ["A"],
                "buttons": [["type": "url", "index": 2, "text": "x1"]], "expiration_time_ms": 1_767_603_600_000,
            ])
        let code = TemplateCall(name: "otp", language: "en", parameters: ["code"], values: ["code": "4711"])
        #expect(try script(code.message(nil))["buttons"] == [["type": "url", "index": 1, "text": "4711"]])
        #expect(TemplateCall.bodyNames(["header", "name", "button_1", "code", "button_x"]) == ["name", "button_x"])
    }

    @Test("a message that is filled already is no call")
    func filled() {
        #expect(TemplateCall(["type": "template", "name": "a", "language": "en", "body": ["x"]]) == nil)
        #expect(
            TemplateCall(["type": "template", "name": "a", "language": "en", "params": ["n"], "values": ["n": "x"]])
                == TemplateCall(name: "a", language: "en", parameters: ["n"], values: ["n": "x"]))
    }

    static let whole: JSON = [
        "type": "template", "name": "everything", "language": "pt_BR", "header": ["type": "document", "media": ["id": "123"], "filename": "a.pdf"],
        "body": [
            "x", ["type": "currency", "code": "EGP", "amount_1000": 5_000_000, "fallback_value": "EGP 5,000"],
            ["type": "date_time", "fallback_value": "21 November"],
        ],
        "buttons": [
            ["type": "quick_reply", "index": 1, "payload": "p"], ["type": "copy_code", "index": 3, "code": "SAVE"],
            ["type": "flow", "index": 4, "token": "t", "data": ["a": 1]], ["type": "catalog", "index": 5, "thumbnail_product_retailer_id": "c"],
            ["type": "products", "index": 6, "thumbnail_product_retailer_id": "c", "sections": [["title": "A", "products": ["1", "2"]]]],
            ["type": "voice_call", "index": 7, "ttl_minutes": 10, "payload": "v"],
        ],
        "expiration_time_ms": 1_767_603_600_000,
        "cards": [
            ["header": ["type": "product", "product_retailer_id": "1", "catalog_id": "2"], "body": ["n": "x"]],
            ["header": ["type": "location", "latitude": 30.5, "longitude": 31.25, "name": "Shop", "address": "Road 9"]],
            ["header": ["type": "text", "text": "h", "name": "title"], "buttons": [["type": "url", "index": 1, "text": "s"]]],
        ],
    ]

    @Test("every part is written as scripts write it, and is read back the same")
    func roundTrip() throws {
        let message = try #require(try OutboundMessage.messages(from: Self.whole).first)
        let again = try script(message)
        #expect(again == Self.whole)
        #expect(try OutboundMessage.messages(from: again).first == message)
    }
}
