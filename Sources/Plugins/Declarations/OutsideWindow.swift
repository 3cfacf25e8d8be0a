// Moonpost
// SPDX-License-Identifier: Apache-2.0

package import Core

/// The `outside_window` of a flow or command: the template that goes in place of what a turn says when the 24-hour window is closed.
package struct OutsideWindow: Hashable, Sendable {
    /// The name of a template that the plugin declares.
    package var template: String
    /// What its params are: texts with `{text}`, what would have been said, and fields of the contact, such as `{name}`. `{button_1}` alone is what
    /// a tap on the message's first button says, for a quick reply of the template that takes its place.
    package var values: [String: String]

    package init(template: String, values: [String: String] = [:]) {
        self.template = template
        self.values = values
    }

    /// So much of a message stands in for `{text}`: a template's whole body has at most 1,024 characters (Meta, "Templates").
    static let longestText = 600

    /// The template, as `chat:send_template` would send it.
    ///
    /// - Parameters:
    ///   - text: What would have been said; empty where it has no words.
    ///   - buttons: The ids of the buttons that it would have had; a value for one that it has not is left out.
    ///   - contact: The contact as scripts see it.
    package func content(_ template: TemplateDeclaration, text: String, buttons: [String] = [], contact: JSON) -> JSON {
        var filled: JSONObject = [:]
        for parameter in template.parameters {
            let value = values[parameter] ?? ""
            if let place = Self.button(value) {
                guard buttons.indices.contains(place - 1) else { continue }
                filled[parameter] = ["type": "quick_reply", "payload": .string(buttons[place - 1])]
            } else {
                filled[parameter] = .string(fill(value, text: text, contact: contact))
            }
        }
        return [
            "type": "template", "name": .string(template.name), "language": .string(template.language(for: contact["language"]?.text)),
            "params": .array(template.parameters.filter { filled[$0] != nil }.map(JSON.string)), "values": .object(filled),
        ]
    }

    /// 2 of "{button_2}".
    private static func button(_ value: String) -> Int? {
        guard value.hasPrefix("{button_"), value.hasSuffix("}") else { return nil }
        return Int(value.dropFirst(8).dropLast())
    }

    /// A value that has nothing in it is a dash: WhatsApp refuses an empty one, and the message would be lost.
    private func fill(_ value: String, text: String, contact: JSON) -> String {
        var result = "", rest = Substring(value)
        while let start = rest.firstIndex(of: "{"), let end = rest[start...].firstIndex(of: "}") {
            result += rest[..<start]
            let name = String(rest[rest.index(after: start)..<end])
            result += name == "text" ? Self.shortened(text) : Self.word(contact[name]) ?? Self.word(contact["fields"]?[name]) ?? ""
            rest = rest[rest.index(after: end)...]
        }
        result += rest
        return result.allSatisfy(\.isWhitespace) ? "-" : result
    }

    private static func shortened(_ text: String) -> String {
        text.count <= longestText ? text : text.prefix(longestText - 1) + "\u{2026}"
    }

    private static func word(_ value: JSON?) -> String? {
        switch value {
        case .string(let text)?: text
        case .integer(let number)?: String(number)
        case .number(let number)?: String(number)
        default: nil
        }
    }
}
