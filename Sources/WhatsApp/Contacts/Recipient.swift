// Moonpost
// SPDX-License-Identifier: Apache-2.0

/// Where a message goes: Meta takes a phone number as `to` and a business-scoped user id as `recipient`.
///
/// Source: Meta, "Business-scoped user IDs" (Messages API); where both stand, `to` counts.
package enum Recipient: Hashable, Sendable {
    /// Digits with the country code.
    case phone(String)
    /// A BSUID or a parent BSUID.
    case userID(String)

    package var text: String {
        switch self {
        case .phone(let digits): digits
        case .userID(let id): id
        }
    }
}
