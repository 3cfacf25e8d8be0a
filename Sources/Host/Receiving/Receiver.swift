// Moonpost
// SPDX-License-Identifier: Apache-2.0

package import Core
internal import Logging
internal import Store
internal import Synchronization
internal import WhatsApp

/// Takes webhooks: verifies the raw bytes, reads every update, commits them, and only then lets the caller answer 200.
package final class Receiver: Sendable {
    /// What to answer a webhook with.
    package enum Answer: Hashable, Sendable {
        /// 200: everything in it is committed; so many updates were new.
        case accepted(new: Int)
        /// 401, always the same text.
        case unauthorized
        /// 400
        case malformed(String)
        /// 500: not stored; the platform will deliver it again.
        case failed
    }

    /// What became of updates since the start, for metrics and tests.
    package struct Counters: Hashable, Sendable {
        package var webhooks = 0
        package var updates = 0
        package var duplicates = 0
        package var unrouted = 0
        package var malformed = 0
        package var unauthorized = 0
    }

    /// What one transaction made of a webhook.
    private struct Acceptance {
        var entries: [InboxEntry] = []
        var sent: [OutgoingID] = []
        var known: [(ContactDirectory.Presentation, ContactID)] = []
        var changed: [ContactID] = []
        /// Contacts that became one.
        var merged: [ContactID] = []
        /// Somebody lost a name that may soon be somebody else's.
        var hasLostName = false
        var duplicates = 0
    }

    private let numbers: [String: HostNumber]
    private let secrets: [Secret]
    private let database: any Database
    private let directory: ContactDirectory
    private let cache: ConversationCache
    private let clock: any Clock
    private let ids: IDGenerator
    private let logger: Logger
    private let created: @Sendable (Contact) -> Void
    private let committed: @Sendable ([InboxEntry], [OutgoingID]) -> Void
    private let counting = Mutex(Counters())

    /// - Parameters:
    ///   - created: Told of a new contact before the commit, while nobody else can know its id: what is remembered of it
    ///     here is true as long as anybody asks, and never asked for where the commit fails.
    ///   - committed: Told of the new entries, and of messages that a status has shown to be sent.
    init(
        numbers: [HostNumber], database: any Database, directory: ContactDirectory, cache: ConversationCache,
        clock: any Clock, ids: IDGenerator, logger: Logger, created: @escaping @Sendable (Contact) -> Void,
        committed: @escaping @Sendable ([InboxEntry], [OutgoingID]) -> Void
    ) {
        self.numbers = Dictionary(numbers.map { ($0.id, $0) }, uniquingKeysWith: { first, _ in first })
        self.secrets = Array(Set(numbers.map(\.appSecret)))
        self.database = database
        self.directory = directory
        self.cache = cache
        self.clock = clock
        self.ids = ids
        self.logger = logger
        self.created = created
        self.committed = committed
    }

    package var counters: Counters { counting.withLock { $0 } }

    /// Answers the platform's GET when a webhook address is registered; nil means 403.
    package func verification(mode: String?, token: String?, challenge: String?) -> String? {
        WebhookVerification.answer(
            mode: mode, token: token, challenge: challenge, expected: numbers.values.map(\.verifyToken))
    }

    /// Takes one POST.
    /// - Parameter signature: The value of `X-Hub-Signature-256`.
    package func receive(signature: String?, body: [UInt8]) async -> Answer {
        guard Signature.verify(header: signature, body: body, secrets: secrets) else {
            counting.withLock { $0.unauthorized += 1 }
            logger.warning("webhook with a wrong signature refused", metadata: ["bytes": "\(body.count)"])
            return .unauthorized
        }
        let webhook: Webhook
        do {
            webhook = try Webhook.parse(try JSON(body))
        } catch {
            logger.warning("malformed webhook refused", metadata: ["reason": "\(error)"])
            return .malformed("\(error)")
        }
        let now = clock.now
        let webhookID = ids.next(UpdateSubject.self).text
        let updates = webhook.updates.map { (ids.next(UpdateSubject.self), $0) }
        do {
            // Lanes are told on the thread that commits: of two messages the first stored is the first in its lane.
            let acceptance = try await database.write({ [self] connection in
                try InboxRepository.insertWebhook(webhookID, body: body, at: now, in: connection)
                var acceptance = Acceptance()
                for (id, update) in updates {
                    try accept(update, as: id, at: now, into: &acceptance, connection)
                }
                return acceptance
            }, committed: { [self] in finish($0, of: webhook) })
            return .accepted(new: acceptance.entries.count)
        } catch {
            logger.error("webhook not stored; the platform will deliver it again", metadata: ["error": "\(error)"])
            return .failed
        }
    }

    private func finish(_ acceptance: Acceptance, of webhook: Webhook) {
        for id in acceptance.merged { cache.distrust(id.text) }
        if acceptance.hasLostName || !acceptance.merged.isEmpty { directory.forgetAll() }
        for id in acceptance.changed { directory.forget(id) }
        for (presentation, id) in acceptance.known { directory.remember(presentation, as: id) }
        let unrouted = acceptance.entries.count { $0.state == .unrouted }
        counting.withLock { counters in
            counters.webhooks += 1
            counters.updates += webhook.updates.count
            counters.duplicates += acceptance.duplicates
            counters.unrouted += unrouted
            counters.malformed += webhook.malformedCount
        }
        if unrouted > 0 {
            logger.warning("updates for a number that is not configured were stored", metadata: ["count": "\(unrouted)"])
        }
        committed(acceptance.entries.filter { $0.state == .ready }, acceptance.sent)
    }

    // MARK: - Within the transaction

    private func accept(
        _ update: Update, as id: UpdateID, at now: Timestamp, into acceptance: inout Acceptance, _ connection: any Connection
    ) throws {
        let number = update.phoneNumberID ?? ""
        var entry = InboxEntry(
            id: id, number: number, dedupKey: update.key, kind: .other, lane: nil, state: .done, receivedAt: now, content: .null)
        let isRouted = numbers[number] != nil
        if case .message(let message) = update.kind, message.successor != nil,
            try InboxRepository.exists(number, update.key, in: connection)
        {
            // Taken again, it could join a person with whoever has the old number by now.
            acceptance.duplicates += 1
            return
        }
        switch update.kind {
        case .message(let message):
            entry.kind = .message
            entry.content = message.content
            if !isRouted {
                entry.state = .unrouted
            } else if update.aliases.isAnonymous && update.aliases.username == nil {
                entry.state = .failed
                entry.error = "the message does not tell who sent it"
            } else {
                entry.state = .ready
                entry.lane = try contact(of: update, message, at: now, into: &acceptance, connection).text
            }
        case .status(let status):
            entry.kind = .status
            entry.content = Self.content(status)
            if !isRouted { entry.state = .unrouted }
        case .error(let error):
            entry.kind = .error
            entry.content = error.json
            if !isRouted { entry.state = .unrouted }
        case .other(let field, let value):
            entry.content = ["field": .string(field), "value": value]
        case .malformed(let reason, let raw):
            entry.content = raw
            entry.state = .failed
            entry.error = reason
        }
        guard try InboxRepository.insert(entry, in: connection) else {
            acceptance.duplicates += 1
            return
        }
        acceptance.entries.append(entry)
        guard isRouted else { return }
        switch update.kind {
        case .status(let status):
            try merge(status, at: now, into: &acceptance, connection)
        case .error(let error):
            try IncidentRepository.insert(
                Incident(
                    id: id.text, level: .error, kind: "platform.error", plugin: nil, summary: error.description,
                    details: error.json, createdAt: now), in: connection)
        default: break
        }
    }

    private func contact(
        of update: Update, _ message: InboundMessage, at now: Timestamp, into acceptance: inout Acceptance,
        _ connection: any Connection
    ) throws -> ContactID {
        var aliases = update.aliases.list
        if let successor = message.successor { aliases += successor.list.filter { !aliases.contains($0) } }
        let presentation = ContactDirectory.Presentation(aliases: aliases, name: update.profileName)
        if message.successor == nil {
            if let known = directory.id(of: presentation) { return known }
            if let known = acceptance.known.first(where: { $0.0 == presentation })?.1 { return known }
        }
        let resolution = try ContactRepository.resolve(
            aliases, name: update.profileName, at: now, newID: ids.next(), in: connection)
        if message.successor?.phone != nil, let old = update.aliases.phone, old != message.successor?.phone {
            // The number may soon be somebody else's.
            try ContactRepository.remove(ContactAlias(.phone, old), in: connection)
            acceptance.hasLostName = true
            acceptance.known.removeAll { $0.1 == resolution.contact }
        } else {
            acceptance.known.append((presentation, resolution.contact))
        }
        if !resolution.merged.isEmpty { acceptance.merged += [resolution.contact] + resolution.merged }
        if resolution.isNew {
            created(Contact(id: resolution.contact, name: update.profileName, aliases: aliases))
        } else {
            acceptance.changed.append(resolution.contact)
        }
        return resolution.contact
    }

    private func merge(
        _ status: StatusUpdate, at now: Timestamp, into acceptance: inout Acceptance, _ connection: any Connection
    ) throws {
        let ours = status.callbackData.map { OutgoingID(stored: $0) }
        guard let known = try OutboxRepository.find(outgoing: ours, messageID: status.wamid, in: connection) else { return }
        var delivery = known.delivery.flatMap { try? JSON($0) }.map(DeliveryState.init(stored:)) ?? DeliveryState()
        let hadFailed = delivery.failure != nil
        delivery.merge(status)
        try OutboxRepository.recordDelivery(
            known.outgoing, messageID: status.wamid, delivery: delivery.json.description,
            error: delivery.failure?.error.description, at: now, in: connection)
        if let failure = delivery.failure, !hadFailed {
            try IncidentRepository.insert(
                Incident(
                    id: ids.next(UpdateSubject.self).text, level: .warning, kind: "message.failed", plugin: nil,
                    summary: failure.error.description,
                    details: ["outgoing": .string(known.outgoing.text), "error": failure.error.json], createdAt: now),
                in: connection)
        }
        if known.state != .accepted { acceptance.sent.append(known.outgoing) }
    }

    private static func content(_ status: StatusUpdate) -> JSON {
        var object: JSONObject = ["wamid": .string(status.wamid), "status": .string(status.status.name)]
        object["callback"] = status.callbackData.map { .string($0) }
        object["at"] = status.timestamp.map { .integer($0.milliseconds) }
        if !status.errors.isEmpty { object["errors"] = .array(status.errors.map(\.json)) }
        return .object(object)
    }
}
