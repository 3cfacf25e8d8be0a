// Moonpost
// SPDX-License-Identifier: Apache-2.0

internal import Core

/// The field `messages`: what people send, what became of what we sent, and what went wrong.
extension WebhookReader {
    mutating func read(messages value: JSONObject) {
        if let messages = list("messages", value["messages"]) {
            reserve(messages.count)
            for message in messages { read(message: message, isAlone: messages.count == 1) }
        }
        if let statuses = list("statuses", value["statuses"]) {
            for status in statuses { read(status: status, isAlone: statuses.count == 1) }
        }
        if let errors = list("errors", value["errors"]) {
            for error in errors { read(error: error) }
        }
        if value["message_echoes"] != nil { read(echoes: value) }
    }

    /// A message whose sender cannot be told (masked, or an id of a kind to come) is read as any other: it has no aliases.
    private mutating func read(message: JSON, isAlone: Bool) {
        guard case .object(let object) = message else { return malformed("a message that is no object", message) }
        guard let id = object["id"]?.text, Self.isPlausible(id) else {
            return malformed("a message without a usable id", message)
        }
        var aliases = ContactAliases(message: object)
        let person = person(aliases, isAlone: isAlone)
        if let person { aliases.fill(from: person.aliases) }
        var content = InboundMessage(id: id, from: aliases, object: object)
        content.identityHash = content.identityHash ?? person?.identityHash
        append(
            .message(content), key: key(of: content.type, id: id, object), timestamp: content.timestamp, aliases: aliases,
            name: person?.name)
    }

    /// A message's key is its id. A correction's has its content too, so that it is never taken for the message that it
    /// corrects, nor two corrections of one message for one.
    private func key(of type: MessageType, id: String, _ object: JSONObject) -> String {
        switch type {
        case .edit: key(id + ":edit", .array([object["edit"] ?? .null, object["timestamp"] ?? .null]))
        case .revoke: id + ":revoke"
        default: id
        }
    }

    /// Source: Meta, "Messages status webhook"; "Payments API" for those of type "payment".
    private mutating func read(status: JSON, isAlone: Bool) {
        guard case .object(let object) = status, var update = StatusUpdate(object), Self.isPlausible(update.wamid),
            update.status.name.utf8.count <= 64
        else { return malformed("a status without a usable id and status", status) }
        switch object["type"]?.text {
        case "call": return read(callStatus: status, isAlone: isAlone)
        case "payment":
            if var payment = PaymentUpdate(object) {
                let name = complete(&payment.person, isAlone: isAlone)
                return append(
                    .payment(payment), key: key("payment", status), timestamp: payment.timestamp,
                    aliases: payment.person, name: name)
            }
        default: break
        }
        let name = complete(&update.recipient, isAlone: isAlone)
        var key = update.wamid + ":" + update.status.name
        // Each member of a group reads by themselves.
        if update.groupID != nil, let member = update.recipient.ids.first { key += ":" + member }
        append(
            .status(update), key: key, timestamp: update.timestamp, aliases: update.recipient, name: name)
    }

    private mutating func read(error: JSON) {
        guard let content = PlatformError(error) else { return malformed("an error without a code", error) }
        append(.error(content), key: key("error", error), timestamp: MetaTime.read(entryTime))
    }

    /// Source: Meta, "smb_message_echoes webhook".
    mutating func read(echoes value: JSONObject) {
        guard let echoes = list("message_echoes", value["message_echoes"]) else { return }
        for echo in echoes {
            guard case .object(let object) = echo, let id = object["id"]?.text, Self.isPlausible(id) else {
                malformed("an echo without a usable id", echo)
                continue
            }
            var aliases = ContactAliases(to: object)
            let name = complete(&aliases, isAlone: echoes.count == 1)
            let content = MessageEcho(id: id, to: aliases, object: object)
            append(
                .echo(content), key: "echo:" + key(of: content.type, id: id, object), timestamp: content.timestamp,
                aliases: aliases, name: name)
        }
    }
}
