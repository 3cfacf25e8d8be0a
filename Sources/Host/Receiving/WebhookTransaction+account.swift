// Moonpost
// SPDX-License-Identifier: Apache-2.0

internal import Core
internal import Store
internal import WhatsApp

/// What becomes of a whole account.
extension WebhookTransaction {
    /// Closes the numbers of an account, restricts them, or opens them again; also after a restart.
    func learn(
        _ event: AccountEvent, of update: Update, into outcome: inout Outcome, _ connection: any Connection
    ) throws {
        let values = LimitNotice.values(of: event, at: update.timestamp ?? time)
        guard !values.isEmpty else { return }
        var reopened: [HostNumber] = []
        for number in held(by: update) {
            for value in values {
                guard let notice = LimitNotice(field: LimitNotice.account, value) else { continue }
                let known = try LimitRepository.learned(notice.subject, of: number.id, in: connection)
                // Webhooks arrive in any order: one that is older than what is known changes nothing.
                if let at = known?["at"]?.int, let own = value["at"]?.int, at > own { continue }
                try LimitRepository.learn(notice.subject, of: number.id, field: LimitNotice.account, value: value, in: connection)
                outcome.notices.append((number.id, notice))
                if value["reason"] == nil, known?["reason"] != nil { reopened.append(number) }
            }
        }
        guard !reopened.isEmpty else { return }
        outcome.reopened.formUnion(reopened.map(\.id))
        let names = Set(reopened.map(\.name)).sorted()
        try IncidentRepository.insert(
            Incident(
                id: services.ids.next(UpdateSubject.self).text, level: .warning, kind: "account.restored", plugin: nil,
                summary: "\(event.summary): what waited of \(names.joined(separator: ", ")) goes out",
                details: ["field": .string(event.field), "event": .string(event.event), "numbers": .array(names.map { .string($0) })],
                createdAt: time),
            in: connection)
    }

    /// The numbers that belong to the account for certain. One whose account nobody has told does where it is the only one that
    /// the update can be about.
    private func held(by update: Update) -> [HostNumber] {
        let concerned = numbers(of: update)
        let certain = concerned.filter { $0.account != nil }
        return certain.isEmpty && concerned.count == 1 ? concerned : certain
    }
}
