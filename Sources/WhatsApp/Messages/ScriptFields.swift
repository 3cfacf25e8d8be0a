// Moonpost
// SPDX-License-Identifier: Apache-2.0

internal import Core

/// Collects the fields of an inbound message as scripts see them.
struct ScriptFields {
    private let wamid: String
    /// Whether a file may be told of without its id: what was edited, and history at first, have captions alone.
    private let isPartial: Bool
    private var fields: [JSONObject.Member] = []
    /// What was tapped, of `buttons` and `list`.
    private var choice: String?

    private init(wamid: String, isPartial: Bool) {
        self.wamid = wamid
        self.isPartial = isPartial
    }

    /// The whole message as scripts see it, and its type: ``MessageType/unknown`` where the object has not the shape
    /// of a type that is known.
    static func content(wamid: String, object: JSONObject, isPartial: Bool = false) -> (MessageType, JSON) {
        let name = object["type"]?.text ?? inferredType(of: object)
        var fields = ScriptFields(wamid: wamid, isPartial: isPartial)
        guard let type = fields.read(type: name, of: object) else {
            return (.unknown, unknown(wamid: wamid, name: name, object: object))
        }
        return (type, .object(fields.finish(type: type, of: object)))
    }

    /// Meta's own examples of places and cards have no type: then it is the name of what is there.
    private static func inferredType(of object: JSONObject) -> String {
        guard object["type"] == nil else { return "" }
        let names = ["text", "image", "video", "audio", "document", "sticker", "location", "contacts", "interactive", "order"]
        return names.first { object[$0] != nil } ?? ""
    }

    /// What is not known is kept whole; of Meta's own `unsupported` it tells what the person did.
    private static func unknown(wamid: String, name: String, object: JSONObject) -> JSON {
        var members: [JSONObject.Member] = [
            ("type", .string(MessageType.unknown.rawValue)), ("id", .string(wamid)), ("wamid", .string(wamid)),
            ("name", .string(name)),
        ]
        if let kind = object["unsupported"]?["type"]?.text { members.append(("kind", .string(kind))) }
        if let errors = object["errors"], case .array = errors { members.append(("errors", errors)) }
        if let group = object["group_id"], case .string = group { members.append(("group_id", group)) }
        members.append(("raw", .object(object)))
        return .object(JSONObject(members))
    }

    /// Reads the fields of a message of Meta's type `name`.
    /// - Returns: our type; nil where the type is unknown or the object has not its shape.
    private mutating func read(type name: String, of object: JSONObject) -> MessageType? {
        switch name {
        case "text": text(object)
        case "image", "video", "audio", "document", "sticker": media(name, object)
        // An older name of a voice message.
        case "voice": voice(object)
        case "interactive": interactive(object)
        case "button": templateButton(object)
        case "location": location(object)
        case "reaction": reaction(object)
        case "contacts": contacts(object)
        case "order": order(object)
        case "system": system(object)
        case "edit": edit(object)
        case "revoke": revoke(object)
        case "request_welcome": .requestWelcome
        default: nil
        }
    }

    /// The whole script shape, in a fixed order: type, ids, the type's own fields, what the message answers.
    private consuming func finish(type: MessageType, of object: JSONObject) -> JSONObject {
        var members: [JSONObject.Member] = []
        members.reserveCapacity(fields.count + 4)
        members.append(("type", .string(type.rawValue)))
        members.append(("id", .string(choice ?? wamid)))
        members.append(("wamid", .string(wamid)))
        members.append(contentsOf: fields)
        if let context = object["context"], case .object = context { members.append(("context", context)) }
        if let referral = object["referral"], case .object = referral { members.append(("referral", referral)) }
        for name in ["group_id", "origin"] {
            if let value = object[name], case .string = value { members.append((name, value)) }
        }
        if let identity = object["identity"], case .object = identity { members.append(("identity", identity)) }
        return JSONObject(members)
    }

    private mutating func add(_ name: String, _ value: JSON?) {
        if let value, !value.isNull { fields.append((name, value)) }
    }

    private mutating func text(_ object: JSONObject) -> MessageType? {
        guard let body = object["text"]?["body"], case .string = body else { return nil }
        fields.append(("text", body))
        return .text
    }

    /// `media` holds what names the file (`id`, `mime_type`, `sha256`, `url`, and Meta's further fields of it).
    private mutating func media(_ name: String, _ object: JSONObject) -> MessageType? {
        guard let type = MessageType(rawValue: name), case .object(let file)? = object[name] else { return nil }
        let isNamed = file["id"]?.text != nil || file["url"]?.text != nil || file["link"]?.text != nil
        guard isNamed || isPartial else { return nil }
        var media: [JSONObject.Member] = []
        for (key, value) in file where !["caption", "filename", "voice", "animated"].contains(key) {
            media.append((key, value))
        }
        if isNamed { fields.append(("media", .object(JSONObject(media)))) }
        if let caption = file["caption"], case .string = caption {
            fields.append(("caption", caption))
            fields.append(("text", caption))
        }
        for key in ["filename", "voice", "animated"] { add(key, file[key]) }
        return type
    }

    private mutating func voice(_ object: JSONObject) -> MessageType? {
        guard case .object(var file)? = object["voice"] else { return nil }
        file["voice"] = true
        return media("audio", ["audio": .object(file)])
    }

