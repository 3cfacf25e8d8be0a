// Moonpost
// SPDX-License-Identifier: Apache-2.0

package import Core
internal import Crypto

/// Shows the Graph API that whoever has the access token has the app's secret, too: `appsecret_proof`.
///
/// Source: Meta, "Secure Graph API calls".
package enum AppSecretProof {
    package static func text(token: Secret, secret: Secret) -> String {
        Hexadecimal.text(
            HMAC<SHA256>.authenticationCode(for: Array(token.value.utf8), using: SymmetricKey(data: Array(secret.value.utf8))))
    }
}
