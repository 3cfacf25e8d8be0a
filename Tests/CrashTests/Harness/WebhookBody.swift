// Moonpost
// SPDX-License-Identifier: Apache-2.0

internal import Core

/// Webhooks in the shape in which Meta sends them.
enum WebhookBody {
    static func message(_ id: String, from phone: String, text: String, at seconds: Int64) -> [UInt8] {
        let message: JSON = [
            "from": .string(phone), "id": .string(id), "timestamp": .string(String(seconds)), "type": "text",
            "text": ["body": .string(text)],
        ]
        let contact: JSON = ["profile": ["name": .string("Person \(phone)")], "wa_id": .string(phone)]
        return change(["contacts": [contact], "messages": [message]])
    }

    static func sent(_ acceptances: [Acceptance], at seconds: Int64) -> [UInt8] {
        let statuses = acceptances.map { acceptance -> JSON in
            [
                "id": .string(acceptance.wamid), "status": "sent", "timestamp": .string(String(seconds)),
                "recipient_id": .string(acceptance.to), "biz_opaque_callback_data": .string(acceptance.outgoing),
            ]
        }
        return change(["statuses": .array(statuses)])
    }

    /// A webhook with one change, whose value has `members` beside the usual ones.
    static func change(_ members: JSONObject) -> [UInt8] {
        var value: JSONObject = [
            "messaging_product": "whatsapp",
            "metadata": ["display_phone_number": "15550000000", "phone_number_id": .string(HostFolder.number)],
        ]
        for (name, member) in members { value[name] = member }
        let body: JSON = [
            "object": "whatsapp_business_account",
            "entry": [["id": "102290129340398", "changes": [["field": "messages", "value": .object(value)]]]],
        ]
        return body.encoded()
    }
}
