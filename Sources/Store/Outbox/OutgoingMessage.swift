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

    package var id: OutgoingID
    /// Messages of one lane are sent in the order of their ids.
    package var lane: String
    /// The platform's id of our number.
    package var number: String
    package var contact: ContactID
    package var kind: Kind
    /// The message in the form of the Lua API.
    package var content: JSON
    package var state: State
    package var attempts: Int
    package var notBefore: Timestamp?
    package var error: String?
    package var createdAt: Timestamp

    package init(
        id: OutgoingID, lane: String, number: String, contact: ContactID, kind: Kind = .message, content: JSON,
        createdAt: Timestamp
    ) {
        self.id = id
        self.lane = lane
        self.number = number
        self.contact = contact
        self.kind = kind
        self.content = content
        self.state = .ready
        self.attempts = 0
        self.createdAt = createdAt
    }
}
