// Moonpost
// SPDX-License-Identifier: Apache-2.0

package import Core
package import Plugins
package import Store

/// A person's message on its way through the middleware.
package struct IncomingMessage: Sendable {
    /// Its id in the inbox: the same each time that it is tried.
    package var id: UpdateID
    /// The message as scripts see it.
    package var content: JSON
    package var contact: Contact
    /// The platform's id of the number that it was sent to.
    package var number: String
    /// The person's language; where it is not known, that of the number, or of the business.
    package var language: String
    /// The plugins that answer on the number; nil: all.
    package var plugins: Set<String>?
    /// When the person sent it: what comes after an outage comes all at once. Where that is not known, or in the future by our clock,
    /// when it arrived.
    package var sentAt: Timestamp
    /// Whether the person wants no marketing; known where the message has a word of the ``MarketingVocabulary``.
    package var hasStoppedMarketing = false
    /// The conversations of the contact, as the store has them.
    package var conversations: [StoredConversation]

    /// The person's words, where the message has any.
    package var text: String? { content["text"]?.text }

    /// Whether a plugin answers on the number.
    package func reaches(_ plugin: String) -> Bool { plugins?.contains(plugin) ?? true }

    /// Whether the person may use what has this rule.
    package func allows(_ access: Access) -> Bool { access.permits(contact.user?.role) }

    /// The conversation that a message answers: of those that wait for one, the one that asked last.
    package var waiting: StoredConversation? {
        conversations.filter { $0.state == .waiting && $0.askedAt != nil && reaches($0.plugin) }.max { ($0.askedAt ?? "") < ($1.askedAt ?? "") }
    }
}
