// Moonpost
// SPDX-License-Identifier: Apache-2.0

internal import Core
internal import Flow
internal import Plugins
internal import Store

extension TurnRunner {
    /// Acts outside the database: commits the turn so far, does it, and commits the answer at once.
    ///
    /// A crash before the first commit has done nothing; one after it finds the call at the same place of the journal, and
    /// makes it again under the same key; one after the second finds the answer.
    func commitAndReachOut(
        _ call: Call, _ reach: Operation.Reach, _ committing: TurnBatch, _ conversation: inout StoredConversation,
        _ machine: inout TurnMachine
    ) async throws -> JSON {
        let before = machine.uncommitted
        // What was just committed need not be again, where nothing has happened since.
        if !(before.isEmpty && committing.isEmpty && conversation.state == .running && conversation.input == cause.input) {
            conversation = try await commit(before.entries, committing, conversation)
        }
        machine.committedBefore()
        let context = Operation.Context(
            plugin: conversation.plugin, version: conversation.version, now: now,
            key: "\(conversation.id.text)-\(conversation.journalEntries)")
        let value: JSON
        do {
            value = ["ok": try await reach(call.arguments, context)]
        } catch let error as OperationError {
            value = error.json
        }
        conversation = try await commit([JournalEntry(call, answeredBy: value)], TurnBatch(), conversation)
        machine.committed()
        return value
    }

    /// Writes entries of a turn that goes on, and `batch` with them.
    private func commit(
        _ entries: [JournalEntry], _ batch: TurnBatch, _ conversation: StoredConversation
    ) async throws -> StoredConversation {
        let record = interrupted(conversation, adding: entries.count)
        let (position, time, entry) = (conversation.journalRows, services.clock.now, cause.entry)
        try await services.database.write { connection in
            // An entry read twice from the store must not act twice.
            if let entry { try InboxRepository.requireReady(entry, in: connection) }
            try batch.apply(at: time, in: connection)
            try ConversationRepository.save(record, at: time, in: connection)
            if !entries.isEmpty {
                try ConversationRepository.appendJournal(entries.text, to: record.id, position: position, in: connection)
            }
        }
        services.committed(batch)
        return record
    }

    /// The conversation as it stands in the store while its turn goes on: so is it found after a crash.
    func interrupted(_ conversation: StoredConversation, adding entries: Int) -> StoredConversation {
        var saved = conversation
        saved.state = .running
        saved.wait = nil
        saved.waitEvent = nil
        saved.dueAt = nil
        saved.askedAt = nil
        saved.input = cause.input
        if entries > 0 { saved.journalRows += 1 }
        saved.journalEntries += entries
        return saved
    }
}
