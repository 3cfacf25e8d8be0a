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

    /// The header's value for `body`, as Meta sends it.
    package static func sign(_ body: [UInt8], secret: Secret) -> String {
        "sha256=" + Hexadecimal.text(HMAC<SHA256>.authenticationCode(for: body, using: key(secret)))
    }

    fileprivate static func key(_ secret: Secret) -> SymmetricKey { SymmetricKey(data: Array(secret.value.utf8)) }

    /// The 32 bytes that a header names, or nil where it is malformed.
    fileprivate static func code(of header: String) -> [UInt8]? {
        let utf8 = header.utf8
        guard utf8.count == prefix.count + 64, utf8.starts(with: prefix) else { return nil }
        return Hexadecimal.bytes(utf8.dropFirst(prefix.count))
    }
}

/// Verifies signatures under any of a few secrets, whose keys it has scheduled beforehand.
package struct SignatureVerifier: Sendable {
    private let keys: [(secret: Secret, code: HMAC<SHA256>)]

    /// - Parameter secrets: Those of several apps, or the old and the new one while a secret is rotated. An empty one
    ///   never verifies anything.
    package init(_ secrets: [Secret]) {
        keys = secrets.filter { !$0.isEmpty }.map { ($0, HMAC<SHA256>(key: Signature.key($0))) }
    }

    /// The secret under which `header` is the signature of `body`; nil where there is none, or the header is missing or
    /// malformed. The comparison takes the same time wherever a difference lies.
    package func secret(header: String?, body: [UInt8]) -> Secret? {
        guard let header, let code = Signature.code(of: header) else { return nil }
        for (secret, start) in keys {
            var hmac = start
            hmac.update(data: body)
            // Equal in constant time: swift-crypto compares codes so.
            if hmac.finalize() == code { return secret }
        }
        return nil
    }
}
