// Moonpost
// SPDX-License-Identifier: Apache-2.0

internal import Core

extension SimulatedWebhook {
    /// Wraps a value of a field as Meta does.
    static func envelope(_ value: JSONObject, field: String = "messages", for number: SimulatedNumber) -> JSON {
        var whole: JSONObject = [
            "messaging_product": "whatsapp",
            "metadata": [
                "display_phone_number": .string(number.displayNumber),
                "phone_number_id": .string(number.phoneNumberID),
            ],
        ]
        for (key, part) in value { whole[key] = part }
        return [
            "object": "whatsapp_business_account",
            "entry": [
                [
                    "id": .string(number.businessAccountID),
                    "changes": [["value": .object(whole), "field": .string(field)]],
                ]
            ],
        ]
    }

    /// An entry of `contacts`: the profile with every alias that the person shows.
    static func profile(of contact: SimulatedContact) -> JSON {
        var profile: JSONObject = ["name": .string(contact.name)]
        if let username = contact.username { profile["username"] = .string(username) }
        var entry: JSONObject = ["profile": .object(profile)]
        if let phone = contact.phone { entry["wa_id"] = .string(phone) }
        entry["user_id"] = .string(contact.userID)
        return .object(entry)
    }

    /// Seconds since 1970 as text, as every webhook carries them.
    static func seconds(_ time: Timestamp) -> JSON { .string(String(time.milliseconds / 1_000)) }
}
