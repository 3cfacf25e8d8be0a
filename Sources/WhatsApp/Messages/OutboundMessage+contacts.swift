// Moonpost
// SPDX-License-Identifier: Apache-2.0

internal import Core

extension OutboundMessage {
    /// Contact cards: Meta's shape, or simply `{ name = "Amina", phone = "+20…" }`.
    static func cards(_ reader: ScriptReader) throws(MessageProblem) -> [JSON] {
        guard let elements = try reader.list("contacts", limit: Limits.contacts) else {
            throw MessageProblem("contacts", "is missing")
        }
        var cards: [JSON] = []
        for (index, element) in elements.enumerated() {
            cards.append(try card(element, path: "contacts[\(index + 1)]"))
        }
        return cards
    }

    private static func card(_ json: JSON, path: String) throws(MessageProblem) -> JSON {
        guard var card = json.object else { throw MessageProblem(path, "is \(json.typeName), it must be a table") }
        switch card["name"] {
        case nil, .null: throw MessageProblem(path + ".name", "is missing")
        case .string(let name)?:
            if name.allSatisfy(\.isWhitespace) { throw MessageProblem(path + ".name", "is empty") }
            card["name"] = ["formatted_name": .string(name), "first_name": .string(name)]
        case .object(var name)?:
            guard let formatted = name["formatted_name"]?.text, !formatted.allSatisfy(\.isWhitespace) else {
                throw MessageProblem(path + ".name.formatted_name", "is missing")
            }
            // Meta wants one further part of the name.
            let parts = ["first_name", "last_name", "middle_name", "suffix", "prefix"]
            if !parts.contains(where: { name[$0]?.text?.isEmpty == false }) { name["first_name"] = .string(formatted) }
            card["name"] = .object(name)
        case .some(let other): throw MessageProblem(path + ".name", "is \(other.typeName), it must be text or a table")
        }
        if let phone = card["phone"], !phone.isNull {
            guard case .string(let text) = phone, let digits = ContactAliases.digits(of: text) else {
                throw MessageProblem(path + ".phone", "is not a phone number", value: phone.text ?? phone.description)
            }
            card["phone"] = nil
            card["phones"] = .array(
                (card["phones"]?.elements ?? []) + [
                    ["phone": .string("+" + digits), "wa_id": .string(digits), "type": "CELL"]
                ])
        }
        return .object(card)
    }
}
