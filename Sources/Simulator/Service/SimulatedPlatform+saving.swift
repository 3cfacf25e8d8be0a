// Moonpost
// SPDX-License-Identifier: Apache-2.0

package import Core
internal import WhatsApp

extension SimulatedPlatform {
    private static let format: Int64 = 1

    /// Contacts, conversations and webhooks that the host has not taken yet. Secrets and faults are not kept.
    package func saved(pending: [SimulatedWebhook]) -> JSON {
        let conversations = conversations.map { key, conversation -> JSON in
            var object = conversation.json(of: key).object ?? [:]
            object["messages"] = .array(conversation.messages.map { message in
                guard let data = message.callbackData, var json = message.json.object else { return message.json }
                json["callback_data"] = .string(data)
                return .object(json)
            })
            return .object(object)
        }
        return [
            "format": .integer(Self.format),
            "contacts": .array(contacts.map(\.json)),
            "conversations": .array(conversations),
            "templates": .array(templates.map(\.saved)),
            "webhooks": .array(pending.map(\.saved)),
        ]
    }

    /// Takes over what ``saved(pending:)`` wrote, and returns the webhooks that are still to be delivered.
    package mutating func restore(_ json: JSON) throws(StateFile.Problem) -> [SimulatedWebhook] {
        guard json["format"]?.int == Self.format, let contacts = json["contacts"]?.elements,
            let conversations = json["conversations"]?.elements, let webhooks = json["webhooks"]?.elements
        else { throw StateFile.Problem(description: "The simulator's state has an unknown format. Delete the file to begin anew.") }
        for contact in contacts.compactMap(SimulatedContact.init(saved:)) { insert(contact) }
        for template in (json["templates"]?.elements ?? []).compactMap(SimulatedTemplate.init(saved:)) { insert(template) }
        for saved in conversations {
            guard let number = saved["number"]?.text, let contact = saved["contact"]?.text else { continue }
            let key = SimulatedConversation.Key(number: number, contact: SimulatedContactID(stored: contact))
            for message in saved["messages"]?.elements ?? [] {
                if let message = SimulatedMessage(saved: message) { append(message) }
            }
            self.conversations[key, default: SimulatedConversation()].unread = Int(saved["unread"]?.int ?? 0)
            self.conversations[key]?.lastFromPerson = saved["last_from_person"]?.int.map { Timestamp(milliseconds: $0) }
        }
        return webhooks.compactMap(SimulatedWebhook.init(saved:)).filter { number($0.number) != nil }
    }
}

extension SimulatedWebhook {
    fileprivate var saved: JSON {
        var object: JSONObject = ["number": .string(number), "contact": .string(contact.text), "body": body]
        switch subject {
        case .message(let id): object["message"] = .string(id)
        case .account: break
        case .status(let id, let tick):
            object["message"] = .string(id)
            object["tick"] = .string(tick.rawValue)
        }
        return .object(object)
    }

    fileprivate init?(saved json: JSON) {
        guard let number = json["number"]?.text, let contact = json["contact"]?.text, let body = json["body"] else { return nil }
        let tick = json["tick"]?.text.flatMap(Tick.init)
        let subject: Subject =
            json["message"]?.text.map { message in tick.map { .status(id: message, tick: $0) } ?? .message(id: message) } ?? .account
        self.init(number: number, contact: SimulatedContactID(stored: contact), subject: subject, body: body)
    }
}

extension SimulatedTemplate {
    fileprivate var saved: JSON {
        var object = member.object ?? [:]
        object["account"] = .string(account)
        object["quality"] = quality.map(JSON.string)
        if components == nil { object["components"] = nil }
        object["edits"] = .array(edits.map { .integer($0.milliseconds) })
        return .object(object)
    }

    fileprivate init?(saved json: JSON) {
        guard let id = json["id"]?.text, let account = json["account"]?.text, let name = json["name"]?.text,
            let language = json["language"]?.text, let category = json["category"]?.text, let status = json["status"]?.text
        else { return nil }
        self.init(
            id: id, account: account, name: name, language: language, category: category, status: TemplateStatus(status),
            quality: json["quality"]?.text, format: json["parameter_format"]?.text, components: json["components"]?.elements)
        rejection = json["rejected_reason"]?.text.flatMap { $0 == "NONE" ? nil : $0 }
        edits = json["edits"]?.elements?.compactMap { $0.int.map(Timestamp.init(milliseconds:)) } ?? []
    }
}
