// Moonpost
// SPDX-License-Identifier: Apache-2.0

internal import Core
internal import Fetch
internal import Logging
internal import Store
internal import Synchronization
internal import WhatsApp

/// Asks the platform how many people a portfolio may write to: when somebody is about to be written to outside their window, and
/// not more often than every six hours. In between its webhooks tell of changes.
///
/// Source: Meta, "Messaging limits": `GET /PHONE_NUMBER_ID?fields=whatsapp_business_manager_messaging_limit`.
final class MessagingLimits: Sendable {
    private static let field = "whatsapp_business_manager_messaging_limit"
    private static let interval = Duration.seconds(6 * 3_600)

    private let database: any Database
    private let http: any HTTPFetching
    private let clock: any Clock
    private let gate: SendGate
    private let logger: Logger
    private let askedAt = Mutex<[String: Timestamp]>([:])

    init(database: any Database, http: any HTTPFetching, clock: any Clock, gate: SendGate, logger: Logger) {
        self.database = database
        self.http = http
        self.clock = clock
        self.gate = gate
        self.logger = logger
    }

    /// Returns when the limit is as well known as it can be. Where the platform does not say, what was known before holds.
    func refresh(_ number: HostNumber, timeout: Duration) async throws {
        // Twilio does not tell.
        guard case .cloud(let endpoint) = number.transport else { return }
        let now = clock.now
        let isDue = askedAt.withLock { asked in
            if let last = asked[number.id], now - last < Self.interval { return false }
            asked[number.id] = now
            return true
        }
        guard isDue else { return }
        let answer: JSON
        do {
            let response = try await http.fetch(
                FetchRequest(
                    method: "GET", url: endpoint.numberURL + "?fields=" + Self.field,
                    headers: endpoint.headers.map { (name: $0.name, value: $0.value.value) }, body: [], timeout: timeout))
            answer = try JSON(response.body, limits: JSON.Limits(depth: 16, nodes: 10_000))
        } catch {
            logger.warning("messaging limit not read", metadata: ["number": "\(number.name)", "error": "\(error)"])
            return
        }
        let value: JSON = ["max_daily_conversations_per_business": answer[Self.field] ?? .null]
        guard let notice = LimitNotice(field: LimitNotice.capability, value) else {
            logger.warning("messaging limit not understood", metadata: ["number": "\(number.name)", "answer": "\(answer)"])
            return
        }
        try await database.write {
            try LimitRepository.learn(notice.subject, of: number.id, field: LimitNotice.capability, value: value, in: $0)
        }
        gate.tell { governor, _ in governor.learn(notice, of: number.id) }
    }
}
