// Moonpost
// SPDX-License-Identifier: Apache-2.0

internal import Core
internal import Flow
internal import Logging
internal import Plugins
internal import Scripting
internal import Store

/// Runs the turns of a lane's conversations: acts out what ``TurnMachine`` decides.
struct TurnRunner: Sendable {
    let services: ConversationServices
    let lane: String
    let contact: Contact?
    let cause: TurnCause
    /// What the person wrote, where that began the turn; `chat:go` takes it along.
    let message: JSON?
    /// The turn's own time: what the script takes for now.
    let now: Timestamp

    /// How many `chat:go` one turn may make without waiting.
    private static let mostHops = 20
    /// How many workers may end over a turn: the machine may have been very busy, or the system short of memory.
    private static let mostSuspicions = 2

    /// What a turn did to the lane: the conversations that remain, and what is to be committed.
    struct Result: Sendable {
        var conversations: [StoredConversation]
        var batch: TurnBatch
    }

    /// Runs one turn of `conversation`, and of what it goes on to, up to what is to be committed last.
    ///
    /// - Parameters:
    ///   - position: How the conversation stands.
    ///   - input: The value that answers its wait.
    ///   - conversations: The lane's others.
    ///   - batch: What is to be committed with it.
    /// - Throws: Where the host cannot go on now (it stops, or the store fails): nothing is lost, the entry stays ready.
    func run(
        _ conversation: StoredConversation, _ position: TurnMachine.Position, input: JSON,
        others: [StoredConversation], batch: TurnBatch
    ) async throws -> Result {
        var current = conversation
        var position = position
        var input = input
        var batch = batch
        for _ in 0..<Self.mostHops {
            let ending: TurnMachine.Ending
            do {
                ending = try await turn(&current, position, input: input, batch: &batch)
            } catch {
                services.evict(current.id)
                throw error
            }
            switch ending {
            case .waits:
                return Result(conversations: others + [current], batch: batch)
            case .finished:
                return Result(conversations: others, batch: batch)
            case .failed(let failure):
                fail(current, failure, into: &batch)
                return Result(conversations: others, batch: batch)
            case .goes(let destination):
                guard let entry = services.catalog.entry(named: destination.target) else {
                    let hint = NearestName.of(destination.target, among: services.catalog.names).map { ": did you mean \"\($0)\"?" }
                    fail(
                        current,
                        ScriptFailure(
                            kind: "script",
                            message: "\(current.plugin): chat:go in \"\(current.entryName)\": there is no flow or command named "
                                + "\"\(destination.target)\"\(hint ?? "")"),
                        into: &batch)
                    return Result(conversations: others, batch: batch)
                }
                let person = try await person(after: batch)
                guard entry.access.permits(person?.user?.role) else {
                    refuse(entry, to: person, current, into: &batch)
                    return Result(conversations: others, batch: batch)
                }
                if let person, let record = services.record(of: entry, by: person, model: destination.model, at: now) { batch.audit.append(record) }
                current = services.opening(
                    entry.kind, entry.name, plugin: entry.plugin, version: entry.version, given: destination.given, lane: lane,
                    contact: person, number: current.number, message: message, event: nil,
                    spoken: current.opening["language"]?.text, now: now)
                position = .new
                input = .null
            }
        }
        fail(
            current,
            ScriptFailure(kind: "script", message: "chat:go went on \(Self.mostHops) times without waiting for anything"),
            into: &batch)
        return Result(conversations: others, batch: batch)
    }

    /// The contact as the turn has left it so far.
    private func person(after batch: TurnBatch) async throws -> Contact? {
        guard let contact, var person = try await services.directory.contact(contact.id) else { return nil }
        for change in batch.contactChanges where change.contact == contact.id { person.apply(change.fields) }
        return person
    }

    // MARK: - One turn

