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
    /// - `referral`, `group_id`, `origin`, `identity` where Meta sent them.
    package var content: JSON
    /// What a person is called from now on, of a `system` message that says so.
    package var successor: ContactAliases?
    /// The hash of the person's identity, where the number has the identity check switched on.
    package var identityHash: String?

    package init(
        id: String, from: ContactAliases, timestamp: Timestamp?, type: MessageType, content: JSON,
        successor: ContactAliases? = nil, identityHash: String? = nil
    ) {
        self.id = id
        self.from = from
        self.timestamp = timestamp
        self.type = type
        self.content = content
        self.successor = successor
        self.identityHash = identityHash
    }

    /// The person's words, where the message has any.
    package var text: String? { content["text"]?.text }

    /// The group that it was written in; nil for a chat of two.
    package var groupID: String? { content["group_id"]?.text }

    /// Whether the person's identity is not what it was: somebody else may have the phone by now.
    package var isIdentityChange: Bool { type == .system && content["event"]?.text == "customer_identity_changed" }
}
