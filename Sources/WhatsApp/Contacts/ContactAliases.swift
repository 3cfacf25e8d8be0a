// Moonpost
// SPDX-License-Identifier: Apache-2.0

/// What WhatsApp calls one person. Any combination may arrive, and any of it may change.
///
/// Since April 2026 a person has a business-scoped user id (BSUID), and the phone number is left
/// out for people with a username. Source: Meta, "Business-scoped user IDs".
package struct ContactAliases: Hashable, Sendable {
    /// Digits with the country code, without "+".
    package var phone: String?
    /// The business-scoped user id: `CC.` and up to 128 letters and digits. A new number brings a new one.
    package var userID: String?
    /// The id that related portfolios share: `CC.ENT.` and up to 128 letters and digits.
    package var parentUserID: String?
    /// Without "@". People change it, so it tells who somebody may be, never who somebody is.
    package var username: String?

    package init(
        phone: String? = nil, userID: String? = nil, parentUserID: String? = nil, username: String? = nil
    ) {
        self.phone = phone
        self.userID = userID
        self.parentUserID = parentUserID
        self.username = username
    }

    /// Whether nothing here says who the person is; a username alone does not.
    package var isAnonymous: Bool { phone == nil && userID == nil && parentUserID == nil }

    /// Where a message for this person goes; nil where there is neither phone number nor user id.
    ///
    /// The phone number comes first: Meta recommends it, because webhooks then keep carrying it.
    package var recipient: Recipient? {
        if let phone { return .phone(phone) }
        return (userID ?? parentUserID).map(Recipient.userID)
    }

    /// Adds what `other` knows and this does not.
    package mutating func fill(from other: ContactAliases) {
        phone = phone ?? other.phone
        userID = userID ?? other.userID
        parentUserID = parentUserID ?? other.parentUserID
        username = username ?? other.username
    }
}