    private func turn(
        _ conversation: inout StoredConversation, _ position: TurnMachine.Position, input: JSON, batch: inout TurnBatch
    ) async throws -> TurnMachine.Ending {
        let limits = services.limits(of: conversation.plugin)
        let before = conversation
        var machine = machine(position, input, conversation, limits)
        var isSaved = conversation.journalRows > 0 || position != .new
        var suspicions = 0
        let isResident = position != .interrupted && services.isResident(conversation)
        var step = machine.begin(isResident: isResident)
        while true {
            switch step {
            case .start where services.catalog.isStopped(conversation.version),
                .resume where services.catalog.isStopped(conversation.version):
                step = .end(.failed(Self.stopped(conversation)))
            case .start(let value):
                services.residency.forget(conversation.id)
                do {
                    // The input goes as the journal's last entry: so the worker checks that the code asks for it.
                    let input = value == nil ? [] : machine.uncommitted.entries
                    let (answer, place) = try await start(conversation, answering: input)
                    step = await advance(&machine, answer, conversation, place)
                } catch let error as WorkerError {
                    step = try await recover(&machine, error, conversation, &suspicions, replaying: conversation.journalRows > 0)
                } catch let error as MissingVersion {
                    step = .end(.failed(ScriptFailure(kind: "internal", message: error.description)))
                }
            case .resume(let value):
                guard let place = services.residency.place(of: conversation.id) else {
                    step = machine.workerLost()
                    continue
                }
                do {
                    let most = services.loader.permissions.highestLimits(of: conversation.plugin)
                    let answer = try await services.pool.call(
                        ConversationFrame.resume(conversation.id, value: value), worker: place.worker,
                        generation: place.generation, deadline: most.hardDeadline, longestAnswer: most.longestAnswer)
                    step = await advance(&machine, answer, conversation, place)
                } catch {
                    step = try await recover(&machine, error, conversation, &suspicions)
                }
            case .commitAndPerform(let call) where conversation.entryKind == "query" && services.registry.kind(of: call.operation) == .write:
                step = machine.performed(
                    OperationError(
                        code: "read_only",
                        message: "bot.\(call.operation) changes something, and a query only reads and answers: make \"\(conversation.entryName)\" a bot.command"
                    ).json)
            case .read(let call) where batch.effects.isEmpty:
                step = machine.performed(try await perform(call, conversation))
            case .read(let call), .commitAndPerform(let call), .commitAndReachOut(let call):
                // A read after chat:go must see what the flow before it wrote, too.
                var committing = batch
                do {
                    try take(machine.uncommitted.effects, of: conversation, into: &committing)
                } catch {
                    step = .end(.failed(ScriptFailure(kind: "script", message: "\(error)")))
                    continue
                }
                let value: JSON
                if case .commitAndReachOut = step, let reach = services.registry[call.operation]?.reach {
                    value = try await commitAndReachOut(call, reach, committing, &conversation, &machine)
                } else {
                    value = try await commitAndPerform(call, committing, &conversation, &machine)
                }
                batch = TurnBatch()
                isSaved = true
                step = machine.performed(value)
            case .end(let ending):
                return settle(&conversation, ending, machine.uncommitted, since: before, isSaved: isSaved, into: &batch)
            }
        }
    }

    private func start(
        _ conversation: StoredConversation, answering input: [JournalEntry]
    ) async throws -> (JSON, Residency.Place) {
        guard let snapshot = try await services.publisher.snapshot(conversation.version) else {
            throw MissingVersion(plugin: conversation.plugin, hash: conversation.version)
        }
        let worker = services.isolation.worker(for: conversation.plugin, lane: lane)
        let loaded = try await services.loader.load(snapshot, hash: conversation.version, worker: worker)
        let place = Residency.Place(worker: worker, generation: loaded.generation)
        if !loaded.isLoaded { return (loaded.answer, place) }
        var journal: [String] = []
        if conversation.journalRows > 0 {
            let id = conversation.id
            journal = try await services.database.read { try ConversationRepository.journal(of: id, in: $0) }
        }
        if !input.isEmpty { journal.append(input.text) }
        let frame = ConversationFrame.start(conversation, journal: journal)
        let limits = services.loader.permissions.highestLimits(of: conversation.plugin)
        let answer = try await services.pool.call(
            frame, worker: worker, generation: loaded.generation,
            deadline: limits.hardDeadline(replaying: conversation.journalRows), longestAnswer: limits.longestAnswer)
        return (answer, place)
    }

