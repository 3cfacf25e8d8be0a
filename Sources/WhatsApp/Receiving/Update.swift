// Moonpost
// SPDX-License-Identifier: Apache-2.0

package import Core

/// One message, status, error or event out of a webhook.
package struct Update: Hashable, Sendable {
    package enum Kind: Hashable, Sendable {
        case message(InboundMessage)
        case status(StatusUpdate)
        /// Concerns the number or the account, not one message.
        case error(PlatformError)
        /// The business sent it itself, with its phone.
        case echo(MessageEcho)
        /// A person wants marketing messages, or wants them no longer.
        case preference(PreferenceUpdate)
        case call(CallUpdate)
        /// A person has a new id. A change of number is a message of type `system`.
        case identity(IdentityUpdate)
        case payment(PaymentUpdate)
        case group(GroupUpdate)
        case contactBook(ContactBookUpdate)
        case history(HistoryChunk)
        case template(TemplateUpdate)
        /// Concerns the account, a number or a WhatsApp Flow.
        case account(AccountEvent)
        /// A change of a field that this version does not know, or not in this shape, with its `value`.
        case other(field: String, value: JSON)
        /// What could not be read, and why.
        case malformed(reason: String, raw: JSON)
    }

    /// Our number's id; nil where the change names none.
    package var phoneNumberID: String?
    /// The WhatsApp Business Account.
    package var wabaID: String?
    /// The name that the person shows.
    package var profileName: String?
    /// The person: a message's sender, the recipient of a status or an echo, who is called or calls, who chose.
    /// Empty for the rest.
    package var aliases: ContactAliases
    package var kind: Kind
    /// The same for an update that Meta delivers again, and for no other one of the same number.
    ///
    /// A message: its wamid; an edit: with a digest of what it says. A status: wamid, ":" and the
    /// status; in a group with the member. A call: its id, ":" and the event. The rest has no id: a digest of
    /// the content with its account, number and time, so that word for word the same error, where
    /// Meta gives no time, counts as one.
    package var key: String
    /// When it happened; nil where Meta gave no time that can be read.
    package var timestamp: Timestamp?

    package init(
        phoneNumberID: String?, wabaID: String?, profileName: String?, aliases: ContactAliases, kind: Kind, key: String,
        timestamp: Timestamp?
    ) {
        self.phoneNumberID = phoneNumberID
        self.wabaID = wabaID
        self.profileName = profileName
        self.aliases = aliases
        self.kind = kind
        self.key = key
        self.timestamp = timestamp
    }
}
