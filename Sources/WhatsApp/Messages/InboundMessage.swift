// Moonpost
// SPDX-License-Identifier: Apache-2.0

package import Core

/// A message that a person sent.
package struct InboundMessage: Hashable, Sendable {
    /// Meta's id of the message ("wamid").
    package var id: String
    package var from: ContactAliases
    /// When it was sent; nil where Meta gave no time that can be read.
    package var timestamp: Timestamp?
    package var type: MessageType
    /// The message as a script sees it: `type`, that type's fields, and
    /// - `wamid`: this message's id;
    /// - `id`: what was tapped, of `buttons` and `list`; otherwise this message's id too;
    /// - `text`: whatever can be read as the person's words (a text, a caption, a tapped title);
    /// - `context`: `id` and `from` of the message it answers, `forwarded`, `referred_product`;
    /// - `referral`, `group_id`, `origin` where Meta sent them.
    package var content: JSON
    /// What a person is called from now on, of a `system` message that says so.
    package var successor: ContactAliases?

    package init(
        id: String, from: ContactAliases, timestamp: Timestamp?, type: MessageType, content: JSON,
        successor: ContactAliases? = nil
    ) {
        self.id = id
        self.from = from
        self.timestamp = timestamp
        self.type = type
        self.content = content
        self.successor = successor
    }

    /// The person's words, where the message has any.
    package var text: String? { content["text"]?.text }
}
