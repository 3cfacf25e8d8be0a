// Moonpost
// SPDX-License-Identifier: Apache-2.0

internal import Core
internal import WhatsApp

/// Checks a send request as Meta does, and stops at the first mistake.
struct MessageCheck {
    /// The types of Meta's own error message for an unknown type.
    private static let types = [
        "AUDIO", "CONTACTS", "DOCUMENT", "IMAGE", "INTERACTIVE", "LINK_PREVIEW", "LOCATION", "REACTION", "STICKER", "TEMPLATE", "TEXT",
        "VIDEO",
    ]

    let request: JSONObject
    /// The ids of the files that can be sent.
    var files: Set<String> = []

    func message() throws(GraphError) -> OutgoingMessage {
        let recipient = try recipient()
        let type = try type()
        let content = try content(of: type)
        var message = OutgoingMessage(recipient: recipient, type: type, content: content)
        message.context = request["context"]?["message_id"]?.text
        message.callbackData = try callbackData()
        if let hash = request["recipient_identity_key_hash"], hash.text?.isEmpty != false {
            throw .parameter("Param recipient_identity_key_hash must be a string.")
        }
        return message
    }

    private func recipient() throws(GraphError) -> OutgoingMessage.Recipient {
        if let kind = request["recipient_type"], kind.text != "individual" {
            throw .parameter("Param recipient_type must be one of {INDIVIDUAL} - got \(kind).")
        }
        if let to = request["to"], !to.isNull {
            guard let input = to.text else { throw .parameter("Param to must be a string.") }
            let digits = input.filter { !" ()-+".contains($0) }
            guard (5...15).contains(digits.count), digits.allSatisfy({ $0.isASCII && $0.isNumber }) else {
                throw .invalid("Recipient phone number is not valid")
            }
            return .phone(digits, input: input)
        }
        if let recipient = request["recipient"], !recipient.isNull {
            guard let userID = recipient.text, userID.contains(".") else { throw .invalid("Recipient user ID is not valid") }
            return .userID(userID)
        }
        throw .required("to")
    }

    private func type() throws(GraphError) -> String {
        guard let value = request["type"] else { return "text" }
        guard let type = value.text, Self.types.contains(type.uppercased()), type != "link_preview" else {
            throw .parameter("Param type must be one of {\(Self.types.joined(separator: ", "))} - got \(value).")
        }
        return type.lowercased()
    }

    private func callbackData() throws(GraphError) -> String? {
        guard let value = request["biz_opaque_callback_data"] else { return nil }
        guard let text = value.text else { throw .parameter("Param biz_opaque_callback_data must be a string.") }
        guard Limits.length(of: text) <= Limits.callbackData else {
            throw .parameter("Param biz_opaque_callback_data must be at most \(Limits.callbackData) characters long.")
        }
        return text
    }

    private func content(of type: String) throws(GraphError) -> JSON {
        let name = type == "text" ? "text['body']" : type
        guard let content = request[type], !content.isNull else { throw .required(name) }
        if type == "contacts" {
            try contacts(content)
            return content
        }
        guard let object = content.object else { throw .parameter("Param \(type) must be a JSON object.") }
        switch type {
        case "text": try text(object)
        case "interactive": try interactive(object)
        case "location": try location(object)
        case "reaction": try reaction(object)
        case "template": try template(object)
        default: try media(object, type: type)
        }
        return content
    }

    private func text(_ text: JSONObject) throws(GraphError) {
        guard let body = text["body"], !body.isNull else { throw .required("text['body']") }
        guard let body = body.text else { throw .parameter("Param text['body'] must be a string.") }
        guard !body.isEmpty else { throw .required("text['body']") }
        guard Limits.length(of: body) <= Limits.text else {
            throw .parameter("Param text['body'] must be at most \(Limits.text) characters long.")
        }
        if let preview = text["preview_url"], preview.bool == nil { throw .parameter("Param text['preview_url'] must be a boolean.") }
    }
}
