// Moonpost
// SPDX-License-Identifier: Apache-2.0

internal import Core
internal import Testing
internal import WhatsApp

/// A row of the table of limits: a field of a message, and how much of it is let through.
struct LimitRow: Sendable, CustomTestStringConvertible {
    enum Counted: Sendable { case characters, elements }

    var type: String
    /// As the error names it.
    var field: String
    var limit: Int
    var counted: Counted
    /// The message with so much in the field.
    var make: @Sendable (Int) -> JSON

    var testDescription: String { "\(type): \(field) \(limit)" }

    static func characters(_ base: JSON, _ field: String, _ limit: Int, _ put: @escaping @Sendable (JSON) -> JSON) -> LimitRow {
        LimitRow(type: base["type"]?.text ?? "", field: field, limit: limit, counted: .characters) {
            base.merging(put(.string(String(repeating: "x", count: $0))))
        }
    }

    static func elements(_ base: JSON, _ field: String, _ limit: Int, _ put: @escaping @Sendable (Int) -> JSON) -> LimitRow {
        LimitRow(type: base["type"]?.text ?? "", field: field, limit: limit, counted: .elements) { base.merging(put($0)) }
    }
}

extension JSON {
    /// The object with the members of another in place of its own.
    func merging(_ other: JSON) -> JSON {
        var object = self.object ?? [:]
        for (key, value) in other.object ?? [:] { object[key] = value }
        return .object(object)
    }
}

/// Messages with no more in them than there must be.
enum Sample {
    static let buttons: JSON = ["type": "buttons", "text": "t", "buttons": ["a"]]
    static let list: JSON = ["type": "list", "text": "t", "rows": ["a"]]
    static let link: JSON = ["type": "link", "text": "t", "title": "t", "url": "https://e.org"]
    static let product: JSON = ["type": "product", "catalog_id": "1", "product_retailer_id": "p"]
    static let products: JSON = ["type": "products", "header": "h", "text": "t", "catalog_id": "1", "products": ["p"]]
    static let catalog: JSON = ["type": "catalog", "text": "t"]
    static let flow: JSON = ["type": "flow", "text": "t", "flow_id": "1", "cta": "Open"]
    static let voiceCall: JSON = ["type": "voice_call", "text": "t"]
    static let address: JSON = ["type": "address", "text": "t"]
    static let template: JSON = ["type": "template", "name": "n", "language": "en"]
    static let locationRequest: JSON = ["type": "location_request", "text": "t"]
    static let contactRequest: JSON = ["type": "contact_request", "text": "t"]
    static let callPermission: JSON = ["type": "call_permission", "text": "t"]
    static let carousel: JSON = ["type": "carousel", "text": "t", "cards": cards(2)]
    static let location: JSON = ["type": "location", "latitude": 1, "longitude": 1]

    static func card(_ other: JSON = [:]) -> JSON {
        let card: JSON = ["header": ["type": "image", "media": "1"], "title": "t", "url": "https://e.org"]
        return card.merging(other)
    }

    static func cards(_ count: Int) -> JSON { .array(Array(repeating: card(), count: count)) }

    static func titles(_ count: Int) -> JSON { .array((0..<count).map { .string("t\($0)") }) }

    static let all: [JSON] = [
        buttons, list, link, product, products, catalog, flow, voiceCall, address, template, locationRequest, contactRequest,
        callPermission, carousel, location,
    ]
}
