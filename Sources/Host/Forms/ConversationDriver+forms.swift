// Moonpost
// SPDX-License-Identifier: Apache-2.0

internal import Core
internal import Flow
internal import Plugins
internal import Store
internal import WhatsApp

/// The screens of forms: each request is a turn of its own, in the version of the conversation that asks.
extension ConversationDriver {
    func exchange(_ entry: InboxEntry, _ conversations: [StoredConversation], lane: String, now: Timestamp) async throws {
        let (token, hash) = (entry.content["token"]?.text ?? "", entry.content["request"]?.text ?? "")
        let form = try await services.database.read { try FormRepository.form(token, in: $0) }
        let asking = conversations.first { $0.id == form?.conversation }
        // Who may not use what asks any more fills in none of its forms either.
        guard let form, !form.isDone, let asking, let contact = try await services.directory.contact(form.contact),
            services.access(of: asking).permits(contact.user?.role)
        else {
            try await finish(entry, conversations, lane: lane)
            return services.forms.tell(entry.id, .closed)
        }
        var given: JSONObject = ["action": entry.content["action"] ?? "submit", "data": entry.content["data"] ?? [:]]
        given["screen"] = entry.content["screen"]
        let conversation = services.opening(
            "form", form.name, plugin: form.plugin, version: form.version, given: .object(given), lane: lane, contact: contact, number: form.number,
            message: nil, event: nil, now: now)
        let runner = TurnRunner(services: services, lane: lane, contact: contact, cause: .entry(entry), message: nil, now: now)
        let result = try await runner.run(conversation, .new, input: .null, others: conversations, batch: TurnBatch())
        var batch = result.batch
        let answer = batch.formAnswer ?? failure(entry, contact, form.number)
        let version = entry.content["version"]?.text ?? "3.0"
        let isDone = if case .done? = batch.formAnswer { true } else { false }
        guard let json = answer?.json(version: version, token: token) else {
            // The first screen is missing: there is nothing to show. It can be opened again.
            try await commit(batch, result.conversations, lane: lane, finishes: entry)
            return services.forms.tell(entry.id, .none)
        }
        batch.formAnswers.append(TurnBatch.FormReply(token: token, request: hash, answer: json, isDone: isDone))
        try await commit(batch, result.conversations, lane: lane, finishes: entry)
        services.forms.tell(entry.id, .answered(json))
    }

    /// A screen whose script has failed stays, and says so; nil where there is none yet.
    private func failure(_ entry: InboxEntry, _ contact: Contact, _ number: String) -> FormAnswer? {
        guard let screen = entry.content["screen"]?.text else { return nil }
        return .again(screen: screen, message: HostTexts.of(services.language(of: contact, on: number)).failure, data: [:])
    }
}
