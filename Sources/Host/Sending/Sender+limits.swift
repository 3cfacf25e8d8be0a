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
            for (number, subject, field, value) in learned {
                for notice in LimitNotice.all(field, value) where notice.subject == subject { governor.learn(notice, of: number) }
            }
            for (number, contact, time) in pairs { governor.restore(contact, of: number, sentAt: time) }
            for (portfolio, contact, time) in users { governor.restore(contact, ofPortfolio: portfolio, sentAt: time) }
            for (contact, refusals, until) in marketing {
                governor.remember(MarketingMemory.Entry(refusals: refusals, until: until), of: contact)
            }
        }
    }

    /// - Returns: `again` where a status has told meanwhile that this try failed.
    func accept(_ delivery: Delivery, wamid: String, at now: Timestamp) async throws -> Step {
        let message = delivery.message
        let isEntry = delivery.window?.enteredAt != nil
        let portfolio = delivery.isOutsideWindow ? numbers[message.number]?.portfolio : nil
        let windows = windows
        let (failedUntil, _) = try await database.write { connection -> (Timestamp?, ServiceWindow?) in
            guard try OutboxRepository.accept(message.id, messageID: wamid, attempts: message.attempts, at: now, in: connection) else {
                // The status came before the answer.
                let known = try OutboxRepository.find(outgoing: message.id, messageID: wamid, in: connection)
                let time = known?.notBefore ?? now
                try OutboxRepository.setBack(
                    message.id, to: .held, attempts: message.attempts, notBefore: time, error: known?.error, at: now, in: connection)
                return (time, nil)
            }
            if let portfolio {
                // A merge may have come between.
                let contact = try ContactRepository.contact(message.contact, in: connection)?.id ?? message.contact
                try LimitRepository.wrote(to: contact, portfolio: portfolio, at: now, in: connection)
            }
            guard isEntry else { return (nil, nil) }
            return (nil, try Self.change(message, in: connection) { $0.answered(at: now) })
        } committed: { _, window in
            if let window { windows.set(window, of: message.contact, message.number) }
        }
        return failedUntil.map { .again(at: $0) } ?? .done
    }

    /// The platform refused it: whatever else that concerns learns of it, and the message waits, or is dead. All of that is
    /// stored at once, so that it may be tried again, and the governor is told afterwards.
    func refused(
        _ error: PlatformError, _ action: SendAction, of delivery: Delivery, at now: Timestamp
    ) async throws -> Step {
        let (message, content, windows) = (delivery.message, delivery.content, windows)
        let choice = action == .optOut
            ? MarketingChoice(message.contact, stops: true, source: .refusal(Int(error.code)), at: message.createdAt) : nil
        var refusal = Governor.Refusal(
            number: message.number, contact: message.contact,
            template: TemplateKey(content: content), error: error, action: action,
            wait: .zero)
        let wait = action.wait(attempts: message.attempts, uploads: message.refusedUploads, fraction: ids.fraction())
        refusal.wait = wait ?? .zero
        let fate = MessageFate.decide(
            action, attempts: message.attempts, age: now - message.createdAt, mostAttempts: settings.maxAttempts,
            hasFallback: message.fallback != nil && !delivery.isFallback, wait: wait)
        let seen = refusal
        let stop = gate.tell { governor, now in governor.isNews(seen, at: now) }
            ? refusal.incident(id: ids.next(UpdateSubject.self).text, number: numbers[message.number]?.name ?? message.number, at: now) : nil
        // Whatever we took the window for. One that has opened since stays open.
        let taken = !enforcesWindow || action != .switchToTemplate ? nil : delivery.window
        let next: String? = if case .over(let words) = fate { words } else { nil }
        let reason = error.explained(action, next: next)
        let death = incident(of: message, reason, error.details(beside: Self.subject(message), action, next: next), at: now)
        let done = try await database.write { connection -> Refused in
            var done = Refused()
            if let stop { try IncidentRepository.insert(stop, in: connection) }
            if let choice { try MarketingChoiceRepository.record(choice, in: connection) }
            try seen.store(at: now, in: connection)
            if action == .uploadAgain { try OutboxRepository.countRefusedUpload(message.id, in: connection) }
            var wait = Duration.zero
            if case .again(let time) = fate { wait = time }
            if action == .restMarketing {
                let entry = try MarketingMemory.record(message.contact, at: now, in: connection)
                done.marketing = entry
                wait = entry.until - now
            }
            if let taken {
                done.window = try Self.change(message, in: connection) { $0.closesAt == taken.closesAt ? $0.closed(at: now) : nil }
            }
            switch fate {
            case .again:
                let time = now + wait
                let isSetBack = try OutboxRepository.setBack(
                    message.id, to: .held, attempts: message.attempts, notBefore: time, error: reason, at: now, in: connection)
                if isSetBack { done.again = time }
            case .over: try Self.bury(message, death, at: now, in: connection)
            }
            return done
        } committed: { done in
            if let window = done.window { windows.set(window, of: message.contact, message.number) }
        }
        if let stop { logger.error("number does not send", metadata: ["number": "\(message.number)", "reason": "\(stop.summary)"]) }
        report(message, reason, isDead: fate.isOver)
        gate.tell { governor, now in
            if let entry = done.marketing { governor.remember(entry, of: message.contact) }
            governor.learn(seen, at: now)
        }
        return done.again.map { .again(at: $0) } ?? .done
    }

    /// What was stored of a refusal.
    private struct Refused {
        var marketing: MarketingMemory.Entry?
        var window: ServiceWindow?
        /// When the message is sent again.
        var again: Timestamp?
    }

    /// Changes the person's window, as it is by now: they may have written meanwhile.
    private static func change(
        _ message: OutgoingMessage, in connection: any Connection, _ body: (ServiceWindow) -> ServiceWindow?
    ) throws -> ServiceWindow? {
        guard let known = try ServiceWindowRepository.window(of: message.contact, message.number, in: connection), let changed = body(known)
        else { return nil }
        try ServiceWindowRepository.save(changed, of: message.contact, message.number, in: connection)
        return changed
    }

    static func subject(_ message: OutgoingMessage) -> JSONObject {
        ["outgoing": .string(message.id.text), "contact": .string(message.contact.text)]
    }
}
