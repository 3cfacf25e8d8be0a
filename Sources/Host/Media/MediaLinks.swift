// Moonpost
// SPDX-License-Identifier: Apache-2.0

package import Core
internal import Store

/// Addresses of files on this host, which whoever has them may fetch for a while: signed, with the time at which they end.
package struct MediaLinks: Sendable {
    /// What an address is worth.
    package enum Verdict: Hashable, Sendable {
        case good, forged
        case expired
    }

    private let keys: KeyRing
    private let address: PublicAddress

    /// The path before the file's id.
    package static let path = "/media"

    package init(keys: KeyRing, address: PublicAddress) {
        self.keys = keys
        self.address = address
    }

    /// The public address of a file, until `end`.
    package func url(of id: String, until end: Timestamp) -> String {
        // In whole seconds, as people who look at it expect.
        let expires = String(end.milliseconds / 1_000)
        let signature = Hexadecimal.text(keys.signing.sign(Self.message(id, expires), for: .mediaLinks))
        return address.url(of: "\(Self.path)/\(id)?expires=\(expires)&signature=\(signature)")
    }

    /// - Parameters:
    ///   - expires: As it stands in the address.
    ///   - signature: As it stands in the address.
    package func verdict(of id: String, expires: String, signature: String, at now: Timestamp) -> Verdict {
        guard let bytes = Hexadecimal.bytes(signature.utf8),
            keys.verifying.contains(where: { $0.isSignature(bytes, of: Self.message(id, expires), for: .mediaLinks) }),
            let end = Int64(expires)
        else { return .forged }
        return now.milliseconds / 1_000 < end ? .good : .expired
    }

    private static func message(_ id: String, _ expires: String) -> [UInt8] { Array("\(id)\n\(expires)".utf8) }
}
