// Moonpost
// SPDX-License-Identifier: Apache-2.0

internal import Core
internal import Store
internal import WhatsApp

/// What a webhook changes about templates.
extension WebhookTransaction {
    /// Status, quality and category hold at once; what else has changed is asked for.
    func learn(
        _ template: TemplateUpdate, of update: Update, into outcome: inout Outcome, _ connection: any Connection
    ) throws {
        for account in Set(numbers(of: update).compactMap(\.account)) {
            try TemplateRepository.change(
                account, template.name, template.language, TemplateRepository.Change(template.change), at: time, in: connection)
            outcome.templates.append((account, template))
        }
    }

    /// Once it is all committed.
    func tellTemplates(_ outcome: Outcome) {
        guard !outcome.templates.isEmpty else { return }
        for (account, template) in outcome.templates { services.templates.book.apply(template, of: account) }
        services.templates.refresh()
    }
}
