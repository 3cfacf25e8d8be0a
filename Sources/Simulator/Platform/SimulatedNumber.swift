// Moonpost
// SPDX-License-Identifier: Apache-2.0

package import Core

/// A business number on the simulated platform, with all that Meta would know of it.
package struct SimulatedNumber: Hashable, Sendable {
    /// Names the number in Graph paths and in webhooks.
    package var phoneNumberID: String
    /// Digits with country code, as `metadata.display_phone_number` shows them.
    package var displayNumber: String
    /// The name that people see above the conversation.
    package var name: String
    package var businessAccountID: String
    /// What a Graph request must carry as bearer token.
    package var accessToken: Secret
    /// The key of the webhooks' signatures.
    package var appSecret: Secret
    package var webhookURL: String
    /// Of a number that is reached through Twilio; then the number with "+" is its id.
    package var twilio: SimulatedTwilio?

    package init(
        phoneNumberID: String, displayNumber: String, name: String, businessAccountID: String,
        accessToken: Secret, appSecret: Secret, webhookURL: String, twilio: SimulatedTwilio? = nil
    ) {
        self.phoneNumberID = phoneNumberID
        self.displayNumber = displayNumber
        self.name = name
        self.businessAccountID = businessAccountID
        self.accessToken = accessToken
        self.appSecret = appSecret
        self.webhookURL = webhookURL
        self.twilio = twilio
    }
}
