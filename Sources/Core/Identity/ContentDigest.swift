// Moonpost
// SPDX-License-Identifier: Apache-2.0

internal import Crypto

/// The SHA-256 of something, in hexadecimal (FIPS 180-4).
package enum ContentDigest {
    package static func of(_ text: String) -> String { Hexadecimal.text(SHA256.hash(data: Array(text.utf8))) }
}
