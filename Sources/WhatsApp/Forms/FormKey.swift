// Moonpost
// SPDX-License-Identifier: Apache-2.0

package import Core
internal import Crypto
internal import CryptoExtras
internal import Foundation

/// The private key with which a number reads what WhatsApp Flows sends to its endpoint: RSA with 2,048 bits.
///
/// Source: Meta, "Implementing endpoint for Flows": RSA-OAEP with SHA-256 (of hash and mask), then AES-128-GCM.
package struct FormKey: Sendable {
    /// The key as it is kept, in PEM.
    package let pem: Secret
    /// What is uploaded to the number, and what it is read with there.
    package let publicPEM: String

    /// A new one.
    package init() throws {
        let key = try _RSA.Encryption.PrivateKey(keySize: .bits2048)
        pem = Secret(key.pemRepresentation)
        publicPEM = key.publicKey.pemRepresentation
    }

    /// - Throws: ``FormProblem`` where the text is no private key in PEM.
    package init(pem: Secret) throws(FormProblem) {
        do {
            publicPEM = try _RSA.Encryption.PrivateKey(pemRepresentation: pem.value).publicKey.pemRepresentation
            self.pem = pem
        } catch {
            throw FormProblem(reason: "it is no private key in PEM of RSA")
        }
    }

    /// Reads an encrypted request.
    /// - Throws: ``FormProblem`` where it was encrypted for another key, or is not whole.
    package func open(_ envelope: FormEnvelope) throws(FormProblem) -> (plain: [UInt8], seal: FormSeal) {
        let aes: Data
        do {
            aes = try _RSA.Encryption.PrivateKey(pemRepresentation: pem.value).decrypt(Data(envelope.key), padding: .PKCS1_OAEP_SHA256)
        } catch {
            throw FormProblem(reason: "the key of the request was not encrypted for this number's key")
        }
        guard aes.count == 16 else { throw FormProblem(reason: "the key of the request has \(aes.count) bytes instead of 16") }
        let seal = FormSeal(key: Array(aes), nonce: envelope.nonce)
        return (try seal.open(envelope.data), seal)
    }
}
