// Moonpost
// SPDX-License-Identifier: Apache-2.0

internal import Crypto
internal import Foundation

/// The key of one request, under which it is read and answered.
package struct FormSeal: Sendable {
    let key: [UInt8]
    /// Of the request; the answer has each of its bits turned.
    let nonce: [UInt8]

    private static let tagLength = 16

    func open(_ data: [UInt8]) throws(FormProblem) -> [UInt8] {
        guard data.count >= Self.tagLength else { throw FormProblem(reason: "the request has \(data.count) bytes, fewer than its tag alone") }
        do {
            let box = try AES.GCM.SealedBox(
                nonce: AES.GCM.Nonce(data: nonce), ciphertext: data.dropLast(Self.tagLength), tag: data.suffix(Self.tagLength))
            return Array(try AES.GCM.open(box, using: SymmetricKey(data: key)))
        } catch {
            throw FormProblem(reason: "the request was changed on its way, or encrypted otherwise")
        }
    }

    /// The answer, as it stands in the body: base64 of what is encrypted and its tag.
    package func seal(_ plain: [UInt8]) throws -> String {
        let box = try AES.GCM.seal(plain, using: SymmetricKey(data: key), nonce: AES.GCM.Nonce(data: nonce.map { $0 ^ 0xFF }))
        return (box.ciphertext + box.tag).base64EncodedString()
    }
}
