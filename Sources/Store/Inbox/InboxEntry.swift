// Moonpost
// SPDX-License-Identifier: Apache-2.0

package import Core

/// One row of the inbox: something that came, or came due, and what has become of it.
package struct InboxEntry: Sendable {
    package enum Kind: String, Sendable {
        /// A person's message.
        case message
        /// The platform tells what became of a message of ours.
        case status
        /// The platform reports an error of the account.
        case error
        /// The business wrote to a person itself, with its phone.
        case echo
        /// A person chose whether they want marketing messages.
        case preference
        /// Something happened to a voice call.
        case call
        /// A person has a new id.
        case identity
        /// What became of a payment that a message asked for.
        case payment
        /// Something happened to a group.
        case group
        /// A contact that the business keeps in its app.
        case contactBook = "contact_book"
        /// Chats from before the number came here.
        case history
        /// The platform decided about a message template.
        case template
        /// Concerns the account or one of its numbers.
        case account
        /// Another field of a webhook, kept for later.
        case other
        /// An event for a conversation that waits for it.
        case event
        /// An event for a plugin's `bot.on`.
        case handler
        /// A `bot.every` that came due.
        case schedule
        /// A form that somebody fills in wants an answer.
        case form
    }

    package enum State: String, Sendable {
        /// Waits in its lane.
        case ready
        /// Everything that it caused is committed.
        case done
        /// Ended with an error that is kept beside it.
        case failed
        /// Its sender wrote too much: it is kept, and nothing runs for it.
        case limited
        /// For a number that is not configured.
        case unrouted
    }

    package var id: UpdateID
    /// The platform's id of our number, or empty where none concerns it.
    package var number: String
    /// Unique within the number for as long as the row is kept.
    package var dedupKey: String
    package var kind: Kind
    /// Entries of one lane are worked off one at a time, in the order of their ids.
    package var lane: String?
    package var state: State
    package var receivedAt: Timestamp
    /// When it happened, by the platform's clock; nil where that does not tell.
    package var sentAt: Timestamp?
    package var content: JSON
    package var error: String?

    package init(
        id: UpdateID, number: String, dedupKey: String, kind: Kind, lane: String?, state: State, receivedAt: Timestamp,
        sentAt: Timestamp? = nil, content: JSON, error: String? = nil
    ) {
        self.id = id
        self.number = number
        self.dedupKey = dedupKey
        self.kind = kind
        self.lane = lane
        self.state = state
        self.receivedAt = receivedAt
        self.sentAt = sentAt
        self.content = content
        self.error = error
    }
}