    private func machine(
        _ position: TurnMachine.Position, _ input: JSON, _ conversation: StoredConversation, _ limits: ScriptLimits
    ) -> TurnMachine {
        let (registry, permissions, plugin) = (services.registry, services.loader.permissions, conversation.plugin)
        // What is taken away now is taken away from the next turn on; what a worker was told may be older or newer than both.
        let grants = permissions.grants(of: plugin)
        let allowance = TurnAllowance(
            Self.allowed(limits), entries: conversation.journalEntries, bytes: conversation.journalBytes)
        return TurnMachine(
            position, input: input, allowance: allowance, ceiling: { Self.allowed(permissions.highestLimits(of: plugin)) }
        ) { call throws(CallRefusal) in
            try registry.check(call, of: plugin, permissions, since: grants)
        }
    }

    private static func allowed(_ limits: ScriptLimits) -> TurnAllowance.Limits {
        TurnAllowance.Limits(
            hostCalls: limits.hostCalls, messages: limits.messages, httpCalls: limits.httpCalls, journal: limits.journal,
            journalBytes: limits.journalBytes)
    }

    private static func stopped(_ conversation: StoredConversation) -> ScriptFailure {
        ScriptFailure(
            kind: "stopped",
            message: "version \(conversation.version.prefix(12)) of the plugin \"\(conversation.plugin)\" was stopped, so this conversation "
                + "ends: see moonpost versions \(conversation.plugin)")
    }

    private func advance(
        _ machine: inout TurnMachine, _ frame: JSON, _ conversation: StoredConversation, _ place: Residency.Place
    ) async -> TurnMachine.Step {
        let step = read(&machine, frame, conversation, place)
        guard case .end(.failed(let failure)) = step else { return step }
        if failure.isViolation {
            services.logger.error(
                "script worker broke its rules",
                metadata: ["worker": "\(place.worker)", "plugin": "\(conversation.plugin)", "what": "\(failure.message)"])
            services.residency.forget(conversation.id)
            services.pool.kill(worker: place.worker, generation: place.generation)
            await services.isolation.ended(place.death, by: conversation.plugin, version: conversation.version)
        } else if failure.details["budget"]?.text == "cpu_ms" {
            await services.isolation.exhausted(conversation.plugin)
        }
        return step
    }

    /// Reads an answer of which nothing is believed that is not checked.
    private func read(
        _ machine: inout TurnMachine, _ frame: JSON, _ conversation: StoredConversation, _ place: Residency.Place
    ) -> TurnMachine.Step {
        let answer: WorkerAnswer
        do {
            answer = try WorkerAnswer(frame)
        } catch {
            return machine.violated(error.what)
        }
        // A version that could not be loaded is not a conversation.
        let isOfVersion = frame["op"]?.text == "failed" && frame["version"]?.text == conversation.version
        guard isOfVersion || frame["conversation"]?.text == conversation.id.text else {
            return machine.violated("it answered for another conversation than the one that was asked")
        }
        switch answer {
        case .request:
            for (dropped, old) in services.residency.settle(conversation.id, at: place) {
                services.drop(dropped, at: old)
            }
        case .finished, .failed, .gone:
            services.residency.forget(conversation.id)
        }
        return machine.answered(answer)
    }

    private func recover(
        _ machine: inout TurnMachine, _ error: any Error, _ conversation: StoredConversation, _ suspicions: inout Int,
        replaying: Bool = false
    ) async throws -> TurnMachine.Step {
        guard let error = error as? WorkerError else { throw error }
        if error.mayReplay { return machine.workerLost() }
        // A journal that no frame can carry will never fit again.
        if case .tooLarge = error.code { return .end(.failed(ScriptFailure(kind: "journal", message: "\(error)"))) }
        guard error.isSuspect else { throw error }
        suspicions += 1
        services.logger.warning(
            "script worker ended during a turn", metadata: ["lane": "\(lane)", "error": "\(error)", "times": "\(suspicions)"])
        // A long journal on a busy machine takes long without anybody's fault: it must not stop a version.
        if !(replaying && error.code == .killed) {
            await services.isolation.ended(
                IsolationPolicy.Death(worker: error.worker, generation: error.generation), by: conversation.plugin,
                version: conversation.version)
        }
        return suspicions < Self.mostSuspicions ? machine.workerLost() : machine.workerKilled("\(error)")
    }

