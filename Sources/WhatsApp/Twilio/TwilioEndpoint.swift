// Moonpost
// SPDX-License-Identifier: Apache-2.0

package import Core
internal import Foundation

/// Where one account's requests go, and with what.
package struct TwilioEndpoint: Hashable, Sendable {
    /// Twilio's own address.
    package static let defaultURL = "https://api.twilio.com"

    /// Why an endpoint cannot be built.
    package struct Problem: Error, Hashable, Sendable, CustomStringConvertible {
        /// The configuration key that is wrong.
        package var key: String
        package var description: String
    }

    /// `POST` here sends messages.
    package let messagesURL: String
    /// `GET` here tells about the account.
    package let accountURL: String
    /// `POST` here shows a typing indicator.
    package let typingURL: String
    /// What every request carries.
    package let headers: [GraphEndpoint.Header]

    /// Of ``headers`` the one that says who asks.
    package var authorization: GraphEndpoint.Header { headers[0] }

    /// - Throws: ``Problem`` where a part would not make a sound address, with the key to correct.
    package init(apiURL: String = defaultURL, accountSID: String, token: Secret) throws(Problem) {
        guard let base = BaseAddress.sound(apiURL) else {
            throw Problem(key: "api_url", description: "\"\(apiURL)\" is not an address like \"\(Self.defaultURL)\"")
        }
        guard Self.isSID(accountSID, "AC") else {
            throw Problem(key: "account_sid", description: "\"\(accountSID)\" is not an account SID: it is AC and 32 hexadecimal digits")
        }
        guard !token.isEmpty, token.value.utf8.allSatisfy({ (0x21...0x7E).contains($0) }) else {
            throw Problem(key: "auth_token", description: "the auth token is empty or has spaces or line breaks in it")
        }
        messagesURL = "\(base)/2010-04-01/Accounts/\(accountSID)/Messages.json"
        accountURL = "\(base)/2010-04-01/Accounts/\(accountSID).json"
        typingURL = Self.messaging(base) + "/v2/Indicators/Typing.json"
        let credentials = Data("\(accountSID):\(token.value)".utf8).base64EncodedString()
        headers = [
            GraphEndpoint.Header(name: "Authorization", value: Secret("Basic " + credentials)),
            GraphEndpoint.Header(name: "Content-Type", value: Secret("application/x-www-form-urlencoded")),
        ]
    }

    /// Whether it is two letters and 32 hexadecimal digits, as every SID of Twilio's.
    package static func isSID(_ text: String, _ prefix: String) -> Bool {
        text.utf8.count == 34 && text.hasPrefix(prefix) && Hexadecimal.bytes(text.utf8.dropFirst(2)) != nil
    }

    /// Twilio's typing indicators have a server of their own, in the same region; a stand-in has one for both.
    private static func messaging(_ base: String) -> String {
        let host = base.split(separator: "/", omittingEmptySubsequences: true).dropFirst().first ?? ""
        guard host.hasPrefix("api."), host.hasSuffix(".twilio.com") else { return base }
        return base.replacing("://api.", with: "://messaging.", maxReplacements: 1)
    }
}
