// Moonpost
// SPDX-License-Identifier: Apache-2.0

internal import Core
internal import Logging
internal import Store
internal import Synchronization

/// Keeps addresses that ask for too much over HTTP from being served, and tells admins of each of them once.
package final class AddressGuard: Sendable {
    private struct State {
        var limiter: AddressLimiter
        var limited = 0
    }

    private let state: Mutex<State>
    private let perMinute: Int
    private let proxies: [AddressBlock]
    private let database: any Database
    private let activity: Activity
    private let clock: any Clock
    private let ids: IDGenerator
    private let logger: Logger
    /// Told that an event waits to be handed out.
    private let emitted: @Sendable () -> Void

    static let kind = "security.address"

    /// Nil where addresses may ask as often as they like.
    init?(
        _ limits: Configuration.Limits, proxies: [AddressBlock], database: any Database, activity: Activity, clock: any Clock, ids: IDGenerator,
        logger: Logger, emitted: @escaping @Sendable () -> Void
    ) {
        guard let perMinute = limits.addressPerMinute else { return nil }
        state = Mutex(State(limiter: AddressLimiter(AddressLimiter.Rules(perMinute: perMinute, burst: limits.addressBurst))))
        self.perMinute = perMinute
        self.proxies = proxies
        self.database = database
        self.activity = activity
        self.clock = clock
        self.ids = ids
        self.logger = logger
        self.emitted = emitted
    }

    /// How many requests were answered 429 since the start.
    package var limited: Int { state.withLock(\.limited) }

    /// Whether a request may be served.
    /// - Returns: After how many seconds it may be asked again; nil where it may.
    package func ask(_ origin: RequestOrigin) -> Int? { judge(origin) { $0.ask($1, at: $2) } }

    /// A request that passed was refused in the end.
    package func charge(_ origin: RequestOrigin) {
        guard let address = origin.address(trusting: proxies) else { return }
        state.withLock { $0.limiter.charge(address, at: clock.now) }
    }

    /// A request that could have proved what it is, and did not.
    /// - Returns: After how many seconds it may be asked again, in the place of the refusal; nil where that may be said.
    package func refuse(_ origin: RequestOrigin) -> Int? { judge(origin) { $0.refuse($1, at: $2) } }

    private func judge(
        _ origin: RequestOrigin, _ decide: (inout AddressLimiter, IPAddress, Timestamp) -> AddressLimiter.Verdict
    ) -> Int? {
        guard let address = origin.address(trusting: proxies) else { return nil }
        let now = clock.now
        let verdict = state.withLock { state in
            let verdict = decide(&state.limiter, address, now)
            if verdict != .passes { state.limited += 1 }
            return verdict
        }
        guard case .limited(let wait, let tells) = verdict else { return nil }
        if tells { tell(of: address, at: now) }
        return max(1, Int((wait.milliseconds + 999) / 1_000))
    }

    private func tell(of address: IPAddress, at now: Timestamp) {
        let summary = "\(address) asks for more than \(perMinute) requests a minute, or for what is refused, and is answered 429 for a while"
        logger.warning("address limited", metadata: ["address": "\(address)"])
        let details: JSON = ["address": .string(address.description)]
        let incident = Incident(
            id: ids.next(UpdateSubject.self).text, level: .warning, kind: Self.kind, plugin: nil, summary: summary, details: details, createdAt: now)
        let event = SecurityAlert.event(Self.kind, summary, contact: nil, details, id: ids.next(UpdateSubject.self).text, at: now)
        activity.begin()
        Task { [database, activity, logger, emitted] in
            defer { activity.end() }
            do {
                try await database.write { connection in
                    try IncidentRepository.insert(incident, in: connection)
                    try EventRepository.insert(event, in: connection)
                }
                emitted()
            } catch {
                logger.error("incident not kept", metadata: ["incident": "\(summary)", "error": "\(error)"])
            }
        }
    }
}
