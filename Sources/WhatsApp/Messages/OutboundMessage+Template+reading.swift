// Moonpost
// SPDX-License-Identifier: Apache-2.0

internal import Core

extension OutboundMessage.Template {
    static let names = ["name", "language", "header", "body", "buttons", "expiration_time_ms", "cards"]

    init(_ reader: ScriptReader) throws(MessageProblem) {
        name = try reader.requiredID("name", limit: Limits.templateName)
        language = try reader.requiredID("language", limit: 20)
        parts = try Parts(reader)
        offerEnds = nil
        if reader.value("expiration_time_ms") != nil {
            offerEnds = Timestamp(
                milliseconds: Int64(try reader.number("expiration_time_ms", from: 0, to: 253_402_300_799_000)))
        }
        cards = []
        guard let elements = try reader.list("cards", limit: Limits.cards) else { return }
        for (index, element) in elements.enumerated() {
            let card = try ScriptReader(element, path: "cards[\(index + 1)]", names: ["header", "body", "buttons"])
            cards.append(try Parts(card))
        }
    }
}

extension OutboundMessage.Template.Parts {
    init(_ reader: ScriptReader) throws(MessageProblem) {
        header = try OutboundMessage.Template.Header(reader)
        body = []
        let path = reader.field("body")
        switch reader.value("body") {
        case nil: break
        case .array(let values)?:
            for (index, value) in values.enumerated() {
                body.append(try .init(value, name: nil, path: "\(path)[\(index + 1)]", limit: Limits.templateText))
            }
        case .object(let values)?:
            for (name, value) in values {
                body.append(try .init(value, name: name, path: "\(path).\(name)", limit: Limits.templateText))
            }
        case .some(let other):
            throw MessageProblem(path, "is \(other.typeName), it must be a list of values, or a table of them by name")
        }
        buttons = []
        for (index, element) in (try reader.list("buttons", limit: Limits.templateButtons) ?? []).enumerated() {
            let path = reader.field("buttons[\(index + 1)]")
            let button = try OutboundMessage.Template.Button(element, path: path, place: index + 1)
            if buttons.contains(where: { $0.index == button.index }) {
                throw MessageProblem(path + ".index", "is the same as that of another button", value: String(button.index + 1))
            }
            buttons.append(button)
        }
    }
}

extension OutboundMessage.Template.Parameter {
    /// Reads a value: a text, a number, or a table with type "currency" or "date_time".
    init(_ json: JSON, name: String?, path: String, limit: Int) throws(MessageProblem) {
        if case .object = json {
            let type = json["type"]?.text
            switch type {
            case "currency":
                let names = ["type", "code", "amount_1000", "fallback_value"]
                let reader = try ScriptReader(json, path: path, names: names)
                let code = try reader.requiredID("code", limit: 3)
                guard code.count == 3 else {
                    throw MessageProblem(path + ".code", "is not a currency of ISO 4217", value: code)
                }
                let range = Int(-1e15)...Int(1e15)
                guard let amount = try reader.integer("amount_1000", from: range.lowerBound, to: range.upperBound) else {
                    throw MessageProblem(path + ".amount_1000", "is missing")
                }
                let fallback = try reader.requiredText("fallback_value", limit: limit)
                self.init(name: name, .currency(code: code, thousandths: Int64(amount), fallback: fallback))
            case "date_time":
                let reader = try ScriptReader(json, path: path, names: ["type", "fallback_value"])
                self.init(name: name, .dateTime(fallback: try reader.requiredText("fallback_value", limit: limit)))
            default:
                throw MessageProblem(path + ".type", "must be one of currency, date_time", value: type)
            }
            return
        }
        guard let text = json.text ?? json.number else {
            throw MessageProblem(path, "is \(json.typeName), it must be text or a number")
        }
        let flat = TemplateText.flattened(text)
        // Meta refuses an empty value.
        if flat.isEmpty { throw MessageProblem(path, "is empty") }
        let length = Limits.length(of: flat)
        guard length <= limit else {
            throw MessageProblem(path, "has \(length) characters, the limit is \(limit)", limit: limit, value: flat)
        }
        self.init(name: name, .text(flat))
    }
}

