// Moonpost
// SPDX-License-Identifier: Apache-2.0

internal import Core
internal import Store
internal import WhatsApp

/// What a webhook changes about windows and limits.
extension WebhookTransaction {
    /// A message or call that was not there before opens the window, for 24 hours from the moment at which it was sent: one that is
    /// older than that opens nothing.
    func open(
        _ contact: ContactID, _ number: String, by update: Update, into outcome: inout Outcome, _ connection: any Connection
    ) throws {
        var isEntry = false
        switch update.kind {
        // What somebody writes in a group lets nobody write to them alone.
        case .message(let message) where message.type != .system && message.groupID == nil:
            // A correction is a message of the person, too.
            isEntry = message.type.isForConversations && message.content["referral"] != nil
        case .call(let call) where call.opensWindow: break
        default: return
        }
        // Where the platform does not tell, now; and no clock of its makes the window longer.
        let sent = min(update.timestamp ?? time, time)
        // From the store: what is remembered is told only after the commit, and one commit carries many webhooks.
        let known = try ServiceWindowRepository.window(of: contact, number, in: connection)
        let window = ServiceWindow.opened(known, at: sent, isEntry: isEntry)
        guard window != known else { return }
        try ServiceWindowRepository.save(window, of: contact, number, in: connection)
        outcome.windows[ServiceWindows.Key(contact: contact, number: number)] = window
    }

    /// What a message that failed after all says about others.
    /// - Returns: How long it waits, where it is to be sent again.
    func learn(
        _ error: PlatformError, _ action: SendAction, of message: OutgoingMessage, attempts: Int, into outcome: inout Outcome,
        _ connection: any Connection
    ) throws -> Duration? {
        var wait = action.wait(attempts: attempts, uploads: message.refusedUploads, fraction: services.ids.fraction())
        if action == .switchToTemplate {
            let key = ServiceWindows.Key(contact: message.contact, number: message.number)
            let known = try ServiceWindowRepository.window(of: message.contact, message.number, in: connection)
            // A window that opened since the message was sent stays open.
            if let known, known.isOpen(at: time), known.closesAt + .seconds(-86_400) <= message.createdAt {
                let closed = known.closed(at: time)
                try ServiceWindowRepository.save(closed, of: message.contact, message.number, in: connection)
                outcome.windows[key] = closed
            }
        }
        if action == .optOut {
            try MarketingChoiceRepository.record(
                MarketingChoice(message.contact, stops: true, source: .refusal(Int(error.code)), at: message.createdAt), in: connection)
        }
        if action == .restMarketing {
            let entry = try MarketingMemory.record(message.contact, at: time, in: connection)
            outcome.marketing.append((message.contact, entry))
            wait = entry.until - time
        }
        let refusal = Governor.Refusal(
            number: message.number, contact: message.contact, template: TemplateKey(content: message.content),
            error: error, action: action, wait: wait ?? .zero)
        // What is told in the same webhook is not told twice.
        let isKnown = outcome.refusals.contains { $0.number == refusal.number && $0.action == action }
        if !isKnown, services.gate.tell({ governor, _ in governor.isNews(refusal, at: time) }) {
            try IncidentRepository.insert(
                refusal.incident(
                    id: services.ids.next(UpdateSubject.self).text, number: services.numbers[message.number]?.name ?? message.number, at: time),
                in: connection)
        }
        try refusal.store(at: time, in: connection)
        outcome.refusals.append(refusal)
        return wait
    }

    /// What Meta says of the account's limits and templates.
    func learnLimits(
        _ field: String, _ value: JSON, of update: Update, into outcome: inout Outcome, _ connection: any Connection
    ) throws {
        let concerned = numbers(of: update)
        for notice in LimitNotice.all(field, value) {
            if case .throughput = notice.kind, concerned.count != 1 { continue }
            for number in concerned {
                try LimitRepository.learn(
                    notice.subject, of: number.id, field: field, value: value, in: connection)
                outcome.notices.append((number.id, notice))
            }
        }
    }

    /// What the platform says of a number without any message, such as that it is too fast.
    func learn(_ error: PlatformError, of number: String, into outcome: inout Outcome, _ connection: any Connection) throws {
        let action = ErrorPolicy.action(for: error, status: 400)
        let refusal = Governor.Refusal(
            number: number, error: error, action: action, wait: action.wait(attempts: 1, uploads: 0, fraction: services.ids.fraction()) ?? .zero)
        try refusal.store(at: time, in: connection)
        outcome.refusals.append(refusal)
    }

    /// The numbers of the account that a change is about, which names no number; whoever holds another app's secret has nothing to
    /// say about them.
    func numbers(of update: Update) -> [HostNumber] {
        var account = update.wabaID
        // What happens between partners stands under the portfolio, and names the account itself.
        if case .account(let event) = update.kind, event.field == "account_update", let own = event.subject { account = own }
        return services.numbers.all.filter { number in
            speaksFor.contains(number.id) && (number.account == nil || account == nil || number.account == account)
        }
    }

    /// Tells whoever decides about sending, once it is all committed.
    func tellLimits(_ outcome: Outcome) {
        if !outcome.merged.isEmpty { services.windows.forgetAll() }
        for (key, window) in outcome.windows { services.windows.set(window, of: key.contact, key.number) }
        var received: [String: Int] = [:]
        for entry in outcome.entries where entry.kind == .message && entry.state == .ready { received[entry.number, default: 0] += 1 }
        let counted = received
        services.gate.tell { governor, now in
            for (loser, winner) in outcome.mergers { governor.merge(loser, into: winner) }
            for (number, count) in counted { governor.received(count, on: number, at: now) }
            for refusal in outcome.refusals { governor.learn(refusal, at: now) }
            for (contact, entry) in outcome.marketing { governor.remember(entry, of: contact) }
            for (number, notice) in outcome.notices { governor.learn(notice, of: number) }
        }
    }
}
