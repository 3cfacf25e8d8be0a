// Moonpost
// SPDX-License-Identifier: Apache-2.0

package import Core

/// Something that was done, by whom, and to what.
package struct AuditRecord: Hashable, Sendable {
    package enum Action: String, Hashable, Sendable, CaseIterable {
        /// A command or a flow for staff was begun.
        case command
        /// Somebody wanted what they may not.
        case denied
        /// A contact was linked to a user by a code.
        case login
        /// A code that was none.
        case wrongCode = "wrong_code"
        case link, unlink
        /// A link holds no longer: the contact's identity has changed.
        case suspend
        /// A one-time code was made.
        case code
        /// A user, a number or something else that an admin looks after was changed.
        case change
    }

    /// Who, as `user:ID`, `contact:ID`, `cli:NAME` or `host`.
    package var actor: String
    package var action: Action
    /// To what or whom, such as `exec-bot/task` or `user:ID`.
    package var subject: String
    /// Never secrets, and no words that people write.
    package var details: JSON
    package var at: Timestamp

    package init(actor: String, _ action: Action, _ subject: String, details: JSON = [:], at: Timestamp) {
        self.actor = actor
        self.action = action
        self.subject = subject
        self.details = details
        self.at = at
    }

    package static func actor(_ user: UserID) -> String { "user:\(user.text)" }
    package static func actor(_ contact: ContactID) -> String { "contact:\(contact.text)" }
}
