// Moonpost
// SPDX-License-Identifier: Apache-2.0

internal import Core
internal import Language
internal import WhatsApp

/// What the governor keeps to, as config.toml and Meta say.
struct GovernorRules: Sendable {
    struct Number: Hashable, Sendable {
        /// Messages a second; nil is without limit.
        var throughput: Int?
        var portfolio: String
        /// The platform's id of the business account, where it is known.
        var account: String?
        /// With which it sends.
        var token: Secret?
        /// The secret of its app, which no two apps share.
        var app: Secret?
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
    /// The numbers for which an error of this one speaks, itself among them.
    func numbers(_ reach: ErrorReach, of number: String) -> [String] {
        guard let own = numbers[number] else { return [number] }
        let others = numbers.filter { _, other in
            switch reach {
            case .number: false
            case .account: own.account != nil && other.account == own.account
            case .token: own.token != nil && other.token == own.token
            case .app: own.app != nil && other.app == own.app
            }
        }
        return [number] + others.keys.filter { $0 != number }.sorted()
    }

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
                (
                    number.phoneNumberID,
                    Number(
                        throughput: number.throughput ?? limits.throughput, portfolio: number.portfolio, account: number.businessAccountID,
                        token: number.accessToken, app: number.appSecret)
                )
            }, uniquingKeysWith: { first, _ in first })
    }
}
