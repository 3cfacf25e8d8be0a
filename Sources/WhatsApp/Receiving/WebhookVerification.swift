// Moonpost
// SPDX-License-Identifier: Apache-2.0

package import Core
internal import Crypto
internal import Foundation

/// The handshake with which Meta checks that a webhook address is ours.
///
/// Meta sends `GET ?hub.mode=subscribe&hub.verify_token=…&hub.challenge=…` and expects the challenge
/// back, as it is, with status 200. Source: Meta, "Create a webhook endpoint".
package enum WebhookVerification {
    /// The body to answer with, or nil where the request must be refused with 403.
    ///
    /// An empty expected token never matches. Tokens are compared by their digests, so that the
    /// time taken tells nothing about them.
    package static func answer(mode: String?, token: String?, challenge: String?, expected: [Secret]) -> String? {
        guard mode == "subscribe", let token, !token.isEmpty, let challenge, !challenge.isEmpty else { return nil }
        let given = SHA256.hash(data: Array(token.utf8))
        let matches = expected.contains { secret in
            !secret.isEmpty && SHA256.hash(data: Array(secret.value.utf8)) == given
        }
        return matches ? challenge : nil
    }
}