    private mutating func interactive(_ object: JSONObject) -> MessageType? {
        guard case .object(let interactive)? = object["interactive"] else { return nil }
        switch interactive["type"]?.text {
        case "button_reply": return reply(interactive["button_reply"], .buttons)
        case "list_reply": return reply(interactive["list_reply"], .list)
        case "nfm_reply": return flow(interactive["nfm_reply"])
        case "call_permission_reply": return callPermission(interactive["call_permission_reply"])
        case "product": return product(interactive)
        default: return nil
        }
    }

    /// The answer to a request to be called: `response` is "accept" or "reject".
    ///
    /// Source: Meta, "Obtain user call permissions".
    private mutating func callPermission(_ reply: JSON?) -> MessageType? {
        guard let response = reply?["response"], case .string = response else { return nil }
        fields.append(("response", response))
        for key in ["is_permanent", "expiration_timestamp", "response_source"] { add(key, reply?[key]) }
        return .callPermission
    }

    /// A product that the person sent. Meta documented the type in August 2026; where the names stand varies.
    private mutating func product(_ interactive: JSONObject) -> MessageType? {
        let places = [interactive["product"], interactive["action"], .object(interactive)]
        guard let place = places.lazy.compactMap(\.self).first(where: { $0["product_retailer_id"]?.text != nil }) else {
            return nil
        }
        for key in ["catalog_id", "product_retailer_id"] { add(key, place[key]) }
        if let text = interactive["body"]?["text"], case .string = text { fields.append(("text", text)) }
        return .product
    }

    private mutating func reply(_ reply: JSON?, _ type: MessageType) -> MessageType? {
        guard let id = reply?["id"]?.text, let title = reply?["title"]?.text else { return nil }
        choice = id
        fields.append(("title", .string(title)))
        if let description = reply?["description"], case .string = description {
            fields.append(("description", description))
        }
        fields.append(("text", .string(title)))
        return type
    }

    /// The answer of a WhatsApp Flow: `response_json` is JSON within a text. A text that is no JSON stays a text.
    private mutating func flow(_ reply: JSON?) -> MessageType? {
        guard let reply, let response = reply["response_json"] else { return nil }
        add("name", reply["name"])
        if case .string(let text) = response {
            fields.append(("response", (try? JSON(text, limits: JSON.Limits(depth: 16, nodes: 500))) ?? response))
        } else {
            fields.append(("response", response))
        }
        if let body = reply["body"], case .string = body { fields.append(("text", body)) }
        return reply["name"]?.text == "address_message" ? .address : .flow
    }

    /// Other words for a message that was sent before; `message` is that message as it is now.
    ///
    /// Source: Meta, "Edit messages webhook".
    private mutating func edit(_ object: JSONObject) -> MessageType? {
        guard case .object(let edit)? = object["edit"], let original = edit["original_message_id"]?.text,
            case .object(let message)? = edit["message"], message["type"]?.text != "edit"
        else { return nil }
        let (_, content) = Self.content(wamid: original, object: message, isPartial: true)
        fields.append(("original_message_id", .string(original)))
        fields.append(("message", content))
        add("text", content["text"])
        return .edit
    }

    /// Source: Meta, "Revoke messages webhook".
    private mutating func revoke(_ object: JSONObject) -> MessageType? {
        guard let original = object["revoke"]?["original_message_id"]?.text else { return nil }
        fields.append(("original_message_id", .string(original)))
        return .revoke
    }

    /// The tap on a template's quick-reply button.
    private mutating func templateButton(_ object: JSONObject) -> MessageType? {
        let button = object["button"]
        guard let title = button?["text"]?.text ?? button?["payload"]?.text else { return nil }
        choice = button?["payload"]?.text ?? title
        fields.append(("title", .string(title)))
        fields.append(("text", .string(title)))
        return .buttons
    }

    private mutating func location(_ object: JSONObject) -> MessageType? {
        guard case .object(let place)? = object["location"],
            let latitude = place["latitude"]?.double, let longitude = place["longitude"]?.double,
            abs(latitude) <= 90, abs(longitude) <= 180
        else { return nil }
        fields.append(("latitude", .number(latitude)))
        fields.append(("longitude", .number(longitude)))
        for key in ["name", "address", "url"] { add(key, place[key]) }
        return .location
    }

    /// No `emoji`, or an empty one, takes the reaction back.
    private mutating func reaction(_ object: JSONObject) -> MessageType? {
        guard case .object(let reaction)? = object["reaction"], let target = reaction["message_id"]?.text else {
            return nil
        }
        fields.append(("message_id", .string(target)))
        fields.append(("emoji", .string(reaction["emoji"]?.text ?? "")))
        return .reaction
    }

    private mutating func contacts(_ object: JSONObject) -> MessageType? {
        guard let cards = object["contacts"], case .array = cards else { return nil }
        fields.append(("contacts", cards))
        return .contacts
    }

    private mutating func order(_ object: JSONObject) -> MessageType? {
        guard case .object(let order)? = object["order"], case .array? = order["product_items"] else { return nil }
        for key in ["catalog_id", "product_items"] { add(key, order[key]) }
        if let note = order["text"], case .string(let text) = note, !text.isEmpty { fields.append(("text", note)) }
        return .order
    }

    private mutating func system(_ object: JSONObject) -> MessageType? {
        guard case .object(let system)? = object["system"] else { return nil }
        add("event", system["type"])
        add("body", system["body"])
        for key in [
            "wa_id", "user_id", "parent_user_id", "previous_user_id", "previous_parent_user_id", "customer",
        ] { add(key, system[key]) }
        if system["wa_id"] == nil { add("wa_id", system["new_wa_id"]) }
        if object["identity"] == nil { add("identity", system["identity"]) }
        return .system
    }
}
