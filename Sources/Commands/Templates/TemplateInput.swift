// Moonpost
// SPDX-License-Identifier: Apache-2.0

internal import Core
internal import WhatsApp

/// What somebody has written of a template, before anything is made of it.
struct TemplateInput {
    var name: String?
    var language: String?
    var category: String?
    /// Meta's form; nil: the form below.
    var components: [JSON]?
    var format: TemplateDefinition.Format?
    /// What else goes to Meta.
    var options: JSONObject = [:]
    var form = TemplateForm()

    private static let meta = ["name", "language", "category", "parameter_format", "components"]
    private static let passed = ["message_send_ttl_seconds", "cta_url_link_tracking_opted_out", "allow_category_change"]
    /// What Meta shows of a template and does not take.
    private static let shown = ["id", "status", "quality_score", "rejected_reason", "sub_category", "previous_category", "correct_category"]
    private static let parts = ["header", "body", "footer", "buttons", "examples"]

    init() {}

    /// - Throws: ``CommandFailure`` that names the file and what is wrong in it.
    init(file: String) throws {
        let text: String
        do {
            text = try ConfigurationReader.text(of: file)
        } catch {
            throw CommandFailure("\(error)")
        }
        do {
            self = try TemplateInput(text: text, isJSON: file.hasSuffix(".json") || text.first { !$0.isWhitespace } == "{")
        } catch let problem as ConfigurationProblem {
            throw CommandFailure("\(file):\(problem.line ?? 1): \(problem.message)")
        } catch {
            throw CommandFailure("\(file): \(error)")
        }
    }

    init(text: String, isJSON: Bool) throws {
        let json = isJSON ? try JSON(text) : try Self.json(ConfigurationDocument(text).root)
        guard let object = json.object else {
            throw CommandFailure("a template is an object like { \"name\": ..., \"body\": ... }, and this is \(json.typeName)")
        }
        let isMeta = object["components"] != nil
        let known = isMeta ? Self.meta + Self.passed + Self.shown : Self.meta + Self.passed + Self.parts
        for key in object.keys where !known.contains(key) {
            if isMeta, Self.parts.contains(key) {
                throw CommandFailure("\"\(key)\" stands beside \"components\", which says the same: leave out one of the two")
            }
            let hint = NearestName.of(key, among: known).map { "did you mean \"\($0)\"?" } ?? "known are \(known.joined(separator: ", "))"
            throw CommandFailure("there is no \"\(key)\": \(hint)")
        }
        name = try Self.text("name", object)
        language = try Self.text("language", object)
        category = try Self.text("category", object)
        for key in Self.passed { options[key] = object[key] }
        switch try Self.text("parameter_format", object)?.uppercased() {
        case "NAMED": format = .named
        case "POSITIONAL": format = .positional
        case nil: break
        case let other?: throw CommandFailure("parameter_format is \"\(other)\", and is NAMED or POSITIONAL")
        }
        if isMeta {
            guard let elements = object["components"]?.elements else {
                throw CommandFailure("components is \(object["components"]?.typeName ?? ""), and must be a list")
            }
            components = elements
            return
        }
        form.header = try Self.text("header", object)
        form.body = try Self.text("body", object)
        form.footer = try Self.text("footer", object)
        for (key, value) in try Self.table("examples", object) { form.examples[key] = try Self.plain(value, "the example \"\(key)\"") }
        guard let buttons = object["buttons"] else { return }
        guard let elements = buttons.elements else { throw CommandFailure("buttons is \(buttons.typeName), and must be a list") }
        form.buttons = try elements.enumerated().map { try Self.button($0.element, "button \($0.offset + 1)") }
    }

    /// A text as on the command line, or a table with `text` and what it does.
    private static func button(_ json: JSON, _ part: String) throws -> TemplateForm.Button {
        if let text = json.text { return TemplateParts.button(text) }
        guard let object = json.object else { throw CommandFailure("\(part) is \(json.typeName), and must be a text or a table") }
        let known = ["text", "url", "phone_number", "code", "example"]
        for key in object.keys where !known.contains(key) {
            let hint = NearestName.of(key, among: known).map { "did you mean \"\($0)\"?" } ?? "it has \(known.joined(separator: ", "))"
            throw CommandFailure("\(part) has no \"\(key)\": \(hint)")
        }
        if let code = try text("code", object) { return .copyCode(example: code) }
        guard let title = try text("text", object) else {
            throw CommandFailure("\(part) has no text: write its label, or code = \"...\" for one that copies a coupon")
        }
        if let url = try text("url", object) { return .link(title, url: url, example: try text("example", object)) }
        return try text("phone_number", object).map { .call(title, phone: $0) } ?? .quickReply(title)
    }

    private static func text(_ key: String, _ object: JSONObject) throws -> String? {
        guard let value = object[key], !value.isNull else { return nil }
        return try plain(value, key)
    }

    private static func plain(_ value: JSON, _ what: String) throws -> String {
        if let number = value.int { return String(number) }
        guard let text = value.text else { throw CommandFailure("\(what) is \(value.typeName), and must be a text") }
        return text
    }

    private static func table(_ key: String, _ object: JSONObject) throws -> JSONObject {
        guard let value = object[key], !value.isNull else { return [:] }
        guard let table = value.object else { throw CommandFailure("\(key) is \(value.typeName), and must be a table like { name = \"Amina\" }") }
        return table
    }

    private static func json(_ value: ConfigurationValue) -> JSON {
        switch value.content {
        case .text(let text), .date(let text): .string(text)
        case .integer(let number): .integer(number)
        case .number(let number): .number(number)
        case .bool(let bool): .bool(bool)
        case .list(let elements): .array(elements.map(json))
        case .table(let members): .object(JSONObject(members.sorted { $0.key < $1.key }.map { ($0.key, json($0.value)) }))
        }
    }
}
