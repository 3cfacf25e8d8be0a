// Moonpost
// SPDX-License-Identifier: Apache-2.0

internal import Core
internal import Plugins
internal import Store
internal import WhatsApp

/// Everything that one commit of a turn carries: it is all in the database, or none of it.
struct TurnBatch: Sendable {
    struct JournalRow: Sendable {
        var conversation: ConversationID
        var position: Int
        var entries: String
    }

    struct Effect: Sendable {
        var operation: Operation
        var arguments: JSON
        var context: Operation.Context
    }

    struct FormReply: Sendable {
        var token: String
        var request: String
        var answer: JSON
        var isDone: Bool
    }

    var saves: [StoredConversation] = []
    var journal: [JournalRow] = []
    var ended: [ConversationID] = []
    var outgoing: [OutgoingMessage] = []
    var effects: [Effect] = []
    var contactChanges: [(contact: ContactID, fields: JSONObject)] = []
    /// Who wants no marketing, or wants it again.
    var choices: [MarketingChoice] = []
    var events: [StoredEvent] = []
    var incidents: [Incident] = []
    var people: [PeopleChange] = []
    var audit: [AuditRecord] = []
    /// Forms that messages of this turn open.
    var forms: [OpenForm] = []
    /// What the screen of a form has returned; it becomes one of ``formAnswers``.
    var formAnswer: FormAnswer?
    var formAnswers: [FormReply] = []
    /// The inbox entry that this commit finishes.
    var finishes: (id: UpdateID, state: InboxEntry.State, error: String?)?

    var isEmpty: Bool {
        saves.isEmpty && journal.isEmpty && ended.isEmpty && outgoing.isEmpty && effects.isEmpty && contactChanges.isEmpty
            && choices.isEmpty && events.isEmpty && incidents.isEmpty && people.isEmpty && audit.isEmpty && forms.isEmpty && formAnswers.isEmpty && finishes == nil
    }

    /// Writes it all.
    /// - Throws: `AlreadyFinished` where the inbox entry was finished before: then nothing of this may happen again.
    func apply(at time: Timestamp, in connection: any Connection) throws {
        if let finishes {
            try InboxRepository.finish(finishes.id, as: finishes.state, error: finishes.error, in: connection)
        }
        for effect in effects {
            guard let perform = effect.operation.perform else { continue }
            _ = try perform(effect.arguments, effect.context, connection)
        }
        for change in contactChanges { try ContactRepository.set(change.fields, of: change.contact, at: time, in: connection) }
        for conversation in saves { try ConversationRepository.save(conversation, at: time, in: connection) }
        for row in journal {
            try ConversationRepository.appendJournal(row.entries, to: row.conversation, position: row.position, in: connection)
        }
        for id in ended { try ConversationRepository.delete(id, in: connection) }
        for message in outgoing where message.kind == .message { try OutboxRepository.insert(message, in: connection) }
        for choice in choices { try MarketingChoiceRepository.record(choice, in: connection) }
        for event in events { try EventRepository.insert(event, in: connection) }
        for incident in incidents { try IncidentRepository.insert(incident, in: connection) }
        for change in people { try change.apply(at: time, in: connection) }
        try AuditRepository.append(audit, in: connection)
        for form in forms { try FormRepository.open(form, in: connection) }
        for reply in formAnswers {
            try FormRepository.keep(reply.answer, to: reply.request, of: reply.token, isDone: reply.isDone, at: time, in: connection)
        }
    }
}
