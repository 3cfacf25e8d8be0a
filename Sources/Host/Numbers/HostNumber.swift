// Moonpost
// SPDX-License-Identifier: Apache-2.0

package import Core
package import Fetch
package import WhatsApp

/// One of our numbers, ready to receive and to send.
package struct HostNumber: Sendable {
    /// The platform's id of it.
    package var id: String
    package var name: String
    package var provider: Configuration.Provider
    /// Whoever signs with it speaks for this number.
    package var appSecret: Secret
    /// Signs as ``appSecret`` does while that is rotated.
    package var otherSecrets: [Secret]
    package var verifyToken: Secret
    /// The platform's id of the account that it belongs to, where it is known.
    package var account: String?
    package var portfolio: String
    /// The language of people whose own is not known; nil is the business's.
    package var language: String?
    /// The plugins that answer on it; nil: all.
    package var plugins: Set<String>?
    /// How its messages travel.
    var transport: NumberTransport

    /// - Parameter address: Where the platform reaches this host.
    /// - Throws: What is wrong with an address or an id; ``HostProblem`` where Twilio could not reach the host.
    package init(_ number: Configuration.Number, address: PublicAddress?) throws {
        id = number.phoneNumberID
        name = number.name
        provider = number.provider
        appSecret = number.appSecret
        otherSecrets = number.otherSecrets
        verifyToken = number.verifyToken
        account = number.businessAccountID
        portfolio = number.portfolio
        language = number.language
        plugins = number.plugins
        transport = try NumberTransport(number, address: address)
    }

    /// What sends a message by this number. Every status of it tells `id`.
    package func request(for message: OutboundMessage, to recipient: Recipient, id: OutgoingID) throws(MessageProblem) -> FetchRequest {
        try transport.request(for: message, to: recipient, id: id)
    }

    /// What an answer to it means.
    package func outcome(of response: FetchResponse) -> SendOutcome { transport.outcome(of: response) }

    /// What scripts see as `chat.number`.
    var json: JSON { ["name": .string(name), "id": .string(id)] }
}