    // MARK: - Operations

    private func context(_ conversation: StoredConversation) -> Operation.Context {
        Operation.Context(
            plugin: conversation.plugin, version: conversation.version, now: now, ids: services.ids, contact: conversation.contact, number: conversation.number,
            zone: contact?.zone)
    }

    private func perform(_ call: Call, _ conversation: StoredConversation) async throws -> JSON {
        guard let perform = services.registry[call.operation]?.perform else { return Self.unknown(call) }
        let context = context(conversation)
        do {
            return Self.fitting(["ok": try await services.database.read { try perform(call.arguments, context, $0) }], call)
        } catch let error as OperationError {
            return error.json
        }
    }

    /// Performs a write: its rows, `committing` with the effects so far, and the journal up to its answer are one transaction.
    private func commitAndPerform(
        _ call: Call, _ committing: TurnBatch, _ conversation: inout StoredConversation, _ machine: inout TurnMachine
    ) async throws -> JSON {
        let perform = services.registry[call.operation]?.perform
        let uncommitted = machine.uncommitted
        let position = conversation.journalRows
        let context = context(conversation)
        let interrupted = interrupted(conversation, adding: uncommitted.entries.count + 1)
        let time = services.clock.now
        let entry = cause.entry
        let (value, record) = try await services.database.write { connection -> (JSON, StoredConversation) in
            // An entry read twice from the store must not act twice.
            if let entry { try InboxRepository.requireReady(entry, in: connection) }
            try committing.apply(at: time, in: connection)
            let value: JSON
            do {
                value = Self.fitting(
                    try perform.map { ["ok": try $0(call.arguments, context, connection)] } ?? Self.unknown(call), call)
            } catch let error as OperationError {
                value = error.json
            }
            let text = (uncommitted.entries + [JournalEntry(call, answeredBy: value)]).text
            var record = interrupted
            record.journalBytes += text.utf8.count
            try ConversationRepository.save(record, at: time, in: connection)
            try ConversationRepository.appendJournal(text, to: record.id, position: position, in: connection)
            return (value, record)
        }
        services.committed(committing)
        conversation = record
        machine.committed()
        return value
    }

    /// The answer as the journal takes it: one that no frame could carry with the rest of a journal is an error instead.
    static func fitting(_ value: JSON, _ call: Call) -> JSON {
        let bytes = value.encoded().count
        guard bytes > ScriptLimits.longestValue else { return value }
        return OperationError(
            code: "too_large",
            message: "bot.\(call.operation): the answer takes \(bytes) bytes in the journal, and at most \(ScriptLimits.longestValue) fit"
        ).json
    }

    private static func unknown(_ call: Call) -> JSON {
        OperationError(code: "unknown", message: "the host has no operation \"\(call.operation)\"").json
    }

    // MARK: - The end of a turn

