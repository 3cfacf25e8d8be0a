// Moonpost
// SPDX-License-Identifier: Apache-2.0

extension Configuration {
    /// `[database]`: where everything is kept.
    package struct Database: Hashable, Sendable {
        /// What comes before the path of an SQLite file.
        package static let scheme = "sqlite:"

        /// The path of the SQLite file.
        package var path: String

        package init(path: String = "data/moonpost.db") {
            self.path = path
        }

        /// As the file has it: `sqlite:PATH`.
        package var url: String { Self.scheme + path }
    }
}
