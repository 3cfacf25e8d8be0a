// Moonpost
// SPDX-License-Identifier: Apache-2.0

internal import Core
internal import Flow
internal import Logging
internal import Plugins
internal import Scripting
internal import Store
internal import WhatsApp

/// Works off one lane's items: finds the conversation that each concerns, runs its turn, and commits it.
struct ConversationDriver: Sendable {
    let services: ConversationServices
    let middleware: MiddlewareChain
    /// Puts an item into another lane: its contact was merged into somebody else.
    let reroute: @Sendable (LaneItem, String) -> Void

    /// How often an item that fails for a reason of its own is tried before it is given up.
    private static let mostAttempts = 5

    func work(_ lane: String, _ item: LaneItem) async {
        var item = item
        var attempt = 0
        while true {
            attempt += 1
            do {
                // It may have been joined with others before it failed, and has their words then.
                if attempt > 1 { item = try await asStored(item) }
                try await process(item, lane: lane)
                return
            } catch let error as AlreadyFinished {
                services.logger.warning("inbox entry was finished before; nothing was repeated", metadata: ["entry": "\(error.id)"])
                services.forget(lane)
                return
            } catch is HostStopping {
                services.forget(lane)
                return
            } catch {
                // What was not committed did not happen: read the lane again and do it from there.
                services.forget(lane)
                services.logger.error(
                    "lane item failed", metadata: ["lane": "\(lane)", "attempt": "\(attempt)", "error": "\(error)"])
                if services.isStopping() || error is DatabaseClosed || (error as? WorkerError)?.code == .closed { return }
                if attempt >= Self.mostAttempts, Self.isOwn(error) { return await giveUp(item, lane: lane, error) }
                await pause(before: attempt)
            }
        }
    }

    /// Whether it is the item that cannot be worked off, rather than the store or the workers that are not well.
    private static func isOwn(_ error: any Error) -> Bool {
        switch error {
        case is LostContact, is LostWait, is OperationError, is MessageProblem, is RowError, is UnknownState, is JSONError: true
        default: false
        }
    }

    /// A worker that cannot be started, or a store that is busy, may be well again a little later.
    private func pause(before attempt: Int) async {
        do {
            try await services.clock.sleep(until: services.clock.now + .milliseconds(min(2_000, 50 << Int64(min(attempt, 10)))))
        } catch {
            // Cancelled: the next attempt comes at once.
        }
    }

    private func asStored(_ item: LaneItem) async throws -> LaneItem {
        guard case .entry(let entry) = item else { return item }
        return .entry(try await services.database.read { try InboxRepository.entry(entry.id, in: $0) } ?? entry)
    }

    private func process(_ item: LaneItem, lane: String) async throws {
        switch item {
        case .entry(let entry): try await process(entry, item, lane: lane)
        case .timer(let id, let dueAt): try await timer(id, dueAt: dueAt, item, lane: lane)
        case .interrupted(let id): try await interrupted(id, lane: lane)
        }
    }

