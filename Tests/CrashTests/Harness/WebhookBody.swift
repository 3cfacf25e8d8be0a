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

    /// A picture with a caption, whose file is at the stand-in.
    static func image(_ id: String, from phone: String, caption: String, at seconds: Int64) -> [UInt8] {
        let file = StandInFile(id: StandInFile.id(of: id))
        let message: JSON = [
            "from": .string(phone), "id": .string(id), "timestamp": .string(String(seconds)), "type": "image",
            "image": [
                "caption": .string(caption), "mime_type": "image/jpeg", "sha256": .string(file.sha256), "id": .string(file.id),
            ],
        ]
        let contact: JSON = ["profile": ["name": .string("Person \(phone)")], "wa_id": .string(phone)]
        return change(["contacts": [contact], "messages": [message]])
    }

    /// Everything that becomes of these: sent, delivered and read, in any order and some of it twice, as Meta does.
    static func statuses(_ acceptances: [Acceptance], at seconds: Int64) -> [UInt8] {
        let statuses = acceptances.flatMap { acceptance in
            (["sent", "delivered", "read"] + [["sent", "delivered", "read"].randomElement() ?? "sent"]).map { status -> JSON in
                var object: JSONObject = [
                    "id": .string(acceptance.wamid), "status": .string(status), "timestamp": .string(String(seconds)),
                    "recipient_id": .string(acceptance.to), "biz_opaque_callback_data": .string(acceptance.outgoing),
                ]
                if status != "read" {
                    object["pricing"] = ["billable": true, "pricing_model": "PMP", "type": "regular", "category": "service"]
                }
                return .object(object)
            }
        }
        return change(["statuses": .array(statuses.shuffled())])
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
