// Moonpost
// SPDX-License-Identifier: Apache-2.0

extension Configuration {
    /// `[database]`: where everything is kept.
    package struct Database: Hashable, Sendable {
        /// What comes before the path of an SQLite file.
        package static let scheme = "sqlite:"

        /// The path of the SQLite file.
        package var path: String
        /// How many bytes of memory the store may fill with what it reads and writes often.
        package var cache: Int

        package init(path: String = "data/moonpost.db", cache: Int = 64 << 20) {
            self.path = path
            self.cache = cache
        }

        /// Where files of messages lie unless the configuration names a folder: beside the database.
        package var mediaFolder: String { besides("media") }

        /// Where the key of the installation is unless the configuration names a file.
        package var keyFile: String { besides("moonpost.key") }

        private func besides(_ name: String) -> String {
            guard let slash = path.lastIndex(of: "/") else { return name }
            return path[...slash] + name
        }

        /// As the file has it: `sqlite:PATH`.
        package var url: String { Self.scheme + path }
    }
}