    private func process(_ stored: InboxEntry, _ item: LaneItem, lane: String) async throws {
        if services.coalescer.wasAbsorbed(stored.id) { return }
        let entry = try await services.files.complete(stored, in: services.lanes)
        let conversations = try await conversations(of: lane)
        let now = services.clock.now
        let cause = TurnCause.entry(entry)
        if let begun = conversations.first(where: { $0.state == .running && $0.input == cause.input }) {
            try await resumeInterrupted(begun, conversations, cause, lane: lane, finishes: entry)
            return
        }
        switch entry.kind {
        case .message:
            guard let contact = try await services.directory.contact(ContactID(stored: lane)) else {
                throw LostContact(lane: lane)
            }
            guard contact.id.text == lane else { return reroute(item, contact.id.text) }
            var message = IncomingMessage(
                id: entry.id, content: entry.content, contact: contact, number: entry.number,
                language: services.language(of: contact, on: entry.number, writing: entry.content), plugins: services.numbers[entry.number]?.plugins,
                sentAt: entry.writtenAt,
                conversations: conversations)
            if services.marketingWords.word(in: entry.content) != nil {
                message.hasStoppedMarketing = try await services.database.read { try MarketingChoiceRepository.stopped(contact.id, in: $0) } != nil
            }
            message = try await joined(message, entry, lane: lane)
            try await act(on: try middleware.dispose(message), message, entry, conversations, lane: lane, now: services.clock.now)
        case .event:
            let id = ConversationID(stored: entry.content["conversation"]?.text ?? "")
            let waits = conversations.first { $0.id == id && $0.waitEvent == entry.content["name"]?.text }
            guard let waiting = waits, waiting.wait.flatMap(Call.init).flatMap(Wait.init)?.matches(entry.content["fields"] ?? .null) == true
            else {
                if try await follow(id, item, from: lane) { return }
                return try await finish(entry, conversations, lane: lane)
            }
            try await answer(
                waiting, conversations, cause, lane: lane, finishes: entry, message: nil, event: entry.content["event"], now: now)
        case .form: try await exchange(entry, conversations, lane: lane, now: now)
        case .handler, .schedule:
            try await beginHandler(entry, conversations, cause, lane: lane, now: now)
        case .status, .error, .echo, .preference, .call, .identity, .payment, .group, .contactBook, .history, .template, .account, .other:
            // Stored as done; of no conversation.
            try await finish(entry, conversations, lane: lane)
        }
    }

    // MARK: - A person's message

    func act(
        on disposition: Disposition, _ message: IncomingMessage, _ entry: InboxEntry, _ conversations: [StoredConversation],
        lane: String, now: Timestamp
    ) async throws {
        let cause = TurnCause.entry(entry)
        switch disposition {
        case .ignore:
            try await finish(entry, conversations, lane: lane)
        case .deny(let target, let otherwise):
            try await deny(target, otherwise, message, entry, conversations, lane: lane, now: now)
        case .code(let code, let otherwise):
            try await present(code, otherwise, message, entry, conversations, lane: lane, now: now)
        case .refuse(let reason, let reply, let offence):
            var batch = TurnBatch()
            if let reply {
                batch.outgoing.append(OutgoingMessage(
                    id: services.ids.next(), lane: lane, number: message.number, contact: message.contact.id,
                    content: ["type": "text", "text": .string(reply)], createdAt: now))
            }
            if let offence {
                services.alert(offence.kind, offence.summary, of: message.contact, ["number": .string(message.number)], into: &batch)
            }
            batch.finishes = (entry.id, .limited, reason)
            try await commit(batch, conversations, lane: lane, finishes: entry)
        case .answer(let waiting):
            try await answer(
                waiting, conversations, cause, lane: lane, finishes: entry, message: message.content, event: nil, now: now)
        case .reply(let content, let ending, let stops):
            var batch = TurnBatch()
            if let stops { batch.choices.append(MarketingChoice(message.contact.id, stops: stops, source: .word, at: message.sentAt)) }
            let remaining = end(ending, conversations, into: &batch)
            batch.outgoing.append(OutgoingMessage(
                id: services.ids.next(), lane: lane, number: message.number, contact: message.contact.id, content: content,
                createdAt: now))
            try await commit(batch, remaining, lane: lane, finishes: entry)
        case .begin(let target, let given, let ending):
            var batch = TurnBatch()
            if let record = services.record(of: target, by: message.contact, at: now) { batch.audit.append(record) }
            let remaining = end(ending, conversations, into: &batch)
            let conversation = services.opening(
                target.kind, target.name, plugin: target.plugin, version: target.version, given: given, lane: lane,
                contact: message.contact, number: message.number, message: message.content, event: nil, now: now)
            let runner = TurnRunner(
                services: services, lane: lane, contact: message.contact, cause: cause, message: message.content, now: now)
            let result = try await runner.run(conversation, .new, input: .null, others: remaining, batch: batch)
            try await commit(result.batch, result.conversations, lane: lane, finishes: entry)
        }
    }

