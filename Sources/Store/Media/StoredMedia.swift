// Moonpost
// SPDX-License-Identifier: Apache-2.0

package import Core

/// A file that came with a message.
package struct StoredMedia: Hashable, Sendable {
    package enum State: String, Hashable, Sendable {
        /// It is fetched, or will be at `notBefore`.
        case waiting
        /// It is on the disk.
        case stored
        /// It will never be here; `error` says why.
        case failed
        /// It was here, and has been kept long enough.
        case deleted
    }

    /// The inbox entry of the message.
    package var id: UpdateID
    /// The platform's id of the number that received it.
    package var number: String
    /// Such as "image": what WhatsApp sent it as.
    package var kind: String
    /// The platform's id of the file; Twilio has none.
    package var platformID: String?
    /// Where it can be fetched, as the webhook said. Meta's works for 5 minutes.
    package var link: String?
    /// The media type, such as "image/jpeg".
    package var mime: String
    /// In hexadecimal, as the platform gave it; nil where it gave none.
    package var sha256: String?
    package var filename: String?
    package var state: State
    /// The SHA-256 of what is on the disk, in hexadecimal, which names it there.
    package var file: String?
    package var bytes: Int?
    package var attempts: Int
    package var notBefore: Timestamp?
    package var error: String?
    package var createdAt: Timestamp

    package init(
        id: UpdateID, number: String, kind: String, platformID: String?, link: String?, mime: String, sha256: String?, filename: String?,
        state: State = .waiting, file: String? = nil, bytes: Int? = nil, attempts: Int = 0, notBefore: Timestamp? = nil,
        error: String? = nil, createdAt: Timestamp
    ) {
        self.id = id
        self.number = number
        self.kind = kind
        self.platformID = platformID
        self.link = link
        self.mime = mime
        self.sha256 = sha256
        self.filename = filename
        self.state = state
        self.file = file
        self.bytes = bytes
        self.attempts = attempts
        self.notBefore = notBefore
        self.error = error
        self.createdAt = createdAt
    }
}
