// Moonpost
// SPDX-License-Identifier: Apache-2.0

internal import Crypto
internal import Foundation

/// A file at the stand-in: its bytes follow from its id.
struct StandInFile {
    let id: String

    /// The id of the file of a message.
    static func id(of message: String) -> String { String(message.utf8.reduce(UInt64(7)) { ($0 &* 31 &+ UInt64($1)) % 1_000_000_000_000_000 }) }

    var bytes: [UInt8] { Array(String(repeating: "file \(id) ", count: 1_000).utf8) }
    /// As webhooks have it.
    var sha256: String { Data(SHA256.hash(data: bytes)).base64EncodedString() }
}
