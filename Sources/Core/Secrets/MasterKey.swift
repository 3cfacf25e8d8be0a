// Moonpost
// SPDX-License-Identifier: Apache-2.0

internal import Crypto
internal import Foundation

/// The one key of an installation: 32 bytes, from which a key for each purpose is derived (HKDF-SHA256, RFC 5869).
///
/// What is sealed is encrypted and authenticated with AES-256-GCM under a random nonce, and bound to what it belongs to: moved
/// to another row it does not open.
package struct MasterKey: Sendable, CustomStringConvertible, CustomDebugStringConvertible, CustomReflectable {
    /// What a derived key is for. Keys of two purposes have nothing in common.
    package enum Purpose: String, Sendable {
        /// Tokens and app secrets of numbers.
        case credentials
        /// Addresses of media that scripts may hand out.
        case mediaLinks
        /// One-time codes that link a contact to a user.
        case linkCodes
        /// Private keys of WhatsApp Flows.
        case flowKeys
    }

    package static let length = 32

    private let root: SymmetricKey

    /// - Parameter text: 32 bytes in base64, as `moonpost key` prints them; white space around is ignored.
    package init(base64 text: String) throws(MasterKeyProblem) {
        let trimmed = text.trimmingCharacters(in: .whitespacesAndNewlines)
        guard let bytes = Data(base64Encoded: trimmed) else { throw MasterKeyProblem("is not base64") }
        guard bytes.count == Self.length else { throw MasterKeyProblem("has \(bytes.count) bytes instead of \(Self.length)") }
        root = SymmetricKey(data: bytes)
    }

    /// A new key from the system's random numbers.
    package init() { root = SymmetricKey(size: .bits256) }

    /// The key itself, as ``init(base64:)`` reads it.
    package var base64: Secret { Secret(root.withUnsafeBytes { Data($0).base64EncodedString() }) }

    /// - Parameter owner: What the bytes belong to, such as the id of the row and the name of the column.
    package func seal(_ bytes: some Sequence<UInt8>, for purpose: Purpose, of owner: String) throws -> [UInt8] {
        let box = try AES.GCM.seal(Array(bytes), using: key(for: purpose), authenticating: Array(owner.utf8))
        return Array(box.nonce) + box.ciphertext + box.tag
    }

    /// - Throws: ``MasterKeyProblem`` where the bytes were sealed with another key, for another purpose or owner, or changed since.
    package func open(_ sealed: [UInt8], for purpose: Purpose, of owner: String) throws(MasterKeyProblem) -> [UInt8] {
        do {
            let box = try AES.GCM.SealedBox(combined: sealed)
            return Array(try AES.GCM.open(box, using: key(for: purpose), authenticating: Array(owner.utf8)))
        } catch {
            throw MasterKeyProblem("does not open what was sealed: it is another key, or what is stored was changed")
        }
    }

    /// An HMAC-SHA256 of `message`.
    package func sign(_ message: some Sequence<UInt8>, for purpose: Purpose) -> [UInt8] {
        Array(HMAC<SHA256>.authenticationCode(for: Array(message), using: key(for: purpose)))
    }

    /// Compares in constant time.
    package func isSignature(_ signature: [UInt8], of message: some Sequence<UInt8>, for purpose: Purpose) -> Bool {
        HMAC<SHA256>.isValidAuthenticationCode(signature, authenticating: Array(message), using: key(for: purpose))
    }

    private func key(for purpose: Purpose) -> SymmetricKey {
        HKDF<SHA256>.deriveKey(inputKeyMaterial: root, info: Array("moonpost \(purpose.rawValue)".utf8), outputByteCount: Self.length)
    }

    package var description: String { "(master key)" }
    package var debugDescription: String { "(master key)" }
    package var customMirror: Mirror { Mirror(self, children: []) }
}