extension OutboundMessage.Template.Header {
    /// The field `header`: a text, or a table with a type.
    init?(_ reader: ScriptReader) throws(MessageProblem) {
        guard let value = reader.value("header") else { return nil }
        let path = reader.field("header")
        guard case .object = value else {
            self = .text(try .init(value, name: nil, path: path, limit: Limits.templateHeader))
            return
        }
        let type = value["type"]?.text
        switch type {
        case "text":
            let text = try ScriptReader(value, path: path, names: ["type", "text", "name"])
            let name = try text.text("name", limit: Limits.templateName)
            self = .text(
                try .init(value["text"] ?? .null, name: name, path: path + ".text", limit: Limits.templateHeader))
        case "image", "video", "document":
            guard let kind = type.flatMap(MediaKind.init) else { return nil }
            let names = ["type", "media"] + (kind == .document ? ["filename"] : [])
            self = .media(try OutboundMessage.Media(kind, ScriptReader(value, path: path, names: names)))
        case "location":
            let names = ["type", "latitude", "longitude", "name", "address"]
            self = .location(try OutboundMessage.Location(ScriptReader(value, path: path, names: names)))
        case "product":
            let product = try ScriptReader(value, path: path, names: ["type", "catalog_id", "product_retailer_id"])
            self = .product(
                catalogID: try product.id("catalog_id", limit: Limits.productID),
                productID: try product.requiredText("product_retailer_id", limit: Limits.productID))
        default:
            throw MessageProblem(
                path + ".type", "must be one of text, image, video, document, location, product", value: type)
        }
    }
}

extension OutboundMessage.Template.Button {
    /// The fields that each type of button has beside its type and place.
    private static let fields: [(type: String, names: [String])] = [
        ("quick_reply", ["payload"]), ("url", ["text"]), ("otp", ["code"]), ("copy_code", ["code"]),
        ("flow", ["token", "data"]), ("catalog", ["thumbnail_product_retailer_id"]),
        ("products", ["thumbnail_product_retailer_id", "products", "sections"]), ("voice_call", ["ttl_minutes", "payload"]),
    ]

    /// - Parameter place: its number in the list, from 1; the place among the template's buttons where it gives no `index`.
    init(_ json: JSON, path: String, place: Int) throws(MessageProblem) {
        let type = json["type"]?.text
        guard let type, let names = Self.fields.first(where: { $0.type == type })?.names else {
            let types = Self.fields.map(\.type).joined(separator: ", ")
            throw MessageProblem(path + ".type", "must be one of " + types, value: type)
        }
        let reader = try ScriptReader(json, path: path, names: ["type", "index"] + names)
        index = (try reader.integer("index", from: 1, to: Limits.templateButtons) ?? place) - 1
        switch type {
        case "quick_reply": value = .payload(try reader.requiredText("payload", limit: Limits.templatePayload))
        case "url":
            let text = try reader.requiredText("text", limit: Limits.url)
            if text.contains(where: \.isWhitespace) {
                throw MessageProblem(path + ".text", "is part of an address and has no spaces", value: text)
            }
            value = .urlSuffix(text)
        case "otp": value = .urlSuffix(try reader.requiredText("code", limit: Limits.couponCode))
        case "copy_code": value = .couponCode(try reader.requiredText("code", limit: Limits.couponCode))
        case "flow":
            value = .flow(token: try reader.text("token", limit: Limits.flowText), data: try reader.table("data"))
        case "catalog":
            value = .catalog(thumbnail: try reader.text("thumbnail_product_retailer_id", limit: Limits.productID))
        case "products":
            value = .products(
                thumbnail: try reader.requiredText("thumbnail_product_retailer_id", limit: Limits.productID),
                sections: try OutboundMessage.Products.sections(reader))
        default:
            value = .voiceCall(
                minutes: try reader.integer("ttl_minutes", from: 1, to: Limits.callMinutes),
                payload: try reader.text("payload", limit: Limits.callPayload))
        }
    }
}

extension JSON {
    /// A number as people write it.
    fileprivate var number: String? {
        switch self {
        case .integer(let value): String(value)
        case .number(let value) where value.isFinite: value == value.rounded() && abs(value) < 1e15 ? String(Int64(value)) : String(value)
        default: nil
        }
    }
}
