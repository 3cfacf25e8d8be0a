// Moonpost
// SPDX-License-Identifier: Apache-2.0

internal import Core
internal import WhatsApp

extension SimulatedPlatform {
    /// What a person's action becomes in Meta's words, and how it changes the message it refers to.
    struct Draft {
        var type: String
        var content: JSON
        var context: String?
        var chosen: String?
        /// The name of the file that the person chose; Meta's webhook of a picture does not tell it.
        var fileName: String?
        var reaction: (on: String, emoji: String?)?
        /// What stands in the place of an earlier message of the person's from now on; nothing where it is deleted.
        var correction: (of: String, content: JSON?)?
        /// Whether it is a message of its own, with a bubble.
        var hasBubble: Bool { reaction == nil && correction == nil }
        /// The file that is sent, without what only the platform knows of it.
        var file: SimulatedMedia?
    }

    func draft(_ content: PersonContent, in key: SimulatedConversation.Key) throws(PersonProblem) -> Draft {
        switch content {
        case .text(let text):
            guard !text.isEmpty, Limits.length(of: text) <= 65_536 else {
                throw PersonProblem(.invalid, "a text has 1 to 65,536 characters")
            }
            return Draft(type: "text", content: ["body": .string(text)])
        case .button(let message, let id) where conversations[key]?.message(message)?.filled != nil:
            // What is tapped on a template comes back as "button", in Meta's older form.
            let buttons = conversations[key]?.message(message)?.filled?["buttons"]?.elements ?? []
            guard let button = buttons.first(where: { $0["type"]?.text == "quick_reply" && $0["id"]?.text == id }) else {
                throw PersonProblem(.unknownChoice, "the template has no quick reply \"\(id)\"")
            }
            return Draft(type: "button", content: ["payload": .string(id), "text": button["text"] ?? ""], context: message, chosen: id)
        case .button(let message, let id):
            let action = try interactive(message, "button", "carousel", in: key)["action"]
            // A card's buttons stand in its own action.
            let actions = [action] + (action?["cards"]?.elements ?? []).map { $0["action"] }
            let buttons = actions.flatMap { $0?["buttons"]?.elements ?? [] }
            guard let reply = buttons.lazy.compactMap({ $0["reply"] ?? $0["quick_reply"] }).first(where: { $0["id"]?.text == id }) else {
                throw PersonProblem(.unknownChoice, "the message has no button \"\(id)\"")
            }
            let answer: JSON = ["type": "button_reply", "button_reply": ["id": .string(id), "title": reply["title"] ?? ""]]
            return Draft(type: "interactive", content: answer, context: message, chosen: id)
        case .row(let message, let id):
            let sections = try interactive(message, "list", in: key)["action"]?["sections"]?.elements ?? []
            guard let row = sections.flatMap({ $0["rows"]?.elements ?? [] }).first(where: { $0["id"]?.text == id }) else {
                throw PersonProblem(.unknownChoice, "the list has no row \"\(id)\"")
            }
            var reply: JSONObject = ["id": .string(id), "title": row["title"] ?? ""]
            if let description = row["description"] { reply["description"] = description }
            let answer: JSON = ["type": "list_reply", "list_reply": .object(reply)]
            return Draft(type: "interactive", content: answer, context: message, chosen: id)
        case .form(let message, let response):
            _ = try interactive(message, "flow", in: key)
            let reply: JSON = [
                "type": "nfm_reply",
                "nfm_reply": ["name": "flow", "body": "Sent", "response_json": .string(response.description)],
            ]
            return Draft(type: "interactive", content: reply, context: message)
        case .location(let latitude, let longitude, let name, let address):
            guard latitude.magnitude <= 90, longitude.magnitude <= 180 else {
                throw PersonProblem(.invalid, "there is no place at \(latitude), \(longitude)")
            }
            var place: JSONObject = ["latitude": .number(latitude), "longitude": .number(longitude)]
            if let name { place["name"] = .string(name) }
            if let address { place["address"] = .string(address) }
            return Draft(type: "location", content: .object(place))
        case .media(let kind, let name, let caption, let bytes):
            return try file(kind, name, caption: caption, bytes: bytes)
        case .voice(let name, let bytes):
            return try file(.audio, name, caption: nil, isVoice: true, bytes: bytes)
        case .reaction(let message, let emoji):
            guard places[message] == key else { throw PersonProblem(.unknownMessage, "there is no message \"\(message)\" here") }
            var reaction: JSONObject = ["message_id": .string(message)]
            if let emoji { reaction["emoji"] = .string(emoji) }
            return Draft(type: "reaction", content: .object(reaction), context: message, reaction: (message, emoji))
        case .contacts(let cards): return try contacts(cards)
        case .order(let items, let text): return try order(items, text)
        case .edit(let message, let text):
            let edited = try own(message, in: key)
            guard edited.type == "text" else { throw PersonProblem(.invalid, "only a text can be edited here, and that message is of type \(edited.type)") }
            guard !text.isEmpty else { throw PersonProblem(.invalid, "a text has 1 to 65,536 characters") }
            let correction: JSON = ["type": "text", "text": ["body": .string(text)]]
            return Draft(
                type: "edit", content: ["original_message_id": .string(edited.id), "message": correction], correction: (edited.id, ["body": .string(text)]))
        case .deletion(let message):
            let deleted = try own(message, in: key).id
            return Draft(type: "revoke", content: ["original_message_id": .string(deleted)], correction: (deleted, nil))
        }
    }

