// Moonpost
// SPDX-License-Identifier: Apache-2.0

internal import Core

extension SimulatedPlatform {
    /// `sent` and `delivered` of a message that goes its normal way.
    mutating func arrivals(
        of message: SimulatedMessage, to contact: SimulatedContact, number: SimulatedNumber, now: Timestamp
    ) -> [PlatformAction] {
        let sent = status(.sent, of: message, to: contact, number: number, after: rules.sentAfter, now: now)
        let delivered = status(.delivered, of: message, to: contact, number: number, after: rules.deliveredAfter, now: now)
        return doubled(ordered([sent, delivered]))
    }

    /// Holds statuses back until all of those are there that the fault wants to be told with them, and tells these in its order.
    mutating func ordered(_ statuses: [PlatformAction]) -> [PlatformAction] {
        var actions: [PlatformAction] = []
        for action in statuses {
            guard case .deliverWebhook(let webhook, let after) = action, case .status(let id, let tick) = webhook.subject,
                faults.statusOrder.contains(tick)
            else {
                actions.append(action)
                continue
            }
            heldStatuses[id, default: [:]][tick] = (webhook, after)
            guard let held = heldStatuses[id], held.count == faults.statusOrder.count else { continue }
            heldStatuses[id] = nil
            actions += Self.actions(held, in: faults.statusOrder)
        }
        return actions
    }

    /// What is held back and no fault holds any longer.
    mutating func releasedStatuses() -> [PlatformAction] {
        let freed = heldStatuses.filter { held in held.value.keys.contains { !faults.statusOrder.contains($0) } }
        for id in freed.keys { heldStatuses[id] = nil }
        return freed.sorted { $0.key < $1.key }.flatMap { Self.actions($0.value, in: [.sent, .delivered, .read]) }
    }

    /// In this order: the first one takes the shortest time.
    private static func actions(_ held: [Tick: (webhook: SimulatedWebhook, after: Duration)], in order: [Tick]) -> [PlatformAction] {
        let durations = held.values.map(\.after).sorted()
        return zip(order.compactMap { held[$0]?.webhook }, durations).map { .deliverWebhook($0, after: $1) }
    }

    /// Repeats every webhook while the fault is on.
    func doubled(_ actions: [PlatformAction]) -> [PlatformAction] {
        guard faults.duplicatesWebhooks else { return actions }
        return actions.flatMap { action in
            if case .deliverWebhook = action { [action, action] } else { [action] }
        }
    }

    /// What is paid for: a template as its category says, everything else as service. Source: Meta, "Pricing".
    private func category(of message: SimulatedMessage, from number: SimulatedNumber) -> String {
        guard message.type == "template", let name = message.content["name"]?.text else { return "service" }
        let language = message.content["language"]?["code"]?.text ?? ""
        return template(name, language, of: number.businessAccountID)?.category.lowercased() ?? "utility"
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
            status["pricing"] = ["billable": true, "pricing_model": "PMP", "category": .string(category(of: message, from: number)), "type": "regular"]
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
