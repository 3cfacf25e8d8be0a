// Moonpost
// SPDX-License-Identifier: Apache-2.0

package import Core
internal import Crypto
internal import Foundation

/// Verifies Twilio's signatures under any of a few auth tokens.
package struct TwilioSignatureVerifier: Sendable {
    private let tokens: [Secret]

    /// - Parameter tokens: Those of several accounts, or the primary and the secondary one while a token is rotated. An
    ///   empty one never verifies anything.
    package init(_ tokens: [Secret]) { self.tokens = tokens.filter { !$0.isEmpty } }

    /// The token under which `header` is the signature of a request to `url`, nil where there is none.
    ///
    /// - Parameter url: The address that Twilio called, query included: the public one, whatever a proxy made of it.
    ///   The comparison takes the same time wherever a difference lies.
    package func token(header: String?, url: String, content: TwilioSignature.Content) -> Secret? {
        // Of several spellings of the same bytes one is Twilio's.
        guard let header, header.utf8.count == 28, let code = Data(base64Encoded: header), code.base64EncodedString() == header else { return nil }
        let fields: FormFields
        switch content {
        case .form(let form): fields = form
        case .body(let body):
            // Nothing but the digest in the address covers such a body.
            guard let digest = Self.digest(in: url), Self.isEqual(digest, TwilioSignature.digest(of: body)) else { return nil }
            fields = FormFields()
        }
        let texts = TwilioSignature.spellings(of: url).map { TwilioSignature.text(fields, url: $0) }
        for token in tokens {
            let key = TwilioSignature.key(token)
            for text in texts where HMAC<Insecure.SHA1>.authenticationCode(for: text, using: key) == code { return token }
        }
        return nil
    }

    private static func digest(in url: String) -> String? {
        guard let query = url.split(separator: "?", maxSplits: 1).dropFirst().first else { return nil }
        let parts = query.prefix { $0 != "#" }.split(separator: "&")
        return parts.first { $0.hasPrefix(TwilioSignature.digestName + "=") }
            .map { String($0.dropFirst(TwilioSignature.digestName.count + 1)) }
    }

    /// In the same time wherever a difference lies: the digests of both are compared.
    private static func isEqual(_ left: String, _ right: String) -> Bool {
        SHA256.hash(data: Array(left.lowercased().utf8)) == SHA256.hash(data: Array(right.utf8))
    }
}
