// Moonpost
// SPDX-License-Identifier: Apache-2.0

internal import Core
internal import Language

/// What the governor keeps to, as config.toml and Meta say.
struct GovernorRules: Sendable {
    struct Number: Hashable, Sendable {
        /// Messages a second; nil is without limit.
        var throughput: Int?
        var portfolio: String
    }

    /// By the platform's id of the number.
    var numbers: [String: Number]
    /// Nil is without limit.
    var pair: PairDebt.Rule?
    /// People whom each portfolio may write to in 24 hours; nil is unknown or without limit.
    var messagingLimit: Int?
    var quietHours: QuietHours?
    /// How many requests may be on their way at the same time.
    var mostInFlight: Int
}

extension GovernorRules {
    init(_ configuration: Configuration, civil: CivilTime) {
        let limits = configuration.limits
        self.init(
            numbers: Self.numbers(configuration.numbers, limits),
            pair: limits.pairBurst.map { PairDebt.Rule(interval: limits.pairInterval, burst: $0) },
            messagingLimit: limits.messagingLimit, quietHours: limits.quietHours.map { QuietHours($0, civil: civil) },
            mostInFlight: configuration.sending.connections)
    }

    static func numbers(_ numbers: [Configuration.Number], _ limits: Configuration.Limits) -> [String: Number] {
        Dictionary(
            numbers.map { number in
                (number.phoneNumberID, Number(throughput: number.throughput ?? limits.throughput, portfolio: number.portfolio))
            }, uniquingKeysWith: { first, _ in first })
    }
}
