// Moonpost
// SPDX-License-Identifier: Apache-2.0

internal import Core

/// How Twilio writes whom a message is from and to: `whatsapp:+15550100000`, or with a business-scoped user id
/// `whatsapp:US.1234`.
package enum TwilioAddress {
    private static let channel = "whatsapp:"

    /// Our number as the host calls it, "+15550100000", out of an address or as a person writes it; nil where it is none.
    package static func number(_ text: String) -> String? {
        let plain = text.lowercased().hasPrefix(channel) ? text.dropFirst(channel.count) : text[...]
        guard plain.hasPrefix("+"), let digits = ContactAliases.digits(of: String(plain)), (5...15).contains(digits.count) else {
            return nil
        }
        return "+" + digits
    }

    /// The number that a field of a webhook names. What is not of WhatsApp is no number of ours, but keeps its own name.
    static func ours(_ field: String?) -> String? {
        guard let field else { return nil }
        return field.lowercased().hasPrefix(channel) ? number(field) ?? field : "sms:" + field
    }

    /// What a person is called, without the channel.
    static func person(_ field: String?) -> String? {
        guard let field else { return nil }
        return field.lowercased().hasPrefix(channel) ? String(field.dropFirst(channel.count)) : field
    }

    package static func text(of number: String) -> String { channel + number }

    package static func text(of recipient: Recipient) -> String {
        switch recipient {
        case .phone(let digits): channel + "+" + digits
        case .userID(let id): channel + id
        }
    }
}
