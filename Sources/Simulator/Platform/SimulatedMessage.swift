// Moonpost
// SPDX-License-Identifier: Apache-2.0

package import Core

/// One message of a conversation, in either direction.
package struct SimulatedMessage: Hashable, Sendable {
    package enum Sender: String, Sendable {
        case person, bot
    }

    /// The message id, "wamid.…".
    package let id: String
    package let number: String
    package let contact: SimulatedContactID
    package let sender: Sender
    package let time: Timestamp
    /// WhatsApp's word for the kind of message: "text", "interactive", "image", …
    package private(set) var type: String
    /// The object that stands under `type` in Meta's JSON. A bot's is as it was sent, a person's as the webhook shows it.
    package private(set) var content: JSON
    /// What the person sees of a bot's template, in the shape of an interactive message.
    package var filled: JSON?
    /// The message that this one answers or quotes.
    package var context: String?
    /// The name of a picture's file on the person's phone.
    package var fileName: String?
    /// What came in `biz_opaque_callback_data`; every status echoes it.
    package var callbackData: String?
    /// For a bot's message what the bot has been told; for a person's how far it has come.
    package var tick: Tick
    package var failure: GraphError?
    /// The moment that its `delivered` status is due; a `read` never comes before it.
    package var deliveryDue: Timestamp?
    /// The person has seen it, whether or not the bot has been told.
    package var isSeen = false
    /// The id of the button or row that the person chose last.
    package var chosen: String?
    package var reactionOfPerson: String?
    package var reactionOfBot: String?

    /// Its person has written it anew, or, where there is no content, deleted it.
    mutating func correct(_ content: JSON?) {
        if content == nil { type = "revoke" }
        self.content = content ?? [:]
    }

    package init(
        id: String, number: String, contact: SimulatedContactID, sender: Sender, time: Timestamp, type: String,
        content: JSON, tick: Tick
    ) {
        self.id = id
        self.number = number
        self.contact = contact
        self.sender = sender
        self.time = time
        self.type = type
        self.content = content
        self.tick = tick
    }
}
