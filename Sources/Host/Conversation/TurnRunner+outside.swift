// Moonpost
// SPDX-License-Identifier: Apache-2.0

internal import Core
internal import Flow
internal import Logging
internal import Plugins
internal import Store

extension TurnRunner {
    /// Acts outside the database: commits the turn so far, does it, and commits the answer at once.
    ///
    /// A crash before the first commit has done nothing; one after it finds the call at the same place of the journal, and
    /// makes it again under the same key; one after the second finds the answer. Nothing but a crash, or a stop while the
    /// store refuses the answer, makes a call again.
    /// - Throws: ``HostStopping`` where the host stops: the call is left to the next start.
    func commitAndReachOut(
        _ call: Call, _ reach: Operation.Reach, _ committing: TurnBatch, _ conversation: inout StoredConversation,
        _ machine: inout TurnMachine
    ) async throws -> JSON {
        guard !services.isStopping() else { throw HostStopping() }
        let before = machine.uncommitted
        // What was just committed need not be again, where nothing has happened since.
        if !(before.isEmpty && committing.isEmpty && conversation.state == .running && conversation.input == cause.input) {
            conversation = try await commit(before.entries, committing, conversation)
        }
        machine.committedBefore()
        let context = Operation.Context(
            plugin: conversation.plugin, version: conversation.version, now: now, ids: services.ids,
            key: "\(conversation.id.text)-\(conversation.journalEntries)", contact: conversation.contact,
            number: conversation.number, zone: contact?.zone)
        let value: JSON
        do {
            value = Self.fitting(["ok": try await services.lanes.outside { try await reach(call.arguments, context) }], call)
        } catch let error as OperationError {
            value = error.json
        }
        conversation = try await keep(JournalEntry(call, answeredBy: value), conversation)
        machine.committed()
        return value
    }

    /// Commits the answer of a call that was made, however long the store takes to accept it: whoever gives up has the call
    /// made again.
    private func keep(_ answer: JournalEntry, _ conversation: StoredConversation) async throws -> StoredConversation {
        var attempt = 0
        while true {
            do {
                if attempt > 0, let kept = try await kept(conversation) { return kept }
                return try await commit([answer], TurnBatch(), conversation)
            } catch let error as DatabaseClosed {
                throw error
            } catch let error as AlreadyFinished {
                throw error
            } catch {
                attempt += 1
                if attempt >= Self.mostKeeping, services.isStopping() { throw error }
                services.logger.warning(
                    "answer from outside not stored yet",
                    metadata: ["conversation": "\(conversation.id)", "attempt": "\(attempt)", "error": "\(error)"])
                try await services.clock.sleep(until: services.clock.now + .milliseconds(min(5_000, 100 << Int64(min(attempt - 1, 6)))))
            }
        }
    }

    /// The conversation with the answer, where the store kept it and failed only to say so.
    private func kept(_ conversation: StoredConversation) async throws -> StoredConversation? {
        let id = conversation.id
        let stored = try await services.database.read { try ConversationRepository.conversation(id, in: $0) }
        guard let stored, stored.journalRows > conversation.journalRows else { return nil }
        return stored
    }

    /// How often an answer is offered to the store where the host stops.
    private static let mostKeeping = 5

    /// Writes entries of a turn that goes on, and `batch` with them.
    private func commit(
        _ entries: [JournalEntry], _ batch: TurnBatch, _ conversation: StoredConversation
    ) async throws -> StoredConversation {
        let text = entries.text
        let record = interrupted(conversation, adding: entries.count, bytes: text.utf8.count)
        let (position, time, entry) = (conversation.journalRows, services.clock.now, cause.entry)
        try await services.database.write { connection in
            // An entry read twice from the store must not act twice.
            if let entry { try InboxRepository.requireReady(entry, in: connection) }
            try batch.apply(at: time, in: connection)
            try ConversationRepository.save(record, at: time, in: connection)
            if !entries.isEmpty {
                try ConversationRepository.appendJournal(text, to: record.id, position: position, in: connection)
            }
        }
        services.committed(batch)
        return record
    }

    /// The conversation as it stands in the store while its turn goes on: so is it found after a crash.
    func interrupted(_ conversation: StoredConversation, adding entries: Int, bytes: Int = 0) -> StoredConversation {
        var saved = conversation
        saved.state = .running
        saved.wait = nil
        saved.waitEvent = nil
        saved.dueAt = nil
        saved.askedAt = nil
        saved.input = cause.input
        if entries > 0 { saved.journalRows += 1 }
        saved.journalEntries += entries
        saved.journalBytes += bytes
        return saved
    }
}
