// Moonpost
// SPDX-License-Identifier: Apache-2.0

internal import Core
internal import WhatsApp

/// What becomes of a whole account: it is closed, opened again, or restricted.
extension LimitNotice {
    /// The field under which that is kept. None of Meta's.
    static let account = "account"

    /// What an event of the account changes for its numbers, each as it is kept; empty for most.
    /// - Parameter time: When it happened: webhooks arrive in any order, and the latest word holds.
    static func values(of event: AccountEvent, at time: Timestamp) -> [JSON] {
        switch event.change {
        case .blocked: [value("block", AccountHold(reason: event.summary, sparesReplies: false), at: time)]
        case .restricted(let types, let until):
            AccountHold(types, until: until, reason: event.summary).map { [value("restriction", $0, at: time)] } ?? []
        case .restored: [value("block", nil, at: time), value("restriction", nil, at: time)]
        case .messagingLimit, .nothing: []
        }
    }

    private static func value(_ part: String, _ hold: AccountHold?, at time: Timestamp) -> JSON {
        var value: JSONObject = ["part": .string(part), "at": .integer(time.milliseconds)]
        if let hold {
            value["reason"] = .string(hold.reason)
            value["until"] = hold.until.map { .integer($0.milliseconds) }
            value["spares_replies"] = .bool(hold.sparesReplies)
        }
        return .object(value)
    }

    static func kind(ofAccount value: JSON) -> Kind? {
        let hold = value["reason"]?.text.map { reason in
            AccountHold(
                until: value["until"]?.int.map(Timestamp.init(milliseconds:)), reason: reason,
                sparesReplies: value["spares_replies"]?.bool ?? false)
        }
        switch value["part"]?.text {
        case "block": return .block(hold)
        case "restriction": return .restriction(hold)
        default: return nil
        }
    }
}

extension AccountHold {
    /// Nil where the restrictions have nothing to do with messages.
    /// - Parameter types: In Meta's words. One that this version does not know is taken for the milder kind: what it forbids beyond that,
    ///   Meta refuses.
    fileprivate init?(_ types: [String], until: Timestamp?, reason: String) {
        let ofMessages = types.filter { $0 != "RESTRICTED_ADD_PHONE_NUMBER_ACTION" }
        guard !ofMessages.isEmpty else { return nil }
        self.init(until: until, reason: reason, sparesReplies: !ofMessages.contains("RESTRICTED_CUSTOMER_INITIATED_MESSAGING"))
    }
}
