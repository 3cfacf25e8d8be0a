// Moonpost
// SPDX-License-Identifier: Apache-2.0

extension Configuration {
    /// What a number needs that is reached through Twilio.
    package struct Twilio: Hashable, Sendable {
        /// "AC" and 32 hexadecimal digits.
        package var accountSID: String
        /// Sign the webhooks, and the first authorises requests; a second one is valid beside it while it is rotated. Never
        /// empty: an empty key would accept anybody's signature.
        package var authTokens: [Secret]
        package var messagingServiceSID: String?
        /// Content SIDs for one, two and three buttons.
        package var contentButtons: [String]
        /// Content SIDs for lists of one row, two rows, and so on.
        package var contentLists: [String]
        /// Content SIDs of approved templates, by the names that flows use, or by name and language as "order_shipped:ar".
        package var contentTemplates: [String: String]
        /// The root of Twilio's API.
        package var apiURL: String

        package init(
            accountSID: String, authTokens: [Secret], messagingServiceSID: String? = nil, contentButtons: [String] = [],
            contentLists: [String] = [], contentTemplates: [String: String] = [:], apiURL: String = "https://api.twilio.com"
        ) {
            self.accountSID = accountSID
            self.authTokens = authTokens
            self.messagingServiceSID = messagingServiceSID
            self.contentButtons = contentButtons
            self.contentLists = contentLists
            self.contentTemplates = contentTemplates
            self.apiURL = apiURL
        }
    }
}

extension Configuration.Number {
    /// A number that is reached through Twilio.
    /// - Parameters:
    ///   - number: with "+" and the country code; it is its own id.
    ///   - portfolio: Whose messaging limit counts; nil is the account's own.
    package init(
        name: String, number: String, twilio: Configuration.Twilio, throughput: Int? = nil, portfolio: String? = nil
    ) {
        let token = twilio.authTokens.first ?? Secret("")
        self.init(
            name: name, provider: .twilio, phoneNumberID: number, businessAccountID: twilio.accountSID, accessToken: token,
            appSecret: token, verifyToken: Secret(""), graphURL: twilio.apiURL, graphVersion: "", throughput: throughput,
            portfolio: portfolio ?? twilio.accountSID)
        self.twilio = twilio
        otherSecrets = Array(twilio.authTokens.dropFirst())
    }
}
