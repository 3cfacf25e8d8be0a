// Moonpost
// SPDX-License-Identifier: Apache-2.0

import Core

/// Webhooks as the Cloud API writes them.
enum Incoming {
    /// A member of `messages[]`.
    static func text(_ text: String, id: String, from person: Person, at time: Timestamp = World.beginning) -> JSON {
        message(id: id, from: person, type: "text", content: ["body": .string(text)], at: time)
    }

    /// A button that was tapped.
    static func tap(id choice: String, title: String, id: String, from person: Person, at time: Timestamp = World.beginning) -> JSON {
        message(
            id: id, from: person, type: "interactive",
            content: ["type": "button_reply", "button_reply": ["id": .string(choice), "title": .string(title)]], at: time)
    }

    static func message(id: String, from person: Person, type: String, content: JSON, at time: Timestamp = World.beginning) -> JSON {
        var message: JSONObject = ["id": .string(id), "timestamp": .string("\(time.milliseconds / 1_000)"), "type": .string(type)]
        message["from"] = person.phone.map { .string($0) }
        message["from_user_id"] = person.userID.map { .string($0) }
        message[type] = content
        return .object(message)
    }

    /// A member of `statuses[]`.
    static func status(
        _ status: String, of wamid: String, callback: String? = nil, at seconds: Int = 1_767_603_600, errors: JSON? = nil
    ) -> JSON {
        var object: JSONObject = [
            "id": .string(wamid), "status": .string(status), "timestamp": .string(String(seconds)),
            "recipient_id": "201001234567",
        ]
        object["biz_opaque_callback_data"] = callback.map { .string($0) }
        object["errors"] = errors
        return .object(object)
    }

    /// A whole body with messages of these people, or with statuses.
    static func body(
        messages: [JSON] = [], people: [Person] = [], statuses: [JSON] = [], number: String = World.number.phoneNumberID
    ) -> [UInt8] {
        var value: JSONObject = [
            "messaging_product": "whatsapp",
            "metadata": ["display_phone_number": "15550100000", "phone_number_id": .string(number)],
        ]
        if !people.isEmpty { value["contacts"] = .array(people.map(contact)) }
        if !messages.isEmpty { value["messages"] = .array(messages) }
        if !statuses.isEmpty { value["statuses"] = .array(statuses) }
        let body: JSON = [
            "object": "whatsapp_business_account",
            "entry": [["id": "1", "changes": [["field": "messages", "value": .object(value)]]]],
        ]
        return body.encoded()
    }

    private static func contact(_ person: Person) -> JSON {
        var profile: JSONObject = [:]
        profile["name"] = person.name.map { .string($0) }
        profile["username"] = person.username.map { .string($0) }
        var contact: JSONObject = ["profile": .object(profile)]
        contact["wa_id"] = person.phone.map { .string($0) }
        contact["user_id"] = person.userID.map { .string($0) }
        return .object(contact)
    }
}
