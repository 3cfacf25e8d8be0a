// Moonpost
// SPDX-License-Identifier: Apache-2.0

package import Core

/// A message template of an account, as the platform described it last.
package struct StoredTemplate: Hashable, Sendable {
    /// The platform's id of the account.
    package var account: String
    package var name: String
    package var language: String
    /// In the platform's words, such as "APPROVED".
    package var status: String
    package var category: String
    /// "GREEN", "YELLOW", "RED" or "UNKNOWN", where it is told.
    package var quality: String?
    /// The member of the platform's list.
    package var definition: JSON
    package var updatedAt: Timestamp

    package init(
        account: String, name: String, language: String, status: String, category: String, quality: String?, definition: JSON,
        updatedAt: Timestamp
    ) {
        self.account = account
        self.name = name
        self.language = language
        self.status = status
        self.category = category
        self.quality = quality
        self.definition = definition
        self.updatedAt = updatedAt
    }
}
