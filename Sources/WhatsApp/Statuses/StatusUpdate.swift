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
    /// The person; of a message to a group, the member whose phone tells.
    package var recipient: ContactAliases
    /// The group that the message went to; nil for a person.
    package var groupID: String?
    /// What we gave with the message: the id of its outbox row.
    package var callbackData: String?
    /// Why it failed; empty otherwise.
    package var errors: [PlatformError]
    package var pricing: Pricing?
    /// Up to Graph API v23.0; since v24.0 only of a free entry point.
    package var conversation: ConversationWindow?

    package init(
        wamid: String, status: Status, timestamp: Timestamp?, recipient: ContactAliases = ContactAliases(),
        groupID: String? = nil, callbackData: String? = nil, errors: [PlatformError] = [], pricing: Pricing? = nil,
        conversation: ConversationWindow? = nil
    ) {
        self.wamid = wamid
        self.status = status
        self.timestamp = timestamp
        self.recipient = recipient
        self.groupID = groupID
        self.callbackData = callbackData
        self.errors = errors
        self.pricing = pricing
        self.conversation = conversation
    }
}
