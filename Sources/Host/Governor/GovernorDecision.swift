// Moonpost
// SPDX-License-Identifier: Apache-2.0

package import Core

/// What is to be done with a message that is next in its lane.
package enum GovernorDecision: Hashable, Sendable {
    /// It may go, and has been counted.
    case go
    /// It waits for its number's throughput or for a free connection: a moment, as a rule.
    case queued
    /// It may not go before then.
    case later(Timestamp, GovernorHold)
    /// It may never go.
    case refused(String)
}

/// Why a message waits. Its description is what stands beside the message in the outbox.
package enum GovernorHold: Hashable, Sendable, CustomStringConvertible {
    case pairRate
    /// The whole number waits, because of an error of the platform.
    case number(String)
    /// Meta has closed or restricted the number's account.
    case account(String)
    /// No campaign of the number goes on.
    case campaigns(String)
    case messagingLimit(Int)
    case marketing(refusals: Int)
    case quietHours
    case template(String, TemplateStanding)

    package var description: String {
        switch self {
        case .pairRate: "waits: too many messages to this person in a short time (pair rate limit, 131056)"
        case .number(let reason): "waits: the number is held: \(reason)"
        case .account(let reason): "waits until Meta opens the account again: \(reason)"
        case .campaigns(let reason): "waits: campaigns of the number are stopped: \(reason)"
        case .messagingLimit(let limit):
            "waits: the portfolio has written to \(limit) people in 24 hours, which is its limit (limits.messaging_limit)"
        case .marketing(let refusals): "waits: the person has had enough marketing (refused \(refusals) times)"
        case .quietHours: "waits for the end of the quiet hours (limits.quiet_hours)"
        case .template(let name, .paused): "waits: the template \(name) is paused for low quality"
        case .template(let name, .waiting(let reason)): "waits: the template \(name) \(reason)"
        case .template(let name, _): "waits: the template \(name) is of low quality, so campaigns leave it alone"
        }
    }
}
