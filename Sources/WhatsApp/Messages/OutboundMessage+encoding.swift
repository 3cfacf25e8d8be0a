// Moonpost
// SPDX-License-Identifier: Apache-2.0

package import Core

extension OutboundMessage {
    /// The body that the Graph API takes at `/messages`.
    ///
    /// - Parameter callbackData: comes back in every status of the message; at most
    ///   ``Limits/callbackData`` characters.
    package func body(to recipient: Recipient, callbackData: String?) -> JSON {
        var members: [JSONObject.Member] = [("messaging_product", "whatsapp"), ("recipient_type", "individual")]
        switch recipient {
        case .phone(let digits): members.append(("to", .string(digits)))
        case .userID(let id): members.append(("recipient", .string(id)))
        }
        let (type, content) = encodedContent
        members.append(("type", .string(type)))
        members.append((type, content))
        if let identityHash { members.append(("recipient_identity_key_hash", .string(identityHash))) }
        if let replyTo, self.type != .reaction { members.append(("context", ["message_id": .string(replyTo)])) }
        if let callbackData { members.append(("biz_opaque_callback_data", .string(callbackData))) }
        return .object(JSONObject(members))
    }

    /// Meta's type and the object of that name.
    private var encodedContent: (String, JSON) {
        switch content {
        case .text(let text, let preview):
            var object: JSONObject = ["body": .string(text)]
            object["preview_url"] = preview.map(JSON.bool)
            return ("text", .object(object))
        case .media(let media): return (media.kind.rawValue, media.encoded)
        case .buttons(let buttons): return ("interactive", buttons.encoded)
        case .list(let list): return ("interactive", list.encoded)
        case .link(let link): return ("interactive", link.encoded)
        case .location(let place): return ("location", place.encoded)
        case .contacts(let cards): return ("contacts", .array(cards))
        case .reaction(let target, let emoji):
            return ("reaction", ["message_id": .string(target), "emoji": .string(emoji)])
        case .locationRequest(let text):
            return ("interactive", Self.interactive("location_request_message", text: text, action: ["name": "send_location"]))
        case .contactRequest(let text):
            return ("interactive", Self.interactive("request_contact_info", text: text, action: ["name": "request_contact_info"]))
        case .callPermission(let text):
            return (
                "interactive", Self.interactive("call_permission_request", text: text, action: ["name": "call_permission_request"])
            )
        case .voiceCall(let call): return ("interactive", call.encoded)
        case .address(let address): return ("interactive", address.encoded)
        case .product(let product): return ("interactive", product.encoded)
        case .products(let products): return ("interactive", products.encoded)
        case .catalog(let catalog): return ("interactive", catalog.encoded)
        case .flow(let flow): return ("interactive", flow.encoded)
        case .carousel(let carousel): return ("interactive", carousel.encoded)
        case .template(let template): return ("template", template.encoded)
        }
    }

    /// What interactive messages share.
    static func interactive(
        _ type: String, text: String?, header: Header? = nil, footer: String? = nil, action: JSON
    ) -> JSON {
        var object: JSONObject = ["type": .string(type)]
        object["header"] = header?.encoded
        object["body"] = text.map { ["text": .string($0)] }
        object["footer"] = footer.map { ["text": .string($0)] }
        object["action"] = action
        return .object(object)
    }
}

extension OutboundMessage.Header {
    var encoded: JSON {
        switch self {
        case .text(let text): ["type": "text", "text": .string(text)]
        case .media(let media): media.typed
        }
    }
}

extension OutboundMessage.Media {
    /// With its type, as headers and the parameters of templates carry it.
    var typed: JSON {
        let type = kind.rawValue
        return .object(JSONObject([("type", .string(type)), (type, encoded)]))
    }

    fileprivate var encoded: JSON {
        var object = JSONObject()
        switch source {
        case .id(let id): object["id"] = .string(id)
        case .link(let link): object["link"] = .string(link)
        }
        object["caption"] = caption.map(JSON.string)
        object["filename"] = filename.map(JSON.string)
        if isVoice { object["voice"] = true }
        return .object(object)
    }
}

extension OutboundMessage.Location {
    var encoded: JSON {
        var object: JSONObject = ["latitude": .number(latitude), "longitude": .number(longitude)]
        object["name"] = name.map(JSON.string)
        object["address"] = address.map(JSON.string)
        return .object(object)
    }
}

extension OutboundMessage.Buttons {
    fileprivate var encoded: JSON {
        let buttons = buttons.map { button -> JSON in
            ["type": "reply", "reply": ["id": .string(button.id), "title": .string(button.title)]]
        }
        return OutboundMessage.interactive(
            "button", text: text, header: header, footer: footer, action: ["buttons": .array(buttons)])
    }
}

extension OutboundMessage.List {
    fileprivate var encoded: JSON {
        let sections = sections.map { section -> JSON in
            var object = JSONObject()
            object["title"] = section.title.map(JSON.string)
            object["rows"] = .array(
                section.rows.map { row in
                    var object: JSONObject = ["id": .string(row.id), "title": .string(row.title)]
                    object["description"] = row.description.map(JSON.string)
                    return .object(object)
                })
            return .object(object)
        }
        return OutboundMessage.interactive(
            "list", text: text, header: header, footer: footer,
            action: ["button": .string(button), "sections": .array(sections)])
    }
}

extension OutboundMessage.Link {
    fileprivate var encoded: JSON {
        OutboundMessage.interactive(
            "cta_url", text: text, header: header, footer: footer,
            action: ["name": "cta_url", "parameters": ["display_text": .string(title), "url": .string(url)]])
    }
}
