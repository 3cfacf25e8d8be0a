// Moonpost
// SPDX-License-Identifier: Apache-2.0

internal import Core
internal import WhatsApp

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
        /// Its status. Nil: nothing is wrong with it.
        case template(TemplateKey, TemplateStanding?)
        /// Its quality, which says nothing about its status.
        case quality(TemplateKey, TemplateStanding?)
        /// Campaigns of the number rest until then.
        case campaigns(until: Timestamp, reason: String)
        /// The account is closed, or restricted; nil: it is not any more.
        case block(AccountHold?)
        case restriction(AccountHold?)
    }

    var kind: Kind

    /// The field under which is kept what a refusal said. None of Meta's.
    static let refusal = "refusal"
    /// The field that tells of messaging limits.
    static let capability = "business_capability_update"
    /// The field that tells of a number's throughput, and of its portfolio's messaging limit.
    private static let quality = "phone_number_quality_update"

    private init(_ kind: Kind) { self.kind = kind }

    /// Everything that a change of this field says of limits.
    static func all(_ field: String, _ value: JSON) -> [LimitNotice] {
        guard field == Self.quality else { return LimitNotice(field: field, value).map { [$0] } ?? [] }
        var notices: [LimitNotice] = []
        let isUpgrade = value["event"]?.text == "THROUGHPUT_UPGRADE"
        if isUpgrade { notices.append(LimitNotice(.throughput(1_000))) }
        // The tier is the portfolio's, but in an upgrade "unlimited" means the throughput.
        if let limit = value["max_daily_conversations_per_business"] ?? value["current_limit"], let tier = Self.tier(limit),
            !isUpgrade || tier.limit != nil
        {
            notices.append(LimitNotice(.messagingLimit(tier.limit)))
        }
        return notices
    }

    /// What a change of a field says that tells one thing alone.
    init?(field: String, _ value: JSON) {
        switch field {
        case Self.capability:
            guard let limit = value["max_daily_conversations_per_business"] ?? value["max_daily_conversation_per_phone"],
                let tier = Self.tier(limit)
            else { return nil }
            kind = .messagingLimit(tier.limit)
        case Self.refusal:
            let until = value["until"]?.int.map(Timestamp.init(milliseconds:)), reason = value["reason"]?.text ?? ""
            switch (value["template"]?.text, until) {
            case (let name?, let until):
                let standing = until.map { TemplateStanding.paused(until: $0) } ?? .disabled(reason)
                kind = .template(TemplateKey(name: name, language: value["language"]?.text), standing)
            case (nil, let until?): kind = .campaigns(until: until, reason: reason)
            case (nil, nil): return nil
            }
        case Self.account:
            guard let kind = Self.kind(ofAccount: value) else { return nil }
            self.kind = kind
        case "message_template_quality_update", "message_template_status_update" where value["event"] == nil:
            guard let template = Self.template(value), let quality = value["new_quality_score"]?.text else { return nil }
            kind = .quality(template, quality == "RED" ? .lowQuality : nil)
        case "message_template_status_update":
            guard let template = Self.template(value), let event = value["event"]?.text else { return nil }
            let status = TemplateStatus(event)
            if case .unknown = status { return nil }
            guard case .disabled(let words)? = status.standing else {
                kind = .template(template, status.standing)
                return
            }
            let reason = value["reason"]?.text.flatMap { $0.isEmpty || $0 == "NONE" ? nil : $0 }
            kind = .template(template, .disabled(words + (reason.map { " (\($0))" } ?? "")))
        default: return nil
        }
    }

    private static func template(_ value: JSON) -> TemplateKey? {
        value["message_template_name"]?.text.map { TemplateKey(name: $0, language: value["message_template_language"]?.text) }
    }

    /// Under which it is kept until there is a newer one.
    var subject: String {
        switch kind {
        case .messagingLimit: "messaging_limit"
        case .throughput: "throughput"
        case .campaigns: "campaigns"
        case .block: "account_block"
        case .restriction: "account_restriction"
        case .template(let template, _): "template:" + template.text
        case .quality(let template, _): "template_quality:" + template.text
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
    ///
    /// Of a number that is not configured any more nothing is taken over.
    mutating func learn(_ notice: LimitNotice, of number: String) {
        switch notice.kind {
        case .messagingLimit(let limit): learn(messagingLimit: limit, of: number)
        case .throughput(let throughput): learn(throughput: throughput, of: number)
        case .block(let hold): learn(block: hold, of: number)
        case .restriction(let hold): learn(restriction: hold, of: number)
        case .campaigns(let until, let reason): holdCampaigns(of: number, until: until, reason: reason)
        case .template(let template, let standing): learn(status: standing, of: template, number)
        case .quality(let template, let standing): learn(quality: standing, of: template, number)
        }
    }
}
