// Moonpost
// SPDX-License-Identifier: Apache-2.0

package import Core
internal import Crypto
internal import Foundation

/// Meta's signature of a webhook: HMAC-SHA256 of the raw body under the app secret, as
/// `X-Hub-Signature-256: sha256=<64 hexadecimal digits>`.
///
/// Source: Meta, "Create a webhook endpoint" (payload validation). The bytes are signed as they
/// travel, so they are verified before anything reads or re-encodes them.
package enum Signature {
    /// The header's name; HTTP compares names without regard to case.
    package static let headerName = "X-Hub-Signature-256"

    private static let prefix = Array("sha256=".utf8)

    /// Whether `header` is the signature of `body` under any of `secrets`.
    ///
    /// Several secrets are accepted so that an app secret can be rotated. The comparison takes the
    /// same time wherever a difference lies. A missing or malformed header, and an empty secret,
    /// never verify.
    package static func verify(header: String?, body: [UInt8], secrets: [Secret]) -> Bool {
        guard let header, let code = code(of: header) else { return false }
        return secrets.contains { secret in
            !secret.isEmpty
                && HMAC<SHA256>.isValidAuthenticationCode(code, authenticating: body, using: key(secret))
        }
    }

    /// The header's value for `body`, as Meta sends it.
    package static func sign(_ body: [UInt8], secret: Secret) -> String {
        "sha256=" + Hexadecimal.text(HMAC<SHA256>.authenticationCode(for: body, using: key(secret)))
    }

    private static func key(_ secret: Secret) -> SymmetricKey { SymmetricKey(data: Array(secret.value.utf8)) }

    /// The 32 bytes that a header names, or nil where it is malformed.
    private static func code(of header: String) -> [UInt8]? {
        let utf8 = header.utf8
        guard utf8.count == prefix.count + 64, utf8.starts(with: prefix) else { return nil }
        return Hexadecimal.bytes(utf8.dropFirst(prefix.count))
    }
}
