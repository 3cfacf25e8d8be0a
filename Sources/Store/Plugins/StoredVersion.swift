// Moonpost
// SPDX-License-Identifier: Apache-2.0

package import Core

/// A version of a plugin, kept for as long as anybody may need it.
package struct StoredVersion: Sendable {
    /// SHA-256 of the snapshot, in hexadecimal.
    package var hash: String
    package var plugin: String
    /// Sources and settings.
    package var snapshot: JSON
    /// What its files declared when they were loaded.
    package var declarations: JSON
    package var author: String
    package var createdAt: Timestamp
    /// Since when no turn is to run on it; known of the versions of a history.
    package var stoppedAt: Timestamp?

    package init(
        hash: String, plugin: String, snapshot: JSON, declarations: JSON, author: String, createdAt: Timestamp,
        stoppedAt: Timestamp? = nil
    ) {
        self.hash = hash
        self.plugin = plugin
        self.snapshot = snapshot
        self.declarations = declarations
        self.author = author
        self.createdAt = createdAt
        self.stoppedAt = stoppedAt
    }
}
