// Moonpost
// SPDX-License-Identifier: Apache-2.0

extension Configuration {
    /// One of `[[numbers]]`: a WhatsApp number that the host answers for.
    package struct Number: Hashable, Sendable {
        /// What admins and logs call it.
        package var name: String
        package var provider: Provider
        /// Meta's id of the number, not the number itself; through Twilio, the number with "+".
        package var phoneNumberID: String
        /// Meta's id of the WhatsApp Business account; through Twilio, the account's SID.
        package var businessAccountID: String?
        package var accessToken: Secret
        /// Signs the webhooks. Never empty: an empty key would accept anybody's signature.
        package var appSecret: Secret
        /// Sign webhooks as ``appSecret`` does, while that is rotated. Never empty ones.
        package var otherSecrets: [Secret] = []
        /// What Meta repeats when it verifies the webhook's address.
        package var verifyToken: Secret
        /// The root of the Graph API, without the version.
        package var graphURL: String
        package var graphVersion: String
        /// Of a number that is reached through Twilio.
        package var twilio: Twilio?
        /// What `[limits]` says, where this number has its own: the messages that it sends and receives in a second.
        package var throughput: Int?
        /// The business portfolio to which the number belongs; numbers without a name share one.
        package var portfolio: String
        /// The language of people whose own is not known; nil is the business's.
        package var language: String?
        /// The plugins that answer on this number; nil: all.
        package var plugins: Set<String>?

        package init(
            name: String, provider: Provider = .cloud, phoneNumberID: String, businessAccountID: String? = nil,
            accessToken: Secret, appSecret: Secret, verifyToken: Secret,
            graphURL: String = "https://graph.facebook.com",
            graphVersion: String, throughput: Int? = nil, portfolio: String = ""
        ) {
            self.name = name
            self.provider = provider
            self.phoneNumberID = phoneNumberID
            self.businessAccountID = businessAccountID
            self.accessToken = accessToken
            self.appSecret = appSecret
            self.verifyToken = verifyToken
            self.graphURL = graphURL
            self.graphVersion = graphVersion
            self.throughput = throughput
            self.portfolio = portfolio
        }
    }

    /// Through whom a number is reached.
    package enum Provider: String, Hashable, Sendable, CaseIterable {
        /// Meta's Cloud API.
        case cloud
        /// Twilio's Messages API.
        case twilio
    }
}
