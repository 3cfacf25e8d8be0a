// Moonpost
// SPDX-License-Identifier: Apache-2.0

internal import Core
internal import WhatsApp

/// Compares a template message with its template, as Meta does, and fills the values in.
///
/// The words of 132000 and 132012 are those that Meta's answers have (seen in chatwoot#13851, pywa#154, frappe_whatsapp#147).
struct TemplateCheck {
    let definition: TemplateDefinition
    /// Of the request.
    let components: [JSON]

    /// What the person sees: header, text, footer and buttons, as in an interactive message.
    func filled() throws(GraphError) -> JSON {
        var shown: JSONObject = [:]
        let parts = definition.parts
        shown["header"] = try header(parts.header)
        let values = try values("body", TemplateText.placeholders(in: parts.body), hasPassword: parts.buttons.contains { $0.kind == .password })
        shown["body"] = ["text": .string(parts.body.isEmpty ? values.values.sorted().joined(separator: " ") : TemplateText.filled(parts.body, with: values))]
        shown["footer"] = parts.footer.map { ["text": .string($0)] }
        let buttons = try buttons(parts.buttons)
        if !buttons.isEmpty { shown["buttons"] = .array(buttons) }
        let cards = component("carousel")?["cards"]?.elements?.count ?? 0
        guard cards == definition.cards.count else { throw .templateCount("carousel", cards, expected: definition.cards.count) }
        return .object(shown)
    }

    private func component(_ type: String) -> JSON? { components.first { $0["type"]?.text?.lowercased() == type } }

    private func parameters(_ type: String) -> [JSON] { component(type)?["parameters"]?.elements ?? [] }

    private func header(_ header: TemplateDefinition.Header?) throws(GraphError) -> JSON? {
        let given = parameters("header")
        let type = given.first?["type"]?.text?.lowercased()
        switch header {
        case nil:
            guard given.isEmpty else { throw .templateCount("header", given.count, expected: 0) }
            return nil
        case .text(let text)?:
            let values = try values("header", TemplateText.placeholders(in: text), hasPassword: false)
            return ["type": "text", "text": .string(TemplateText.filled(text, with: values))]
        case .media(let kind)?: try expect(kind.rawValue, type)
        case .location?: try expect("location", type)
        case .product?: try expect("product", type)
        }
        var shown = given.first?.object ?? [:]
        shown["type"] = type.map(JSON.string)
        return .object(shown)
    }

    private func expect(_ expected: String, _ type: String?) throws(GraphError) {
        guard type == expected else {
            throw .templateFormat("header: Format mismatch, expected \(expected.uppercased()), received \((type ?? "unknown").uppercased())")
        }
    }

    /// The texts by the names of their places.
    private func values(_ part: String, _ places: [String], hasPassword: Bool) throws(GraphError) -> [String: String] {
        let given = parameters(part)
        let places = hasPassword && places.isEmpty ? ["1"] : places
        guard given.count == places.count else { throw .templateCount(part, given.count, expected: places.count) }
        var values: [String: String] = [:]
        for (index, parameter) in given.enumerated() {
            let type = parameter["type"]?.text?.lowercased() ?? "unknown"
            guard let text = parameter[type]?.text ?? parameter[type]?["fallback_value"]?.text, ["text", "currency", "date_time"].contains(type) else {
                throw .templateFormat("\(part): Format mismatch, expected TEXT, received \(type.uppercased())")
            }
            var place = places[index]
            if definition.format == .named, !hasPassword {
                // How Meta puts this is not documented.
                guard let name = parameter["parameter_name"]?.text, places.contains(name), values[name] == nil else {
                    throw .templateFormat("\(part): parameter_name is missing or is not one of \(places.joined(separator: ", "))")
                }
                place = name
            }
            values[place] = text
        }
        return values
    }

    private func buttons(_ buttons: [TemplateDefinition.Button]) throws(GraphError) -> [JSON] {
        var given: [Int: JSON] = [:]
        for component in components where component["type"]?.text?.lowercased() == "button" {
            let index = component["index"].flatMap { $0.text.flatMap(Int.init) ?? $0.int.map(Int.init) } ?? 0
            guard buttons.indices.contains(index) else {
                throw .templateFormat("buttons: there is no button at index \(index), the template has \(buttons.count)")
            }
            given[index] = component["parameters"]?[0] ?? .null
        }
        var shown: [JSON] = []
        for (index, button) in buttons.enumerated() {
            let value = given[index]
            var object: JSONObject = ["text": .string(button.title)]
            switch button.kind {
            case .quickReply:
                object["type"] = "quick_reply"
                object["id"] = .string(value?["payload"]?.text ?? button.title)
            case .url(let address):
                let places = TemplateText.placeholders(in: address)
                object["type"] = "url"
                guard let place = places.first else {
                    guard value == nil else { throw .templateCount("button at index \(index)", 1, expected: 0) }
                    object["url"] = .string(address)
                    break
                }
                guard let text = value?["text"]?.text else { throw .templateButton(index, "Url") }
                object["url"] = .string(TemplateText.filled(address, with: [place: text]))
            case .password:
                guard value?["text"] != nil else { throw .templateButton(index, "Url") }
                object["type"] = "other"
            case .copyCode:
                guard value?["coupon_code"] != nil else { throw .templateButton(index, "CopyCode") }
                object["type"] = "other"
            default: object["type"] = "other"
            }
            shown.append(.object(object))
        }
        return shown
    }
}
