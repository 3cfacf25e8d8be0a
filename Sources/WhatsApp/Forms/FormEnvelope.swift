// Moonpost
// SPDX-License-Identifier: Apache-2.0

package import Core
internal import Foundation

/// The body of a request of WhatsApp Flows, before it is decrypted.
package struct FormEnvelope: Sendable {
    /// What is encrypted, with its tag of 16 bytes.
    package var data: [UInt8]
    /// The AES key, encrypted for ours.
    package var key: [UInt8]
    /// 16 bytes.
    package var nonce: [UInt8]

    /// - Throws: ``FormProblem`` where a field is missing or no base64.
    package init(_ body: JSON) throws(FormProblem) {
        func bytes(_ name: String) throws(FormProblem) -> [UInt8] {
            guard let text = body[name]?.text, let data = Data(base64Encoded: text) else {
                throw FormProblem(reason: "\(name) is missing, or no base64")
            }
            return Array(data)
        }
        data = try bytes("encrypted_flow_data")
        key = try bytes("encrypted_aes_key")
        nonce = try bytes("initial_vector")
        guard nonce.count >= 12, nonce.count <= 64 else { throw FormProblem(reason: "initial_vector has \(nonce.count) bytes instead of 16") }
    }
}

/// Why a request of WhatsApp Flows cannot be read.
package struct FormProblem: Error, Hashable, Sendable, CustomStringConvertible {
    package var reason: String
    package init(reason: String) { self.reason = reason }
    package var description: String { reason }
}
