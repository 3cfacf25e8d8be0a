// Moonpost
// SPDX-License-Identifier: Apache-2.0

internal import Core
internal import Logging
internal import Store
internal import WhatsApp

/// What the platform's answers mean for windows and limits.
extension Sender {
    /// Puts back what the governor knew before a restart.
    func restoreLimits() async throws {
        let now = clock.now
        // As far back as 45 messages to one person reach, and 24 hours.
        let (pairs, users, marketing, learned) = try await database.read { connection in
            (
                try OutboxRepository.accepted(since: now + .seconds(-300), in: connection),
                try LimitRepository.written(since: now + .seconds(-86_400), in: connection),
                try LimitRepository.marketing(since: now + .seconds(-30 * 86_400), in: connection),
                try LimitRepository.learned(in: connection)
            )
        }
        gate.tell { governor, _ in
            for (number, field, value) in learned {
                if let notice = LimitNotice(field: field, value) { governor.learn(notice, of: number) }
            }
            for (number, contact, time) in pairs { governor.restore(contact, of: number, sentAt: time) }
            for (portfolio, contact, time) in users { governor.restore(contact, ofPortfolio: portfolio, sentAt: time) }
            for (contact, refusals, until) in marketing {
                governor.remember(MarketingMemory.Entry(refusals: refusals, until: until), of: contact)
            }
        }
    }

    func accept(_ delivery: Delivery, wamid: String, at now: Timestamp) async throws -> Step {
        let message = delivery.message
        let isEntry = delivery.window?.enteredAt != nil
        let portfolio = delivery.isOutsideWindow ? numbers[message.number]?.portfolio : nil
        let failedUntil = try await database.write { connection -> Timestamp? in
            guard try OutboxRepository.accept(message.id, messageID: wamid, attempts: message.attempts, at: now, in: connection) else {
                // The status that this try failed came before its answer.
                let known = try OutboxRepository.find(outgoing: message.id, messageID: wamid, in: connection)
                let time = known?.notBefore ?? now
                try OutboxRepository.setBack(
                    message.id, to: .held, attempts: message.attempts, notBefore: time, error: known?.error, at: now, in: connection)
                return time
            }
            if let portfolio {
                // A merge may have come between.
                let contact = try ContactRepository.contact(message.contact, in: connection)?.id ?? message.contact
                try LimitRepository.wrote(to: contact, portfolio: portfolio, at: now, in: connection)
            }
            return nil
        }
        if let failedUntil { return .again(at: failedUntil) }
        if isEntry { try await change(delivery) { $0.answered(at: now) } }
        return .done
    }

    /// The platform refused it: whatever else that concerns learns of it, and the message waits, or is dead.
    func refused(
        _ error: PlatformError, _ action: SendAction, of delivery: Delivery, at now: Timestamp
    ) async throws -> Step {
        let message = delivery.message
        let content = delivery.content
        if action == .optOut {
            let choice = MarketingChoice(message.contact, stops: true, source: .refusal(Int(error.code)), at: message.createdAt)
            try await database.write { try MarketingChoiceRepository.record(choice, in: $0) }
        }
        var delay = action.wait(attempts: message.attempts, fraction: ids.fraction())
        if error.code == 131_049 {
            let contact = message.contact
            let entry = try await database.write { try MarketingMemory.record(contact, at: now, in: $0) }
            gate.tell { governor, _ in governor.remember(entry, of: contact) }
            delay = entry.until - now
        }
        let refusal = Governor.Refusal(
            number: message.number, contact: message.contact,
            template: OutgoingContent.isTemplate(content) ? content["name"]?.text : nil, error: error, action: action,
            wait: delay ?? .zero)
        let isNews = gate.tell { governor, now in governor.learn(refusal, at: now) }
        if isNews { try await tell(of: refusal, at: now) }
        if action == .switchToTemplate {
            // Whatever we took the window for. One that has opened since stays open.
            let taken = delivery.window
            try await change(delivery) { $0.closesAt == taken?.closesAt ? $0.closed(at: now) : nil }
        }
        let fate = MessageFate.decide(
            action, attempts: message.attempts, age: now - message.createdAt, mostAttempts: settings.maxAttempts,
            hasFallback: message.fallback != nil && !delivery.isFallback, wait: delay)
        switch fate {
        case .again(let wait): return try await setBack(message, to: .held, until: now + wait, reason: error.explained(action))
        case .over(let next):
            return try await bury(
                message, reason: error.explained(action, next: next),
                details: error.details(beside: Self.subject(message), action, next: next))
        }
    }

    /// Changes the person's window, as it is by now: they may have written meanwhile.
    private func change(_ delivery: Delivery, _ body: @escaping @Sendable (ServiceWindow) -> ServiceWindow?) async throws {
        guard let windows else { return }
        let (contact, number) = (delivery.message.contact, delivery.message.number)
        try await database.write { connection -> ServiceWindow? in
            guard let known = try ServiceWindowRepository.window(of: contact, number, in: connection), let changed = body(known)
            else { return nil }
            try ServiceWindowRepository.save(changed, of: contact, number, in: connection)
            return changed
        } committed: { changed in
            if let changed { windows.set(changed, of: contact, number) }
        }
    }

    /// Something more than one message stands still: an admin should see it.
    private func tell(of refusal: Governor.Refusal, at now: Timestamp) async throws {
        let number = numbers[refusal.number]?.name ?? refusal.number
        let (kind, level): (String, Incident.Level) =
            switch refusal.action {
            case .stopAccount: ("account.stopped", .error)
            case .stopCampaigns: ("campaigns.stopped", .error)
            default: ("number.held", .warning)
            }
        let summary = "number \(number): " + refusal.error.explained(refusal.action)
        logger.error("number does not send", metadata: ["number": "\(number)", "reason": "\(summary)"])
        let incident = Incident(
            id: ids.next(UpdateSubject.self).text, level: level, kind: kind, plugin: nil, summary: summary,
            details: refusal.error.details(beside: ["number": .string(refusal.number)], refusal.action), createdAt: now)
        try await database.write { try IncidentRepository.insert(incident, in: $0) }
    }

    static func subject(_ message: OutgoingMessage) -> JSONObject {
        ["outgoing": .string(message.id.text), "contact": .string(message.contact.text)]
    }
}
