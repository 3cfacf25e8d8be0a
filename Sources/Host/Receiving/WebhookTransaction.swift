// Moonpost
// SPDX-License-Identifier: Apache-2.0

internal import Core
internal import Logging
internal import Store
internal import Synchronization
internal import WhatsApp

/// Stores one webhook with all its updates, or nothing of it, and tells whoever waits what came of it.
final class WebhookTransaction: Transaction {
    /// What one run made of the webhook.
    struct Outcome {
        var entries: [InboxEntry] = []
        var sent: [OutgoingID] = []
        /// Messages that failed after the platform had taken them, and are sent again.
        var again: [OutgoingMessage] = []
        var known: [(ContactDirectory.Presentation, ContactID)] = []
        var changed: [ContactID] = []
        /// Contacts that became one.
        var merged: [ContactID] = []
        var mergers: [(loser: ContactID, winner: ContactID)] = []
        /// Somebody lost a name that may soon be somebody else's.
        var hasLostName = false
        var duplicates = 0
        /// Windows that opened or closed.
        var windows: [ServiceWindows.Key: ServiceWindow] = [:]
        /// Messages that failed after the platform had taken them.
        var refusals: [Governor.Refusal] = []
        var marketing: [(ContactID, MarketingMemory.Entry)] = []
        var notices: [(number: String, LimitNotice)] = []
        /// Numbers of accounts that were closed or restricted, and are so no longer.
        var reopened: Set<String> = []
        var templates: [(account: String, TemplateUpdate)] = []
        /// Files that came with messages.
        var media: [StoredMedia] = []
        /// Something was emitted.
        var hasEvents = false
    }

    private let webhook: Webhook
    private let body: [UInt8]
    /// The numbers of whoever signed it.
    let speaksFor: Set<String>
    let time: Timestamp
    let services: ReceivingServices
    private let answer: @Sendable (Receiver.Answer) -> Void
    private let result = Mutex<Result<Outcome, any Error>?>(nil)

    init(
        _ webhook: Webhook, body: [UInt8], speaksFor: Set<String>, at time: Timestamp, services: ReceivingServices,
        answer: @escaping @Sendable (Receiver.Answer) -> Void
    ) {
        self.webhook = webhook
        self.body = body
        self.speaksFor = speaksFor
        self.time = time
        self.services = services
        self.answer = answer
    }

    func run(_ connection: any Connection) throws {
        do {
            var outcome = Outcome()
            try InboxRepository.insertWebhook(services.ids.next(UpdateSubject.self).text, body: body, at: time, in: connection)
            for update in webhook.updates { try accept(update, into: &outcome, connection) }
            result.withLock { $0 = .success(outcome) }
        } catch {
            result.withLock { $0 = .failure(error) }
            throw error
        }
    }

    func finish(_ failure: (any Error)?) {
        do {
            if let failure { throw failure }
            guard let outcome = try result.withLock({ $0 })?.get() else { throw DatabaseClosed() }
            publish(outcome)
            answer(.accepted(new: outcome.entries.count))
        } catch {
            services.logger.error("webhook not stored; the platform will deliver it again", metadata: ["error": "\(error)"])
            answer(.failed)
        }
    }

    /// Lanes are told on the thread that commits: of two messages the first stored is the first in its lane.
    private func publish(_ outcome: Outcome) {
        for id in outcome.merged { services.cache.distrust(id.text) }
        if outcome.hasLostName || !outcome.merged.isEmpty { services.directory.forgetAll() }
        for id in outcome.changed { services.directory.forget(id) }
        for (presentation, id) in outcome.known { services.directory.remember(presentation, as: id) }
        let unrouted = outcome.entries.count { $0.state == .unrouted }
        services.counters.withLock { counters in
            counters.webhooks += 1
            counters.updates += webhook.updates.count
            counters.duplicates += outcome.duplicates
            counters.unrouted += unrouted
            counters.malformed += webhook.malformedCount
        }
        if unrouted > 0 {
            services.logger.warning(
                "updates for a number that is not configured, or signed for another, were stored", metadata: ["count": "\(unrouted)"])
        }
        tellLimits(outcome)
        if !outcome.reopened.isEmpty { services.reopened(outcome.reopened) }
        tellTemplates(outcome)
        services.downloads.begin(outcome.media)
        if outcome.hasEvents { services.emitted() }
        services.committed(outcome.entries.filter { $0.state == .ready }, outcome.again, outcome.sent)
    }

    // MARK: - One update