    /// What the person sent: this message, or the latest.
    private func own(_ id: String?, in key: SimulatedConversation.Key) throws(PersonProblem) -> SimulatedMessage {
        let found = id.map { conversations[key]?.message($0) } ?? conversations[key]?.messages.last { $0.sender == .person }
        guard let found, found.sender == .person else {
            throw PersonProblem(.unknownMessage, id.map { "there is no message \"\($0)\" of the person's here" } ?? "the person has sent nothing here yet")
        }
        return found
    }

    /// Source: Meta, "Contacts messages webhook".
    private func contacts(_ cards: [PersonContent.Card]) throws(PersonProblem) -> Draft {
        guard (1...Limits.contacts).contains(cards.count) else { throw PersonProblem(.invalid, "1 to \(Limits.contacts) contacts can be shared at once") }
        var list: [JSON] = []
        for card in cards {
            guard !card.name.isEmpty, let digits = ContactAliases.digits(of: card.phone) else {
                throw PersonProblem(.invalid, "\"\(card.name)\" with \"\(card.phone)\" is no contact: it has a name, and a number with country code")
            }
            let words = card.name.split(separator: " ")
            var name: JSONObject = ["formatted_name": .string(card.name), "first_name": .string(String(words.first ?? ""))]
            if words.count > 1, let last = words.last { name["last_name"] = .string(String(last)) }
            list.append(["name": .object(name), "phones": [["phone": .string("+" + digits), "wa_id": .string(digits), "type": "CELL"]]])
        }
        return Draft(type: "contacts", content: .array(list))
    }

    /// Source: Meta, "Order messages webhook".
    private func order(_ items: [PersonContent.Item], _ text: String?) throws(PersonProblem) -> Draft {
        guard !items.isEmpty, items.allSatisfy({ !$0.product.isEmpty && (1...999).contains($0.quantity) && $0.price >= 0 }) else {
            throw PersonProblem(.invalid, "an order has products, 1 to 999 of each, with prices that are not below 0")
        }
        var order: JSONObject = [
            "catalog_id": "194836987003835",
            "product_items": .array(items.map { item in
                [
                    "product_retailer_id": .string(item.product), "quantity": .integer(Int64(item.quantity)), "item_price": .number(item.price),
                    "currency": .string(item.currency),
                ]
            }),
        ]
        if let text, !text.isEmpty { order["text"] = .string(text) }
        return Draft(type: "order", content: .object(order))
    }

    /// Shows the choice or reaction on the message that it was made on.
    mutating func change(_ draft: Draft) -> [PlatformAction] {
        if let correction = draft.correction {
            return update(correction.of) { $0.correct(correction.content) }
        }
        if let reaction = draft.reaction { return update(reaction.on) { $0.reactionOfPerson = reaction.emoji } }
        guard let context = draft.context, let chosen = draft.chosen else { return [] }
        return update(context) { $0.chosen = chosen }
    }

    private func interactive(_ id: String, _ kinds: String..., in key: SimulatedConversation.Key) throws(PersonProblem) -> JSON {
        guard let message = conversations[key]?.message(id), message.sender == .bot else {
            throw PersonProblem(.unknownMessage, "there is no message \"\(id)\" from the bot here")
        }
        guard message.type == "interactive", kinds.contains(message.content["type"]?.text ?? ""), message.failure == nil else {
            throw PersonProblem(.unknownChoice, "that message offers no \(kinds == ["list"] ? "list" : "buttons")")
        }
        return message.content
    }

    private func file(_ kind: MediaKind, _ name: String, caption: String?, isVoice: Bool = false, bytes: [UInt8]?) throws(PersonProblem) -> Draft {
        let type = try MediaFile.type(of: name, as: kind)
        var file: JSONObject = [:]
        if let caption, !caption.isEmpty {
            guard kind.hasCaption else { throw PersonProblem(.invalid, "WhatsApp has no caption with a message of type \(kind.rawValue)") }
            file["caption"] = .string(caption)
        }
        if kind == .document { file["filename"] = .string(name) }
        if kind == .audio { file["voice"] = .bool(isVoice) }
        if kind == .sticker { file["animated"] = false }
        file["mime_type"] = .string(type)
        let sent = SimulatedMedia(
            id: newMediaID(), number: "", mime: type, bytes: bytes ?? Array("a sample of \(name)\n".utf8), filename: name,
            expiresAt: Timestamp(milliseconds: 0))
        guard sent.bytes.count <= Limits.documentBytes else {
            throw PersonProblem(.invalid, "WhatsApp takes files of 100 MB at most, and \(name) has \(sent.bytes.count) bytes")
        }
        file["sha256"] = .string(Base64.encode(sent.sha256))
        file["id"] = .string(sent.id)
        return Draft(type: kind.rawValue, content: .object(file), fileName: name, file: sent)
    }
}
