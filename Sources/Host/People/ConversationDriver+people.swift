// Moonpost
// SPDX-License-Identifier: Apache-2.0

internal import Core
internal import Plugins
internal import Store

/// People who want what they may not, and people who show a code.
extension ConversationDriver {
    /// So many denials of one contact in a while are told to admins.
    private static let suspiciousDenials = 5
    private static let denialPeriod = Duration.seconds(600)
    /// How often somebody unknown is told how to register.
    private static let noticePeriod = Duration.seconds(86_400)

    func deny(
        _ target: PluginCatalog.Entry, _ otherwise: Disposition, _ message: IncomingMessage, _ entry: InboxEntry,
        _ conversations: [StoredConversation], lane: String, now: Timestamp
    ) async throws {
        let contact = message.contact
        let (actor, subject) = (ConversationServices.actor(contact), "\(target.plugin)/\(target.name)")
        let (told, denials) = try await services.database.read { connection in
            (
                try RegistrationNoticeRepository.toldAt(contact.id, in: connection),
                try AuditRepository.count(of: actor, .denied, since: now + (.zero - Self.denialPeriod), in: connection)
            )
        }
        var batch = TurnBatch()
        batch.audit.append(services.denial(of: subject, to: contact, at: now))
        if denials + 1 == Self.suspiciousDenials {
            services.alert(
                "security.denials", "a contact has tried \(denials + 1) times in ten minutes what it may not, last \(subject)", of: contact,
                into: &batch)
        }
        let texts = HostTexts.of(message.language)
        if contact.user != nil {
            batch.outgoing.append(reply(texts.notAllowed, message, lane: lane, now: now))
        } else if told.map({ now - $0 >= Self.noticePeriod }) ?? true {
            batch.people.append(.told(contact.id))
            batch.outgoing.append(reply(texts.registration, message, lane: lane, now: now))
        } else if case .ignore = otherwise {
            // Silence: they were told today.
        } else {
            try await keep(batch)
            return try await act(on: otherwise, message, entry, conversations, lane: lane, now: now)
        }
        try await commit(batch, conversations, lane: lane, finishes: entry)
    }

    func present(
        _ code: LinkCode, _ otherwise: Disposition, _ message: IncomingMessage, _ entry: InboxEntry, _ conversations: [StoredConversation],
        lane: String, now: Timestamp
    ) async throws {
        let contact = message.contact
        // While the key is changed, a code may be of either.
        let hashes = services.keys.keys.map { LinkCode.hash(code.digits, $0) }
        let (found, own, all, isAnyOpen) = try await services.database.read { connection in
            (
                try hashes.compactMap { hash in try LinkCodeRepository.user(hash, at: now, in: connection).map { (hash: hash, user: $0) } }.first,
                try LinkCodeRepository.guesses(of: contact.id, in: connection),
                try LinkCodeRepository.guesses(of: nil, in: connection), try LinkCodeRepository.isAnyOpen(at: now, in: connection)
            )
        }
        // Any number of eight digits looks like a code; where none is open it is certainly something else.
        guard code.isExplicit || isAnyOpen && contact.user == nil else { return try await act(on: otherwise, message, entry, conversations, lane: lane, now: now) }
        var guesses = CodeGuard(own: own, all: all, at: now)
        let texts = HostTexts.of(message.language)
        var batch = TurnBatch()
        guard !guesses.isLocked else {
            guard code.isExplicit else { return try await act(on: otherwise, message, entry, conversations, lane: lane, now: now) }
            batch.outgoing.append(reply(texts.codeLocked, message, lane: lane, now: now))
            return try await commit(batch, conversations, lane: lane, finishes: entry)
        }
        if let (hash, user) = found {
            batch.people = [.link(contact.id, user.id, codeHash: hash), .guesses(nil, of: contact.id)]
            batch.audit.append(AuditRecord(
                actor: AuditRecord.actor(user.id), .login, AuditRecord.actor(contact.id), details: ["number": .string(message.number)], at: now))
            batch.outgoing.append(reply(texts.linked(user.name), message, lane: lane, now: now))
            return try await commit(batch, conversations, lane: lane, finishes: entry)
        }
        let isTooMany = guesses.countWrong()
        batch.people = [.guesses(guesses.own, of: contact.id), .guesses(guesses.all, of: nil)]
        batch.audit.append(AuditRecord(actor: ConversationServices.actor(contact), .wrongCode, "host", at: now))
        if isTooMany {
            services.alert(
                "security.code_guessing", "a contact has sent \(guesses.own?.wrong ?? 0) codes that are none, and is not listened to for an hour",
                of: contact, into: &batch)
        }
        guard code.isExplicit else {
            try await keep(batch)
            return try await act(on: otherwise, message, entry, conversations, lane: lane, now: now)
        }
        batch.outgoing.append(reply(texts.codeWrong, message, lane: lane, now: now))
        try await commit(batch, conversations, lane: lane, finishes: entry)
    }

    /// A conversation goes on no more: whoever it is with may not use it now.
    func shut(
        _ conversation: StoredConversation, _ conversations: [StoredConversation], _ contact: Contact?, lane: String,
        finishes entry: InboxEntry?, isAsked: Bool, now: Timestamp
    ) async throws {
        var batch = TurnBatch()
        let remaining = end(conversation, conversations, into: &batch)
        if let contact {
            batch.audit.append(services.denial(of: "\(conversation.plugin)/\(conversation.entryName)", to: contact, at: now))
            if isAsked, let number = conversation.number {
                let texts = HostTexts.of(services.language(of: contact, on: number))
                batch.outgoing.append(OutgoingMessage(
                    id: services.ids.next(), lane: lane, number: number, contact: contact.id,
                    content: ["type": "text", "text": .string(contact.user == nil ? texts.registration : texts.notAllowed)], createdAt: now))
            }
        }
        try await commit(batch, remaining, lane: lane, finishes: entry)
    }

    private func reply(_ text: String, _ message: IncomingMessage, lane: String, now: Timestamp) -> OutgoingMessage {
        OutgoingMessage(
            id: services.ids.next(), lane: lane, number: message.number, contact: message.contact.id,
            content: ["type": "text", "text": .string(text)], createdAt: now)
    }

    /// Commits what is to be kept whatever becomes of the message.
    private func keep(_ batch: TurnBatch) async throws {
        let time = services.clock.now
        try await services.database.write { try batch.apply(at: time, in: $0) }
        services.committed(batch)
    }
}
