// Moonpost
// SPDX-License-Identifier: Apache-2.0

package import Core

/// What stood at an address that a script named.
package struct FetchedFile: Hashable, Sendable {
    /// The SHA-256 of what is on the disk, in hexadecimal, which names it there.
    package var file: String
    /// The media type, such as "image/jpeg".
    package var mime: String
    package var bytes: Int
    package var fetchedAt: Timestamp

    package init(file: String, mime: String, bytes: Int, fetchedAt: Timestamp) {
        self.file = file
        self.mime = mime
        self.bytes = bytes
        self.fetchedAt = fetchedAt
    }
}
