// Moonpost
// SPDX-License-Identifier: Apache-2.0

package import Core
internal import Foundation
internal import WhatsApp

extension PersonContent {
    /// Reads what the page sends: `{"type": "text", "text": …}`, `button` and `row` with `message` and `id`, `form` with `message` and `response`, `location`
    /// with `latitude` and `longitude`, `image` (or `video`, `audio`, `voice`, `document`, `sticker`) with `name` and, in base64,
    /// `data`, `reaction` with `message` and `emoji`, `contacts` with a list of `name` and `phone`, `order` with `items` (`product`, `quantity`, `price`,
    /// `currency`) and `text`, `edit` with `text`, `deletion`; the last two with the `message` that is meant where it is not the latest.
    package init(_ json: JSON) throws(PersonProblem) {
        func text(_ key: String) throws(PersonProblem) -> String {
            guard let value = json[key]?.text else { throw PersonProblem(.invalid, "\"\(key)\" must be text") }
            return value
        }
        var bytes: [UInt8]?
        if let data = json["data"]?.text {
            guard let decoded = Data(base64Encoded: data) else { throw PersonProblem(.invalid, "\"data\" must be base64") }
            bytes = Array(decoded)
        }
        switch json["type"]?.text {
        case "text": self = .text(try text("text"))
        case "button": self = .button(message: try text("message"), id: try text("id"))
        case "row": self = .row(message: try text("message"), id: try text("id"))
        case "location":
            guard let latitude = json["latitude"]?.double, let longitude = json["longitude"]?.double else {
                throw PersonProblem(.invalid, "a location needs \"latitude\" and \"longitude\"")
            }
            self = .location(
                latitude: latitude, longitude: longitude, name: json["name"]?.text, address: json["address"]?.text)
        case "form": self = .form(message: try text("message"), response: json["response"] ?? [:])
        case "voice": self = .voice(name: try text("name"), bytes: bytes)
        case "reaction": self = .reaction(message: try text("message"), emoji: json["emoji"]?.text)
        case "contacts":
            self = .contacts(try Self.list(json["contacts"], "contacts") { card throws(PersonProblem) in
                guard let name = card["name"]?.text, let phone = card["phone"]?.text else {
                    throw PersonProblem(.invalid, "each of \"contacts\" needs a \"name\" and a \"phone\"")
                }
                return Card(name: name, phone: phone)
            })
        case "order":
            self = .order(try Self.list(json["items"], "items") { item throws(PersonProblem) in
                guard let product = item["product"]?.text else { throw PersonProblem(.invalid, "each of \"items\" needs a \"product\"") }
                return Item(
                    product: product, quantity: item["quantity"]?.int.flatMap { Int(exactly: $0) } ?? 1, price: item["price"]?.double ?? 0,
                    currency: item["currency"]?.text ?? "USD")
            }, text: json["text"]?.text)
        case "edit": self = .edit(message: json["message"]?.text, text: try text("text"))
        case "deletion": self = .deletion(message: json["message"]?.text)
        case let type:
            guard let kind = type.flatMap(MediaKind.init) else {
                throw PersonProblem(
                    .invalid,
                    "\"type\" must be text, button, row, form, location, image, video, audio, voice, document, sticker, reaction, contacts, order, edit or deletion")
            }
            self = .media(kind, name: try text("name"), caption: json["caption"]?.text, bytes: bytes)
        }
    }

    private static func list<Member>(
        _ json: JSON?, _ name: String, _ read: (JSON) throws(PersonProblem) -> Member
    ) throws(PersonProblem) -> [Member] {
        guard let elements = json?.elements else { throw PersonProblem(.invalid, "\"\(name)\" must be a list") }
        var members: [Member] = []
        for element in elements { members.append(try read(element)) }
        return members
    }
}