    func end(
        _ conversation: StoredConversation?, _ conversations: [StoredConversation], into batch: inout TurnBatch
    ) -> [StoredConversation] {
        guard let conversation else { return conversations }
        batch.ended.append(conversation.id)
        services.evict(conversation.id)
        return conversations.filter { $0.id != conversation.id }
    }

    // MARK: - Turns

    private func answer(
        _ waiting: StoredConversation, _ conversations: [StoredConversation], _ cause: TurnCause, lane: String,
        finishes entry: InboxEntry?, message: JSON?, event: JSON?, now: Timestamp
    ) async throws {
        guard let call = waiting.wait.flatMap(Call.init) else { throw LostWait(conversation: waiting.id) }
        let contact = try await contact(of: waiting)
        guard services.access(of: waiting).permits(contact?.user?.role) || contact == nil else {
            return try await shut(waiting, conversations, contact, lane: lane, finishes: entry, isAsked: message != nil, now: now)
        }
        var conversation = waiting
        // The number that the person writes to now is the one that answers.
        if let entry, entry.kind == .message { conversation.number = entry.number }
        let input = services.input(for: &conversation, contact: contact, message: message, event: event, now: now)
        let runner = TurnRunner(
            services: services, lane: lane, contact: contact, cause: cause, message: message, now: now)
        let result = try await runner.run(
            conversation, .waiting(call), input: input, others: conversations.filter { $0.id != waiting.id }, batch: TurnBatch())
        try await commit(result.batch, result.conversations, lane: lane, finishes: entry)
    }

    private func resumeInterrupted(
        _ begun: StoredConversation, _ conversations: [StoredConversation], _ cause: TurnCause, lane: String,
        finishes entry: InboxEntry?
    ) async throws {
        let runner = TurnRunner(
            services: services, lane: lane, contact: try await contact(of: begun), cause: cause,
            message: entry?.kind == .message ? entry?.content : nil, now: services.clock.now)
        let result = try await runner.run(
            begun, .interrupted, input: .null, others: conversations.filter { $0.id != begun.id }, batch: TurnBatch())
        try await commit(result.batch, result.conversations, lane: lane, finishes: entry)
    }

    private func timer(_ id: ConversationID, dueAt: Timestamp, _ item: LaneItem, lane: String) async throws {
        let conversations = try await conversations(of: lane)
        guard let waiting = conversations.first(where: { $0.id == id }) else {
            _ = try await follow(id, item, from: lane)
            return
        }
        if waiting.state == .running, waiting.input == TurnCause.timer(id).input {
            // An attempt before this one got as far as a commit.
            return try await resumeInterrupted(waiting, conversations, .timer(id), lane: lane, finishes: nil)
        }
        // It may have been answered, and wait for something else by now.
        guard waiting.state == .waiting, waiting.dueAt == dueAt else { return }
        let isSilence = waiting.wait.flatMap(Call.init).flatMap(Wait.init)?.limit == nil
        if isSilence {
            var batch = TurnBatch()
            let remaining = end(waiting, conversations, into: &batch)
            try await commit(batch, remaining, lane: lane, finishes: nil)
            return
        }
        try await answer(
            waiting, conversations, .timer(id), lane: lane, finishes: nil, message: nil, event: nil, now: services.clock.now)
    }

    /// Puts an item after its conversation where that has moved with its contact; false where it has not.
    private func follow(_ id: ConversationID, _ item: LaneItem, from lane: String) async throws -> Bool {
        let found = try await services.database.read { try ConversationRepository.conversation(id, in: $0) }
        guard let found, found.lane != lane else { return false }
        reroute(item, found.lane)
        return true
    }

    private func interrupted(_ id: ConversationID, lane: String) async throws {
        let conversations = try await conversations(of: lane)
        guard let begun = conversations.first(where: { $0.id == id && $0.state == .running }) else { return }
        try await resumeInterrupted(begun, conversations, .timer(id), lane: lane, finishes: nil)
    }

