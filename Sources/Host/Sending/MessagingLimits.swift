// Moonpost
// SPDX-License-Identifier: Apache-2.0

internal import Core
internal import Fetch
internal import Logging
internal import Store
internal import Synchronization
internal import WhatsApp

/// Asks the platform how many people a portfolio may write to: when somebody is about to be written to outside their window, and
/// not more often than every six hours, or every minute where it did not say. Whoever else asks meanwhile waits for the same answer. In between its webhooks tell of changes.
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
    /// How long it is left alone after a question that failed.
    private static let pause = Duration.seconds(60)

    private struct State {
        /// Until when a number is not asked about again.
        var known: [String: Timestamp] = [:]
        /// Questions that wait for their answers.
        var pending: [String: Task<Void, Never>] = [:]
    }

    private let state = Mutex(State())

    init(database: any Database, http: any HTTPFetching, clock: any Clock, gate: SendGate, logger: Logger) {
        self.database = database
        self.http = http
        self.clock = clock
        self.gate = gate
        self.logger = logger
    }

    /// Returns when the limit is as well known as it can be. Where the platform does not say, what was known before holds.
    func refresh(_ number: HostNumber, timeout: Duration) async {
        // Twilio does not tell.
        guard case .cloud(let endpoint) = number.transport else { return }
        let now = clock.now
        let task = state.withLock { state -> Task<Void, Never>? in
            if let pending = state.pending[number.id] { return pending }
            if let until = state.known[number.id], now < until { return nil }
            let task = Task {
                let isKnown = await ask(number, endpoint, timeout: timeout)
                let until = clock.now + (isKnown ? Self.interval : Self.pause)
                self.state.withLock { state in
                    state.known[number.id] = until
                    state.pending[number.id] = nil
                }
            }
            state.pending[number.id] = task
            return task
        }
        await task?.value
    }

    /// - Returns: Whether the platform said it, and it is stored.
    private func ask(_ number: HostNumber, _ endpoint: GraphEndpoint, timeout: Duration) async -> Bool {
        do {
            let response = try await http.fetch(
                FetchRequest(
                    method: "GET", url: endpoint.numberURL + "?fields=" + Self.field,
                    headers: endpoint.headers.map { (name: $0.name, value: $0.value.value) }, body: [], timeout: timeout))
            let answer = try JSON(response.body, limits: JSON.Limits(depth: 16, nodes: 10_000))
            let value: JSON = ["max_daily_conversations_per_business": answer[Self.field] ?? .null]
            guard let notice = LimitNotice(field: LimitNotice.capability, value) else {
                logger.warning("messaging limit not understood", metadata: ["number": "\(number.name)", "answer": "\(answer)"])
                return false
            }
            try await database.write {
                try LimitRepository.learn(notice.subject, of: number.id, field: LimitNotice.capability, value: value, in: $0)
            }
            gate.tell { governor, _ in governor.learn(notice, of: number.id) }
            return true
        } catch {
            logger.warning("messaging limit not read", metadata: ["number": "\(number.name)", "error": "\(error)"])
            return false
        }
    }
}
