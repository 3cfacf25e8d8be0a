// Moonpost
// SPDX-License-Identifier: Apache-2.0

package import Core

/// What `chat:send_template` asks for: a template that a script declares, and a value for each of its parameters.
package struct TemplateCall: Hashable, Sendable {
    package var name: String
    package var language: String
    /// The names of the values, in the order in which the script declares them.
    package var parameters: [String]
    package var values: JSONObject

    /// Reads a message of type "template" that has `values`; nil where it has none, and is filled already.
    package init?(_ content: JSON) {
        guard content["type"]?.text == "template", let values = content["values"]?.object, let name = content["name"]?.text,
            let language = content["language"]?.text
        else { return nil }
        self.init(name: name, language: language, parameters: (content["params"]?.elements ?? []).compactMap(\.text), values: values)
    }

    package init(name: String, language: String, parameters: [String], values: JSONObject) {
        self.name = name
        self.language = language
        self.parameters = parameters
        self.values = values
    }

    /// The parameters that stand in the text; the others name a place of their own.
    package static func bodyNames(_ parameters: [String]) -> [String] { parameters.filter { !isPlace($0) } }

    /// Whether a value of this name belongs elsewhere than in the body, in every template.
    static func isPlace(_ name: String) -> Bool {
        ["header", "code", "expiration_time_ms", "cards"].contains(name) || button(name) != nil
    }

    /// The place, from 1, of the button that a name such as "button_2" is of.
    private static func button(_ name: String) -> Int? {
        guard name.hasPrefix("button_"), let index = Int(name.dropFirst(7)), (1...Limits.templateButtons).contains(index) else { return nil }
        return index
    }

    /// The message.
    ///
    /// - Parameter definition: What Meta says of the template. Without it the values stand in the text in the order of the
    ///   parameters; a text for a header is a text, and one for a button the end of its address.
    /// - Throws: ``MessageProblem`` that names what is missing, has no place, or is wrong.
    package func message(_ definition: TemplateDefinition?) throws(MessageProblem) -> OutboundMessage {
        if let definition { return try definition.message(values: .object(values), names: Self.bodyNames(parameters)) }
        var content: JSONObject = ["type": "template", "name": .string(name), "language": .string(language)]
        var body: [JSON] = []
        var buttons: [JSON] = []
        for parameter in parameters {
            guard let value = values[parameter] else { throw MessageProblem("the template \"\(name)\" (\(language))", "lacks \"\(parameter)\"") }
            switch parameter {
            case "header", "cards": content[parameter] = value
            case "expiration_time_ms": content[parameter] = value.text.flatMap { Int64($0) }.map(JSON.integer) ?? value
            case "code":
                body.append(value)
                buttons.append(["type": "otp", "index": 1, "code": value])
            default:
                guard let index = Self.button(parameter) else {
                    body.append(value)
                    continue
                }
                var button = value.object ?? ["type": "url", "text": value]
                button["index"] = .integer(Int64(index))
                buttons.append(.object(button))
            }
        }
        if !body.isEmpty { content["body"] = .array(body) }
        if !buttons.isEmpty { content["buttons"] = .array(buttons) }
        guard let message = try OutboundMessage.messages(from: .object(content)).first else {
            throw MessageProblem("the template \"\(name)\"", "is empty")
        }
        return message
    }
}
