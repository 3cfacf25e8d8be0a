// Moonpost
// SPDX-License-Identifier: Apache-2.0

internal import WhatsApp

/// How strictly and how quickly the simulated platform works.
package struct PlatformRules: Hashable, Sendable {
    /// What becomes of a message to somebody who is not among the contacts.
    package enum Strangers: Sendable {
        /// Accepted, then reported as failed with 131026, as for a number without WhatsApp.
        case undeliverable
        /// The person is added to the contacts.
        case welcome
    }

    /// Free-form messages more than 24 hours after the person's last one fail with 131047.
    package var enforcesWindow = true
    package var strangers = Strangers.undeliverable
    /// 1 message in 6 seconds to one person, and up to 45 ahead of their time: 20 at once take 2 minutes to pay off. 131056
    /// beyond. Source: Meta, "WhatsApp Business Platform overview", pair rate limits.
    package var limitsPairRate = false
    /// Messages a second that one number may send; 130429 beyond. Meta's default is 80.
    package var throughput: Int?
    /// To how many people all numbers together may write in 24 hours outside their windows. Meta names no code for what is
    /// beyond; here it is 131048. Source: Meta, "Messaging limits".
    package var messagingLimit: Int?
    /// Templates that an account may have; 2388019 beyond. Source: Meta, "Templates" (of a portfolio that is not verified).
    package var mostTemplates = Limits.templates
    /// From the acceptance to the `sent` status.
    package var sentAfter = Duration.zero
    /// From the acceptance to the `delivered` status.
    package var deliveredAfter = Duration.zero

    /// Every status at once: for tests with a virtual clock.
    package static let immediate = PlatformRules()

    /// Statuses arrive as a person would see them on a real phone.
    package static let lifelike: PlatformRules = {
        var rules = PlatformRules()
        rules.sentAfter = .milliseconds(60)
        rules.deliveredAfter = .milliseconds(450)
        return rules
    }()

    package init() {}
}
