// Moonpost
// SPDX-License-Identifier: Apache-2.0

extension Configuration {
    /// `[security]`: where the key of the installation is.
    package struct Security: Hashable, Sendable {
        /// The file that `moonpost key` makes; nil is "moonpost.key" beside the database. MOONPOST_KEY comes before it.
        package var keyFile: String?

        package init(keyFile: String? = nil) { self.keyFile = keyFile }
    }
}
