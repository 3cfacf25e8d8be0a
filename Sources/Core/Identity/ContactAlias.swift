// Moonpost
// SPDX-License-Identifier: Apache-2.0

/// A name by which a platform knows a contact. A contact has any combination of them, and they change.
package struct ContactAlias: Hashable, Sendable {
    package enum Kind: String, Hashable, Sendable, CaseIterable {
        /// Digits only, with the country's code and without "+".
        case phone
        /// Business-scoped user id (Meta, since April 2026).
        case userID = "user_id"
        case parentUserID = "parent_user_id"
        /// May pass to somebody else, so it identifies a contact only where nothing better is known.
        case username
    }

    package var kind: Kind
    package var value: String

    package init(_ kind: Kind, _ value: String) {
        self.kind = kind
        self.value = value
    }
}
