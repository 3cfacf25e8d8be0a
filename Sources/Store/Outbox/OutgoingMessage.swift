// Moonpost
// SPDX-License-Identifier: Apache-2.0

package import Core

/// One row of the outbox: a message on its way to the platform, and what has become of it.
package struct OutgoingMessage: Sendable {
    package enum Kind: String, Sendable {
        case message
        /// A typing indicator: worth nothing later, so it is tried once and never kept.
        case typing
    }

    package enum State: String, Sendable {
        /// To be sent now. After a crash it may have been sent already, so a status is awaited first.
        case ready
        /// Certainly not sent; waits for ``OutgoingMessage/notBefore``.
        case held
        /// Sent, and the answer never came: a status is awaited until ``OutgoingMessage/notBefore``, then it is sent again.
        case uncertain
        /// The platform has it.
        case accepted
        /// Will never be sent; the error stands beside it.
        case dead
    }

    /// What goes first, where not everything can go.
    package enum Priority: String, Sendable, CaseIterable {
        /// Somebody wrote and waits for it.
        case reply
        /// Of a timer, an event or a schedule: about something that the person wants to know.
        case notification
        /// To many, and nobody waits for it.
        case campaign

        /// 0 goes first.
        package var rank: Int {
            switch self {
            case .reply: 0
            case .notification: 1
            case .campaign: 2
            }
        }
    }

    package var id: OutgoingID
    /// Messages of one lane are sent in the order of their ids.
    package var lane: String
    /// The platform's id of our number.
    package var number: String
    package var contact: ContactID
    package var kind: Kind
    package var priority: Priority
    /// The message in the form of the Lua API.
    package var content: JSON
    /// What is sent in its place where the person's service window is closed: a template, in the form of the Lua API.
    package var fallback: JSON?
    package var state: State
    /// How often it was sent.
    package var attempts: Int
    /// How often the platform could not take its files.
    package var refusedUploads = 0
    package var notBefore: Timestamp?
    package var error: String?
    /// The conversation that sends it; nil: the host itself.
    package var conversation: ConversationID?
    /// What the conversation is of, such as "orders/order".
    package var flow: String?
    package var createdAt: Timestamp

    package init(
        id: OutgoingID, lane: String, number: String, contact: ContactID, kind: Kind = .message,
        priority: Priority = .reply, content: JSON, fallback: JSON? = nil, createdAt: Timestamp
    ) {
        self.id = id
        self.lane = lane
        self.number = number
        self.contact = contact
        self.kind = kind
        self.priority = priority
        self.content = content
        self.fallback = fallback
        self.state = .ready
        self.attempts = 0
        self.createdAt = createdAt
    }
}