    private func accept(_ update: Update, into outcome: inout Outcome, _ connection: any Connection) throws {
        // Given here, so that ids are in the order of the commits.
        let id: UpdateID = services.ids.next()
        let number = update.phoneNumberID ?? ""
        var entry = InboxEntry(
            id: id, number: number, dedupKey: update.key, kind: Self.kind(of: update), lane: nil, state: .done, receivedAt: time,
            sentAt: update.timestamp, content: update.kind.stored)
        // Whoever holds one app's secret cannot speak for the numbers of another.
        let isRouted = speaksFor.contains(number)
        let successor = Self.successor(in: update)
        if successor != nil, try InboxRepository.exists(number, update.key, in: connection) {
            // Taken again, it could join a person with whoever has the old number by now.
            outcome.duplicates += 1
            return
        }
        var writer: ContactID?
        switch update.kind {
        case .message, .echo, .call, .preference, .identity:
            if !isRouted {
                entry.state = .unrouted
            } else if update.aliases.isAnonymous && (update.aliases.username == nil || entry.kind == .message) {
                // A username alone answers nothing: it may be somebody else's by now.
                entry.state = .failed
                entry.error = "the \(entry.kind.rawValue) does not tell whose it is"
            } else {
                let contact = try contact(of: update, successor: successor, into: &outcome, connection)
                entry.lane = contact.text
                writer = contact
                if case .message(let message) = update.kind, message.type.isForConversations { entry.state = .ready }
            }
        case .status, .error, .payment:
            if !isRouted { entry.state = .unrouted }
        case .group, .contactBook, .history:
            if !number.isEmpty, !isRouted { entry.state = .unrouted }
        case .template, .account, .other: break
        case .malformed(let reason, _):
            entry.state = .failed
            entry.error = reason
        }
        guard try InboxRepository.insert(entry, in: connection) else {
            outcome.duplicates += 1
            return
        }
        outcome.entries.append(entry)
        if writer != nil, entry.kind == .message, let media = StoredMedia(entry.content, id: id, number: number, at: time) {
            try MediaRepository.insert(media, in: connection)
            outcome.media.append(media)
        }
        if let incident = self.incident(of: update, as: id, contact: writer, isRouted: isRouted) {
            try IncidentRepository.insert(incident, in: connection)
            if incident.kind == "security.identity", let writer { try suspend(writer, incident, into: &outcome, connection) }
        }
        if let writer, case .preference(let preference) = update.kind, let stops = preference.stopsMarketing {
            try MarketingChoiceRepository.record(
                MarketingChoice(writer, stops: stops, source: .preference, at: min(preference.timestamp ?? time, time)), in: connection)
        }
        if let writer { try open(writer, number, by: update, into: &outcome, connection) }
        switch update.kind {
        case .template(let template):
            try learnLimits(template.field, template.raw, of: update, into: &outcome, connection)
            try learn(template, of: update, into: &outcome, connection)
        case .account(let event):
            try learnLimits(event.field, event.raw, of: update, into: &outcome, connection)
            try learn(event, of: update, into: &outcome, connection)
        case .error(let error) where isRouted: try learn(error, of: number, into: &outcome, connection)
        case .status(let status) where isRouted: try merge(status, into: &outcome, connection)
        default: break
        }
        try emit(update, as: id, contact: writer, isRouted: isRouted, into: &outcome, connection)
    }

    private static func kind(of update: Update) -> InboxEntry.Kind {
        switch update.kind {
        case .message: .message
        case .status: .status
        case .error: .error
        case .echo: .echo
        case .preference: .preference
        case .call: .call
        case .identity: .identity
        case .payment: .payment
        case .group: .group
        case .contactBook: .contactBook
        case .history: .history
        case .template: .template
        case .account: .account
        case .other, .malformed: .other
        }
    }

    /// What the person is called from now on, where the update says so.
    private static func successor(in update: Update) -> ContactAliases? {
        switch update.kind {
        case .message(let message): message.successor
        case .identity(let identity): identity.successor
        default: nil
        }
    }

    private func contact(
        of update: Update, successor: ContactAliases?, into outcome: inout Outcome, _ connection: any Connection
    ) throws -> ContactID {
        var aliases = update.aliases.list
        if let successor { aliases += successor.list.filter { !aliases.contains($0) } }
        let presentation = ContactDirectory.Presentation(aliases: aliases, name: update.profileName)
        if successor == nil {
            if let known = services.directory.id(of: presentation) { return known }
            if let known = outcome.known.first(where: { $0.0 == presentation })?.1 { return known }
        }
        let resolution = try ContactRepository.resolve(
            aliases, name: update.profileName, at: time, newID: services.ids.next(), in: connection)
        if successor?.phone != nil, let old = update.aliases.phone, old != successor?.phone {
            // The number may soon be somebody else's.
            try ContactRepository.remove(ContactAlias(.phone, old), in: connection)
            outcome.hasLostName = true
            outcome.known.removeAll { $0.1 == resolution.contact }
        } else {
            outcome.known.append((presentation, resolution.contact))
        }
        if !resolution.merged.isEmpty { outcome.merged += [resolution.contact] + resolution.merged }
        outcome.mergers += resolution.merged.map { ($0, resolution.contact) }
        if resolution.isNew {
            services.created(Contact(id: resolution.contact, name: update.profileName, aliases: aliases))
        } else {
            outcome.changed.append(resolution.contact)
        }
        return resolution.contact
    }
}
