// Moonpost
// SPDX-License-Identifier: Apache-2.0

extension Configuration {
    /// `[media]`: the files that come with messages.
    package struct Media: Hashable, Sendable {
        /// The folder in which they lie; nil is the folder "media" beside the database.
        package var folder: String?
        /// The largest file that is taken, in bytes. Meta's own limit is 100 MB (error 131052 beyond it).
        package var largest: Int
        /// How long a message waits for its file before a script sees it without.
        package var wait: Duration
        /// How long a file is kept.
        package var keep: Duration
        /// How long the address that scripts see of a file works.
        package var linkLifetime: Duration
        /// Whether a file that a script sends by its address is fetched and uploaded, so that one that is not there is noticed;
        /// false leaves fetching it to Meta.
        package var uploadsLinks: Bool

        package init(
            folder: String? = nil, largest: Int = 100 << 20, wait: Duration = .seconds(10), keep: Duration = .seconds(90 * 86_400),
            linkLifetime: Duration = .seconds(3_600), uploadsLinks: Bool = true
        ) {
            self.folder = folder
            self.largest = largest
            self.wait = wait
            self.keep = keep
            self.linkLifetime = linkLifetime
            self.uploadsLinks = uploadsLinks
        }
    }
}
