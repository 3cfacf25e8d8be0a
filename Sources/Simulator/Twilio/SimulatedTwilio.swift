// Moonpost
// SPDX-License-Identifier: Apache-2.0

package import Core

/// What Twilio knows of a number that is reached through it.
package struct SimulatedTwilio: Hashable, Sendable {
    /// A content template.
    package enum Content: Hashable, Sendable {
        /// `twilio/quick-reply` with so many buttons: `{{1}}` is the text, then come title and id of each.
        case quickReply(Int)
        /// `twilio/list-picker` with so many rows: `{{1}}` is the text, `{{2}}` the label, then come title and id of each.
        case listPicker(Int)
        /// A text that Meta approved. Values for which it has no place stand behind it.
        case template(String)
    }

    package var accountSID: String
    /// Authorises requests and signs webhooks.
    package var authToken: Secret
    /// Where people's files are fetched: the address of the API.
    package var apiURL: String
    /// By their SIDs.
    package var content: [String: Content]

    package init(accountSID: String, authToken: Secret, apiURL: String = "https://api.twilio.com", content: [String: Content] = [:]) {
        self.apiURL = apiURL
        self.accountSID = accountSID
        self.authToken = authToken
        self.content = content
    }
}
