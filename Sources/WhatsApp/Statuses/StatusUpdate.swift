// Moonpost
// SPDX-License-Identifier: Apache-2.0

package import Core

/// What became of a message that we sent.
package struct StatusUpdate: Hashable, Sendable {
    package enum Status: Hashable, Sendable {
        case sent, delivered, read
        /// A voice message was listened to.
        case played
        case failed
        case unknown(String)

        package init(_ name: String) {
            switch name {
            case "sent": self = .sent
            case "delivered": self = .delivered
            case "read": self = .read
            case "played": self = .played
            case "failed": self = .failed
            default: self = .unknown(name)
            }
        }

        /// Meta's name of it.
        package var name: String {
            switch self {
            case .sent: "sent"
            case .delivered: "delivered"
            case .read: "read"
            case .played: "played"
            case .failed: "failed"
            case .unknown(let name): name
            }
        }
    }

    /// Meta's id of the message.
    package var wamid: String
    package var status: Status
    /// Nil where Meta gave no time that can be read.
    package var timestamp: Timestamp?
    package var recipient: ContactAliases
    /// What we gave with the message: the id of its outbox row.
    package var callbackData: String?
    /// Why it failed; empty otherwise.
    package var errors: [PlatformError]
    package var pricing: Pricing?

    package init(
        wamid: String, status: Status, timestamp: Timestamp?, recipient: ContactAliases = ContactAliases(),
        callbackData: String? = nil, errors: [PlatformError] = [], pricing: Pricing? = nil
    ) {
        self.wamid = wamid
        self.status = status
        self.timestamp = timestamp
        self.recipient = recipient
        self.callbackData = callbackData
        self.errors = errors
        self.pricing = pricing
    }
}