    /// A `bot.on` or `bot.every`: a run without a person.
    private func beginHandler(
        _ entry: InboxEntry, _ conversations: [StoredConversation], _ cause: TurnCause, lane: String, now: Timestamp
    ) async throws {
        let name = entry.content["name"]?.text ?? ""
        guard let plugin = services.catalog.plugin(entry.content["plugin"]?.text ?? "") else {
            // Withdrawn in between.
            return try await finish(entry, conversations, lane: lane)
        }
        let kind = entry.kind == .handler ? "on" : "every"
        let conversation = services.opening(
            kind, name, plugin: plugin.name, version: plugin.hash, given: .null, lane: lane, contact: nil, number: nil,
            message: nil, event: entry.content["event"], now: now)
        let runner = TurnRunner(services: services, lane: lane, contact: nil, cause: cause, message: nil, now: now)
        let result = try await runner.run(conversation, .new, input: .null, others: conversations, batch: TurnBatch())
        try await commit(result.batch, result.conversations, lane: lane, finishes: entry)
    }

    // MARK: - The store

    private func conversations(of lane: String) async throws -> [StoredConversation] {
        if let known = services.cache.conversations(of: lane) { return known }
        let stored = try await services.database.read { try ConversationRepository.inLane(lane, in: $0) }
        services.cache.set(stored, of: lane)
        return stored
    }

    private func contact(of conversation: StoredConversation) async throws -> Contact? {
        guard let id = conversation.contact else { return nil }
        return try await services.directory.contact(id)
    }

    func finish(_ entry: InboxEntry, _ conversations: [StoredConversation], lane: String) async throws {
        try await commit(TurnBatch(), conversations, lane: lane, finishes: entry)
    }

    func commit(
        _ batch: TurnBatch, _ conversations: [StoredConversation], lane: String, finishes entry: InboxEntry?
    ) async throws {
        var batch = batch
        if let entry, batch.finishes == nil { batch.finishes = (entry.id, .done, nil) }
        let committing = batch
        let time = services.clock.now
        do {
            if !batch.isEmpty { try await services.database.write { try committing.apply(at: time, in: $0) } }
        } catch {
            // Their coroutines have run on, and the store knows nothing of it.
            for conversation in committing.saves { services.evict(conversation.id) }
            throw error
        }
        services.cache.set(conversations, of: lane)
        services.committed(committing)
    }

    /// The item cannot be worked off: an entry is marked as failed with its error, and an admin is told.
    private func giveUp(_ item: LaneItem, lane: String, _ error: any Error) async {
        if error is DatabaseClosed { return }
        var batch = TurnBatch()
        var input: String?
        switch item {
        case .entry(let entry):
            batch.finishes = (entry.id, .failed, "\(error)")
            input = TurnCause.entry(entry).input
        case .timer(let id, _), .interrupted(let id):
            input = TurnCause.timer(id).input
            batch.ended.append(id)
        }
        if case .entry(let entry) = item { services.forms.tell(entry.id, .none) }
        do {
            // What was begun for it can never be finished.
            let begun = try await services.database.read { try ConversationRepository.inLane(lane, in: $0) }
            batch.ended += begun.filter { $0.state == .running && $0.input == input }.map(\.id)
        } catch {
            services.logger.error("lane not read", metadata: ["lane": "\(lane)", "error": "\(error)"])
        }
        batch.incidents.append(services.incident(
            .error, "lane.failed", plugin: nil, summary: "\(error)", details: ["lane": .string(lane)]))
        let committing = batch
        let time = services.clock.now
        do {
            try await services.database.write { try committing.apply(at: time, in: $0) }
        } catch {
            services.logger.critical(
                "lane item could not be given up; it stays for the next start", metadata: ["lane": "\(lane)", "error": "\(error)"])
        }
    }
}

/// The store has no contact for a lane.
struct LostContact: Error, CustomStringConvertible {
    var lane: String
    var description: String { "there is no contact \(lane)" }
}

/// A conversation waits, and the store does not say for what.
struct LostWait: Error, CustomStringConvertible {
    var conversation: ConversationID
    var description: String { "conversation \(conversation) waits for something that cannot be read" }
}
