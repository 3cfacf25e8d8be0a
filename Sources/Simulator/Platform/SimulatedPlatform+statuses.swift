// Moonpost
// SPDX-License-Identifier: Apache-2.0

internal import Core

extension SimulatedPlatform {
    /// `sent` and `delivered` of a message that goes its normal way.
    mutating func arrivals(
        of message: SimulatedMessage, to contact: SimulatedContact, number: SimulatedNumber, now: Timestamp
    ) -> [PlatformAction] {
        let (sentAfter, deliveredAfter) =
            faults.reordersStatuses ? (rules.deliveredAfter, rules.sentAfter) : (rules.sentAfter, rules.deliveredAfter)
        let sent = status(.sent, of: message, to: contact, number: number, after: sentAfter, now: now)
        let delivered = status(.delivered, of: message, to: contact, number: number, after: deliveredAfter, now: now)
        return doubled(faults.reordersStatuses ? [delivered, sent] : [sent, delivered])
    }

    /// Repeats every webhook while the fault is on.
    func doubled(_ actions: [PlatformAction]) -> [PlatformAction] {
        guard faults.duplicatesWebhooks else { return actions }
        return actions.flatMap { action in
            if case .deliverWebhook = action { [action, action] } else { [action] }
        }
    }

    /// A status webhook. Source: Meta, "Status messages webhook reference"; `conversation` is left out since v24.
    func status(
        _ tick: Tick, of message: SimulatedMessage, to contact: SimulatedContact, number: SimulatedNumber, after: Duration,
        now: Timestamp
    ) -> PlatformAction {
        var status: JSONObject = [
            "id": .string(message.id), "status": .string(tick.rawValue), "timestamp": SimulatedWebhook.seconds(now + after),
        ]
        if let phone = contact.phone { status["recipient_id"] = .string(phone) }
        if !contact.userID.isEmpty { status["recipient_user_id"] = .string(contact.userID) }
        if let data = message.callbackData { status["biz_opaque_callback_data"] = .string(data) }
        // Prices come with `sent` and with one of `delivered` and `read`; here it is always `delivered`.
        if tick == .sent || tick == .delivered {
            status["pricing"] = ["billable": true, "pricing_model": "PMP", "category": "service", "type": "regular"]
        }
        var value: JSONObject = [:]
        if tick == .failed {
            status["errors"] = .array([(message.failure ?? .undeliverable).statusEntry])
        } else {
            value["contacts"] = [SimulatedWebhook.profile(of: contact)]
        }
        value["statuses"] = .array([.object(status)])
        let webhook = SimulatedWebhook(
            number: number.phoneNumberID, contact: contact.id, subject: .status(id: message.id, tick: tick),
            body: SimulatedWebhook.envelope(value, for: number))
        return .deliverWebhook(webhook, after: after)
    }
}
