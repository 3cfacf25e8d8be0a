// Moonpost
// SPDX-License-Identifier: Apache-2.0

package import Core

extension OutboundMessage {
    /// Reads what a script sends: a text, or a table with `type` and that type's fields.
    ///
    /// A message that arrived can be sent on as it is. A text of more than ``Limits/text`` characters
    /// becomes several messages.
    /// - Throws: ``MessageProblem``, which names the field, the rule and the value.
    package static func messages(from json: JSON) throws(MessageProblem) -> [OutboundMessage] {
        if case .string(let text) = json { return try texts(text, preview: nil, replyTo: nil) }
        guard let object = json.object else {
            throw MessageProblem("the message", "is \(json.typeName), it must be a text or a table")
        }
        let type = try type(of: object)
        let identity = try ScriptReader.whole(object).id("recipient_identity_key_hash", limit: Limits.identityHash)
        var messages: [OutboundMessage]
        if type == .text {
            let reader = try reader(json, ["text", "preview_url"])
            let text = try reader.requiredText("text", limit: .max)
            messages = try texts(text, preview: reader.bool("preview_url"), replyTo: replyTo(object))
        } else {
            messages = [OutboundMessage(try content(type, json), replyTo: try replyTo(object))]
        }
        for index in messages.indices { messages[index].identityHash = identity }
        return messages
    }

    /// The messages, one or several, that a text takes.
    /// - Throws: ``MessageProblem`` where there is nothing but white space.
    private static func texts(_ text: String, preview: Bool?, replyTo: String?) throws(MessageProblem)
        -> [OutboundMessage]
    {
        let pieces = TextSplitter.split(text, limit: Limits.text)
        if pieces.isEmpty { throw MessageProblem("text", "is empty") }
        return pieces.enumerated().map { index, piece in
            OutboundMessage(.text(piece, preview: preview), replyTo: index == 0 ? replyTo : nil)
        }
    }

    /// Reads the table of a whole message: beside its own fields it has a type and may quote another message.
    static func reader(_ json: JSON, _ names: [String], passed: [String] = []) throws(MessageProblem) -> ScriptReader {
        try ScriptReader(
            json, path: "", names: names + ["type", "context"],
            passed: passed + ["id", "wamid", "referral", "group_id", "origin", "identity", "recipient_identity_key_hash"])
    }

    /// The types that can be sent this way.
    private static let sendable: [MessageType] = [
        .text, .image, .video, .audio, .document, .sticker, .location, .contacts, .buttons, .list, .link, .reaction,
        .locationRequest, .contactRequest, .callPermission, .voiceCall, .address, .product, .products, .catalog, .flow,
        .carousel, .template,
    ]

    private static func type(of object: JSONObject) throws(MessageProblem) -> MessageType {
        guard let value = object["type"], !value.isNull else {
            if object["text"] != nil, object["buttons"] == nil { return .text }
            throw MessageProblem("type", "is missing, it is one of " + names(sendable))
        }
        guard case .string(let name) = value else {
            throw MessageProblem("type", "is \(value.typeName), it must be text")
        }
        if let type = MessageType(rawValue: name), sendable.contains(type) { return type }
        if MessageType(rawValue: name) != nil {
            throw MessageProblem("type", "cannot be sent with chat:send, what can is " + names(sendable), value: name)
        }
        let nearest = NearestName.of(name, among: sendable.map(\.rawValue))
        throw MessageProblem(
            "type",
            nearest.map { "is unknown, did you mean \"\($0)\"?" } ?? "is unknown, it is one of " + names(sendable),
            value: name)
    }

    private static func names(_ types: [MessageType]) -> String { types.map(\.rawValue).joined(separator: ", ") }

    private static func replyTo(_ object: JSONObject) throws(MessageProblem) -> String? {
        guard let context = object["context"], !context.isNull else { return nil }
        guard let fields = context.object else {
            throw MessageProblem("context", "is \(context.typeName), it must be a table")
        }
        guard let id = fields["message_id"] ?? fields["id"] else { return nil }
        guard case .string(let text) = id, !text.isEmpty, text.utf8.count <= 512 else {
            throw MessageProblem("context.message_id", "is not a message's id")
        }
        return text
    }

    private static func content(_ type: MessageType, _ json: JSON) throws(MessageProblem) -> Content {
        switch type {
        case .buttons: .buttons(try Buttons(reader(json, ["text", "header", "footer", "buttons"])))
        case .list: .list(try List(reader(json, ["text", "header", "footer", "button", "sections", "rows"])))
        case .link: .link(try Link(reader(json, ["text", "title", "url", "header", "footer"])))
        case .location:
            .location(try Location(reader(json, ["latitude", "longitude", "name", "address"], passed: ["url"])))
        case .contacts: .contacts(try cards(reader(json, ["contacts"])))
        case .reaction: try reaction(reader(json, ["message_id", "emoji"]))
        case .locationRequest: .locationRequest(try text(of: reader(json, ["text"])))
        case .contactRequest: .contactRequest(try text(of: reader(json, ["text"])))
        case .callPermission: .callPermission(try text(of: reader(json, ["text"])))
        case .voiceCall: .voiceCall(try VoiceCall(reader(json, VoiceCall.names)))
        case .address: .address(try Address(reader(json, Address.names)))
        case .product: .product(try Product(reader(json, Product.names)))
        case .products: .products(try Products(reader(json, Products.names)))
        case .catalog: .catalog(try Catalog(reader(json, Catalog.names)))
        case .flow: .flow(try Flow(reader(json, Flow.names)))
        case .carousel: .carousel(try Carousel(reader(json, Carousel.names)))
        case .template: .template(try Template(reader(json, Template.names, passed: ["category"])))
        default: .media(try Media(type, json))
        }
    }

    private static func text(of reader: ScriptReader) throws(MessageProblem) -> String {
        try reader.requiredText("text", limit: Limits.interactiveText)
    }

    private static func reaction(_ reader: ScriptReader) throws(MessageProblem) -> Content {
        let target = try reader.requiredText("message_id", limit: 512)
        guard let value = reader.value("emoji") else {
            throw MessageProblem("emoji", "is missing, an empty text takes the reaction back")
        }
        guard case .string(let emoji) = value else {
            throw MessageProblem("emoji", "is \(value.typeName), it must be text")
        }
        guard emoji.count <= 1 else { throw MessageProblem("emoji", "must be one emoji", limit: 1, value: emoji) }
        return .reaction(messageID: target, emoji: emoji)
    }
}
