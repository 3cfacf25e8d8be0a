// Moonpost
// SPDX-License-Identifier: Apache-2.0

internal import Core

extension TemplateDefinition {
    /// Puts values into places, and keeps a list of what is missing, empty or left over.
    struct Filling {
        let values: JSONObject
        /// Where the values stand, with a dot at its end; empty for those of the message itself.
        let path: String
        let subject: String
        private var known: [String] = []
        private var missing: [String] = []
        private var empty: [String] = []

        init(values: JSONObject, path: String, subject: String) {
            self.values = values
            self.path = path
            self.subject = subject
        }

        /// The value of a name, or nil where there is none or it is empty, which is remembered.
        mutating func take(_ name: String, isRequired: Bool) -> JSON? {
            if !known.contains(name) { known.append(name) }
            guard let value = values[name], !value.isNull else {
                if isRequired, !missing.contains(path + name) { missing.append(path + name) }
                return nil
            }
            if let text = value.text, TemplateText.flattened(text).isEmpty {
                if !empty.contains(path + name) { empty.append(path + name) }
                return nil
            }
            return value
        }

        /// - Throws: one problem that names everything that is wrong with the names.
        func finish() throws(MessageProblem) {
            let unknown = values.keys.filter { !known.contains($0) }
            var parts: [String] = []
            if !missing.isEmpty { parts.append("lacks \(Self.list(missing))") }
            if !empty.isEmpty { parts.append("has nothing in \(Self.list(empty))") }
            if !unknown.isEmpty {
                let free = known.filter { missing.contains(path + $0) }
                let hint = unknown.count == 1 ? NearestName.of(unknown[0], among: free.isEmpty ? known : free) : nil
                parts.append(
                    "has no place for \(Self.list(unknown.map { path + $0 }))"
                        + (hint.map { ", did you mean \"\($0)\"?" } ?? (known.isEmpty ? ", it takes none" : ", it takes \(Self.list(known))")))
            }
            guard parts.isEmpty else { throw MessageProblem(subject, parts.joined(separator: "; ")) }
        }

        private static func list(_ names: [String]) -> String { names.map { "\"\($0)\"" }.joined(separator: ", ") }

        mutating func fill(_ parts: Parts, of template: TemplateDefinition, names: [String]) throws(MessageProblem)
            -> OutboundMessage.Template.Parts
        {
            var result = OutboundMessage.Template.Parts()
            var texts: [String: String] = [:]
            for place in parts.places(template, names: names) {
                guard let value = take(place.name, isRequired: place.isRequired) else { continue }
                let path = path + place.name
                switch place.kind {
                case .header:
                    guard let header = parts.header else { continue }
                    result.header = try Self.header(header, value, path: path, isNamed: template.format == .named)
                case .body(let inner):
                    let name = template.format == .named ? inner : nil
                    let limit = place.name == "code" ? Limits.couponCode : Limits.templateText
                    let parameter = try OutboundMessage.Template.Parameter(value, name: name, path: path, limit: limit)
                    result.body.append(parameter)
                    texts[inner] = parameter.text
                case .button(let index):
                    let button = try Self.button(parts.buttons[index].kind, value, path: path)
                    result.buttons.append(.init(index: index, button))
                }
            }
            // One code fills both: what is read and what the button copies.
            if let index = parts.buttons.firstIndex(where: { $0.kind == .password }), let code = result.body.first?.text {
                result.buttons.insert(.init(index: index, .urlSuffix(code)), at: 0)
            }
            let length = Limits.length(of: TemplateText.filled(parts.body, with: texts))
            guard length <= Limits.templateText else {
                throw MessageProblem(
                    "the text of \(subject)", "has \(length) characters with its values, the limit is \(Limits.templateText)",
                    limit: Limits.templateText)
            }
            return result
        }

        private static func header(_ header: Header, _ value: JSON, path: String, isNamed: Bool) throws(MessageProblem)
            -> OutboundMessage.Template.Header?
        {
            switch header {
            case .text(let text):
                let inner = TemplateText.placeholders(in: text).first
                // The words around it count too.
                let around = Limits.length(of: TemplateText.filled(text, with: [inner ?? "": ""]))
                return .text(
                    try .init(
                        value, name: isNamed ? inner : nil, path: path, limit: max(1, Limits.templateHeader - around)))
            case .media(let kind):
                let names = ["media"] + (kind == .document ? ["filename"] : [])
                // An address or an id may stand alone.
                let isBare = value.text != nil || value["id"] != nil || value["link"] != nil
                let table: JSON = isBare ? ["media": value] : value
                return .media(try OutboundMessage.Media(kind, ScriptReader(table, path: path, names: names, passed: ["type"])))
            case .location:
                let names = ["latitude", "longitude", "name", "address"]
                return .location(
                    try OutboundMessage.Location(ScriptReader(value, path: path, names: names, passed: ["type"])))
            case .product:
                let table: JSON = value.text == nil ? value : ["product_retailer_id": value]
                let reader = try ScriptReader(
                    table, path: path, names: ["catalog_id", "product_retailer_id"], passed: ["type"])
                return .product(
                    catalogID: try reader.id("catalog_id", limit: Limits.productID),
                    productID: try reader.requiredText("product_retailer_id", limit: Limits.productID))
            }
        }

        /// A plain value is the one field that the button's kind has; a table has its fields.
        private static func button(_ kind: Button.Kind, _ value: JSON, path: String) throws(MessageProblem)
            -> OutboundMessage.Template.Button.Value
        {
            let (type, field) =
                switch kind {
                case .quickReply: ("quick_reply", "payload")
                case .url: ("url", "text")
                case .copyCode: ("copy_code", "code")
                case .password: ("otp", "code")
                case .flow: ("flow", "token")
                case .catalog: ("catalog", "thumbnail_product_retailer_id")
                case .products: ("products", "products")
                case .voiceCall: ("voice_call", "payload")
                case .fixed(let type): (type.lowercased(), "")
                }
            var table: JSONObject = [:]
            if case .object(let object) = value { table = object } else { table[field] = value.int.map { .string(String($0)) } ?? value }
            table["type"] = .string(type)
            let button = try OutboundMessage.Template.Button(.object(table), path: path, place: 1).value
            if case .url(let address) = kind, case .urlSuffix(let suffix) = button {
                let length = Limits.length(of: address) + Limits.length(of: suffix)
                guard length <= Limits.url else {
                    throw MessageProblem(
                        path, "makes an address of \(length) characters, the limit is \(Limits.url)", limit: Limits.url, value: suffix)
                }
            }
            return button
        }
    }
}

extension OutboundMessage.Template.Parameter {
    /// What a person reads where the phone does not format it.
    fileprivate var text: String {
        switch value {
        case .text(let text): text
        case .currency(_, _, let fallback), .dateTime(let fallback): fallback
        }
    }
}
