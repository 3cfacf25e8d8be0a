// Moonpost
// SPDX-License-Identifier: Apache-2.0

internal import Core
internal import Testing
internal import WhatsApp

/// Template messages that a script has filled itself, held against Meta's definition.
struct TemplateDefinitionCheckTests {
    struct Row: Sendable, CustomTestStringConvertible {
        var name: String
        var fields: JSONObject
        /// Nil: it fits.
        var problem: String?
        var testDescription: String { "\(name): \(problem ?? "fits") \(JSON.object(fields))" }
    }

    private static let file: JSON = ["type": "document", "media": "55"]
    private static let named: JSON = ["type": "text", "name": "number", "text": "17"]
    private static let whole: JSON = ["name": "Amina", "number": "17", "place": "Cairo"]
    private static let link: JSON = ["type": "url", "index": 2, "text": "17"]

    static let rows: [Row] = [
        Row(name: "order_shipped", fields: ["header": named, "body": whole, "buttons": [link]]),
        Row(name: "order_shipped", fields: ["header": named, "body": whole, "buttons": [link, ["type": "quick_reply", "index": 1, "payload": "p"]]]),
        Row(name: "order_shipped", fields: ["body": whole, "buttons": [link]], problem: "lacks \"header\", a text"),
        Row(
            name: "order_shipped", fields: ["header": "17", "body": whole, "buttons": [link]],
            problem: "has the place \"number\" in its header: write header = { type = \"text\", name = \"number\", text = ... }"),
        Row(name: "order_shipped", fields: ["header": file, "body": whole, "buttons": [link]], problem: "has a text in its header, and \"header\" is a document"),
        Row(name: "order_shipped", fields: ["header": named, "buttons": [link]], problem: "lacks \"name\", \"number\", \"place\" in \"body\""),
        Row(
            name: "order_shipped", fields: ["header": named, "body": ["Amina", "17", "Cairo"], "buttons": [link]],
            problem: "has places by name, and \"body\" is a list: write { name = ..., number = ..., place = ... }"),
        Row(
            name: "order_shipped", fields: ["header": named, "body": ["nam": "Amina", "number": "17", "place": "Cairo"], "buttons": [link]],
            problem: "lacks \"name\" in \"body\"; has no place for \"nam\" of \"body\", did you mean \"name\"?"),
        Row(name: "order_shipped", fields: ["header": named, "body": whole], problem: "lacks a value for its button 2, of type url, in \"buttons\""),
        Row(
            name: "order_shipped", fields: ["header": named, "body": whole, "buttons": [link, ["type": "copy_code", "index": 1, "code": "A"]]],
            problem: "has no place for the button 1 of \"buttons\", whose own button is of type quick_reply"),
        Row(
            name: "order_shipped", fields: ["header": named, "body": whole, "buttons": [link, ["type": "url", "index": 9, "text": "A"]]],
            problem: "has 3 buttons, and so no place for the button 9 of \"buttons\""),
        Row(name: "order_shipped", fields: ["header": named, "body": whole, "buttons": [link], "expiration_time_ms": 1], problem: "has no offer"),
        Row(name: "order_shipped", fields: ["header": named, "body": whole, "buttons": [link], "cards": [[:]]], problem: "has no place for \"cards\""),
        Row(name: "invoice", fields: ["header": file, "body": ["A-17", "5,000"]]),
        Row(name: "invoice", fields: ["header": file, "body": ["A-17"]], problem: "has 2 places in its text, and \"body\" has 1 values"),
        Row(name: "invoice", fields: ["header": file], problem: "has 2 places in its text, and \"body\" has 0 values"),
        Row(
            name: "invoice", fields: ["header": file, "body": ["a": "A-17", "b": "5"]],
            problem: "has places by number, and \"body\" has names: write a list of 2 values"),
        Row(name: "invoice", fields: ["body": ["A-17", "5"]], problem: "lacks \"header\", a document"),
        Row(name: "login", fields: ["body": ["123456"], "buttons": [["type": "otp", "code": "123456"]]]),
        Row(name: "login", fields: ["body": ["123456"]], problem: "lacks a value for its button 1, of type otp, in \"buttons\""),
    ]

    @Test("a message that Meta would take fits, and one that it would refuse is told with everything that is wrong", arguments: rows)
    func row(_ row: Row) throws {
        let definition = try #require(TemplateDefinition.list(Fixture.json("answer.templates")).templates.first { $0.name == row.name })
        var fields = row.fields
        fields["type"] = "template"
        fields["name"] = .string(row.name)
        fields["language"] = .string(definition.language)
        guard case .template(let template)? = try OutboundMessage.messages(from: .object(fields)).first?.content else {
            Issue.record("it is no template")
            return
        }
        do throws(MessageProblem) {
            try definition.check(template)
            #expect(row.problem == nil)
        } catch {
            let expected = try #require(row.problem, "\(error)")
            #expect("\(error)".hasPrefix("the template \"\(row.name)\" (\(definition.language)) " + expected), "\(error)")
        }
    }
}
