// Moonpost
// SPDX-License-Identifier: Apache-2.0

internal import Core

/// What a webhook tells about limits: how many people may be written to, how fast a number is, how a template stands.
///
/// Sources: Meta, webhook references of `business_capability_update`, `phone_number_quality_update`,
/// `message_template_status_update` and `message_template_quality_update`.
struct LimitNotice: Hashable, Sendable {
    enum Kind: Hashable, Sendable {
        /// Of the portfolio; nil is without limit.
        case messagingLimit(Int?)
        /// Messages a second.
        case throughput(Int)
        /// Nil: nothing is wrong with it.
        case template(String, TemplateStanding?)
    }

    var kind: Kind

    /// The field that tells of messaging limits.
    static let capability = "business_capability_update"

    /// What a change of this field says, where it says something of limits.
    init?(field: String, _ value: JSON) {
        switch field {
        case Self.capability:
            guard let limit = value["max_daily_conversations_per_business"] ?? value["max_daily_conversation_per_phone"],
                let tier = Self.tier(limit)
            else { return nil }
            kind = .messagingLimit(tier.limit)
        case "phone_number_quality_update":
            guard value["event"]?.text == "THROUGHPUT_UPGRADE" else { return nil }
            kind = .throughput(1_000)
        case "message_template_status_update":
            guard let name = value["message_template_name"]?.text, let event = value["event"]?.text else { return nil }
            switch event {
            case "PAUSED": kind = .template(name, .paused(until: nil))
            case "DISABLED", "PENDING_DELETION", "DELETED", "REJECTED", "ARCHIVED": kind = .template(name, .disabled)
            case "FLAGGED": kind = .template(name, .lowQuality)
            case "APPROVED", "REINSTATED": kind = .template(name, nil)
            default: return nil
            }
        case "message_template_quality_update":
            guard let name = value["message_template_name"]?.text, let quality = value["new_quality_score"]?.text else { return nil }
            kind = .template(name, quality == "RED" ? .lowQuality : nil)
        default: return nil
        }
    }

    /// Under which it is kept until there is a newer one.
    var subject: String {
        switch kind {
        case .messagingLimit: "messaging_limit"
        case .throughput: "throughput"
        case .template(let name, _): "template:" + name
        }
    }

    /// A limit as Meta writes it: "TIER_2K", 2000, or -1 and "TIER_UNLIMITED" for none. Nil where it is none of these.
    static func tier(_ json: JSON) -> (limit: Int?, Void)? {
        if let number = json.int { return number == -1 ? (nil, ()) : number > 0 ? (Int(number), ()) : nil }
        guard let text = json.text, text.hasPrefix("TIER_") else { return json.text == "UNTIERED" ? (nil, ()) : nil }
        let tier = text.dropFirst(5)
        if tier == "UNLIMITED" { return (nil, ()) }
        let isThousands = tier.hasSuffix("K")
        guard let number = Int(isThousands ? tier.dropLast() : tier), number > 0, number <= 1_000_000 else { return nil }
        return (isThousands ? number * 1_000 : number, ())
    }
}

extension Governor {
    /// Takes over what a webhook said of a number's account.
    mutating func learn(_ notice: LimitNotice, of number: String) {
        switch notice.kind {
        case .messagingLimit(let limit): learn(messagingLimit: limit, of: number)
        case .throughput(let throughput): learn(throughput: throughput, of: number)
        case .template(let name, let standing): learn(standing, of: name)
        }
    }
}
