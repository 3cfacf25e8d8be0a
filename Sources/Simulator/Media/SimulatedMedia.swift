// Moonpost
// SPDX-License-Identifier: Apache-2.0

package import Core
internal import Crypto

/// A file on the platform: one that a person sent, or one that was uploaded.
package struct SimulatedMedia: Hashable, Sendable {
    package var id: String
    /// Whose it is: the number that received it, or for which it was uploaded.
    package var number: String
    package var mime: String
    package var bytes: [UInt8]
    /// Of documents.
    package var filename: String?
    package var expiresAt: Timestamp
    /// The address that was given out last works until then.
    var linkUntil: Timestamp?

    /// 7 days for what people send, 30 for what was uploaded. Source: Meta, "Media".
    static let receivedLifetime = Duration.seconds(7 * 86_400)
    static let uploadedLifetime = Duration.seconds(30 * 86_400)
    /// Source: Meta, "Media": "media URLs expire after 5 minutes".
    static let linkLifetime = Duration.seconds(300)

    var sha256: [UInt8] { Array(SHA256.hash(data: bytes)) }
}
