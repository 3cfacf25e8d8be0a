// Moonpost
// SPDX-License-Identifier: Apache-2.0

package import Core

/// A WhatsApp number as the store has it: its secrets are sealed.
package struct StoredNumber: Hashable, Sendable {
    /// The platform's id of it.
    package var id: String
    /// What admins call it; no two have the same.
    package var name: String
    /// Everything that is no secret.
    package var settings: JSON
    package var secrets: [UInt8]
    package var createdAt: Timestamp
    package var updatedAt: Timestamp

    package init(id: String, name: String, settings: JSON, secrets: [UInt8], createdAt: Timestamp, updatedAt: Timestamp) {
        self.id = id
        self.name = name
        self.settings = settings
        self.secrets = secrets
        self.createdAt = createdAt
        self.updatedAt = updatedAt
    }
}