    /// Puts the turn's outcome into the batch.
    private func settle(
        _ conversation: inout StoredConversation, _ ending: TurnMachine.Ending, _ uncommitted: TurnMachine.Uncommitted,
        since before: StoredConversation, isSaved: Bool, into batch: inout TurnBatch
    ) -> TurnMachine.Ending {
        do {
            try take(uncommitted.effects, of: conversation, into: &batch)
        } catch {
            batch.ended.append(conversation.id)
            services.evict(conversation.id)
            return .failed(ScriptFailure(kind: "script", message: "\(error)"))
        }
        guard case .waits(let wait) = ending else {
            // What was never written need not be deleted.
            if isSaved { batch.ended.append(conversation.id) }
            services.evict(conversation.id)
            return ending
        }
        if conversation.entryKind == "form" {
            if isSaved { batch.ended.append(conversation.id) }
            services.evict(conversation.id)
            return .failed(ScriptFailure(
                kind: "script", message: "the form \"\(conversation.entryName)\" waits for something: a screen must return at once"))
        }
        if case .message = wait.subject, contact == nil {
            if isSaved { batch.ended.append(conversation.id) }
            services.evict(conversation.id)
            return .failed(ScriptFailure(
                kind: "script", message: "\"\(conversation.entryName)\" asks, and there is nobody to answer: this run has no person"))
        }
        conversation.state = .waiting
        conversation.input = nil
        conversation.wait = wait.call.json
        conversation.waitEvent = nil
        conversation.askedAt = nil
        conversation.dueAt = wait.limit.map { now + $0 }
        switch wait.subject {
        case .message:
            conversation.askedAt = services.ids.next(UpdateSubject.self).text
            if wait.limit == nil { conversation.dueAt = conversation.silence.map { now + $0 } }
        case .event(let name, _): conversation.waitEvent = name
        case .time: break
        }
        if !uncommitted.entries.isEmpty {
            let text = uncommitted.entries.text
            batch.journal.append(TurnBatch.JournalRow(
                conversation: conversation.id, position: conversation.journalRows, entries: text))
            conversation.journalRows += 1
            conversation.journalEntries += uncommitted.entries.count
            conversation.journalBytes += text.utf8.count
        }
        warn(conversation, since: before, into: &batch)
        batch.saves.append(conversation)
        return ending
    }

    /// Tells admins, once, of a conversation whose journal comes near one of its limits.
    private func warn(_ conversation: StoredConversation, since before: StoredConversation, into batch: inout TurnBatch) {
        let limits = services.limits(of: conversation.plugin)
        let (entries, bytes) = (Int(clamping: limits.journalWarning), Int(clamping: limits.journalBytes / 5 * 4))
        let size: String
        if before.journalEntries < entries, conversation.journalEntries >= entries {
            size = "\(entries) entries"
        } else if before.journalBytes < bytes, conversation.journalBytes >= bytes {
            size = "\(conversation.journalBytes) bytes, of \(limits.journalBytes) that it may have (journal_bytes)"
        } else {
            return
        }
        batch.incidents.append(services.incident(
            .warning, "conversation.long", plugin: conversation.plugin,
            summary: "a conversation of \"\(conversation.entryName)\" has a journal of \(size): "
                + "use chat:go for menus and loops, it begins a new one",
            details: ["conversation": .string(conversation.id.text)]))
    }

    private func take(_ effects: [Call], of conversation: StoredConversation, into batch: inout TurnBatch) throws {
        var reader = EffectReader(
            services: services, conversation: conversation, lane: lane, contact: contact, wamid: cause.wamid, now: now)
        for effect in effects { try reader.take(effect, into: &batch) }
    }

    /// The failure policy: the person is told, the admin gets an event, the conversation ends.
    private func fail(_ conversation: StoredConversation, _ failure: ScriptFailure, into batch: inout TurnBatch) {
        services.logger.error(
            "conversation failed",
            metadata: [
                "conversation": "\(conversation.id)", "plugin": "\(conversation.plugin)", "entry": "\(conversation.entryName)",
                "kind": "\(failure.kind)", "error": "\(failure.message)",
            ])
        batch.incidents.append(services.incident(
            .error, "conversation.failed", plugin: conversation.plugin, summary: failure.message,
            details: [
                "conversation": .string(conversation.id.text), "entry": .string(conversation.entryName),
                "version": .string(conversation.version), "error": failure.details, "kind": .string(failure.kind),
            ]))
        // Whoever fills in a form reads it there.
        guard let contact, let number = conversation.number, conversation.entryKind != "form" else { return }
        let texts = HostTexts.of(contact.spokenLanguage ?? services.business.language)
        batch.outgoing.append(OutgoingMessage(
            id: services.ids.next(), lane: lane, number: number, contact: contact.id,
            content: ["type": "text", "text": .string(texts.failure)], createdAt: now))
    }
}

/// A conversation keeps a version that the store no longer has.
struct MissingVersion: Error, CustomStringConvertible {
    var plugin: String
    var hash: String
    var description: String { "version \(hash.prefix(12)) of the plugin \"\(plugin)\" is not in the store" }
}
