// Moonpost
// SPDX-License-Identifier: Apache-2.0

package import Core
internal import Crypto
internal import Foundation

/// Twilio's signature of a request, in `X-Twilio-Signature`: base64 of an HMAC-SHA1 under the account's auth token.
///
/// A form is signed as the whole public address, then each name and value, sorted by name; of a name that stands several
/// times each different value once, sorted. Any other body is signed by its SHA-256, which stands in the address as
/// `bodySHA256`. Source: Twilio, "Webhooks security", and the `RequestValidator` of its libraries.
package enum TwilioSignature {
    /// HTTP compares names without regard to case.
    package static let headerName = "X-Twilio-Signature"
    /// The query parameter with the digest of a body that is no form.
    package static let digestName = "bodySHA256"

    /// What a signature covers beside the address.
    package enum Content: Hashable, Sendable {
        case form(FormFields)
        /// The digest is part of the address.
        case body([UInt8])
    }

    /// The header's value for a form posted to `url`.
    package static func sign(_ fields: FormFields, url: String, token: Secret) -> String {
        encode(HMAC<Insecure.SHA1>.authenticationCode(for: text(fields, url: url), using: key(token)))
    }

    /// The address that a body which is no form is posted to, with its digest, and the header's value.
    package static func sign(_ body: [UInt8], url: String, token: Secret) -> (url: String, signature: String) {
        let whole = url + (url.contains("?") ? "&" : "?") + digestName + "=" + digest(of: body)
        return (whole, encode(HMAC<Insecure.SHA1>.authenticationCode(for: Array(whole.utf8), using: key(token))))
    }

    static func digest(of body: [UInt8]) -> String { Hexadecimal.text(SHA256.hash(data: body)) }

    static func key(_ token: Secret) -> SymmetricKey { SymmetricKey(data: Array(token.value.utf8)) }

    /// What is signed for a form. Names and values are sorted by their code points, which is the order of UTF-8.
    static func text(_ fields: FormFields, url: String) -> [UInt8] {
        var text = Array(url.utf8)
        var seen: Set<FormFields.Field> = []
        let pairs = fields.fields.filter { seen.insert($0).inserted }.map { (Array($0.name.utf8), Array($0.value.utf8)) }
        for (name, value) in pairs.sorted(by: { $0.0 == $1.0 ? isBefore($0.1, $1.1) : isBefore($0.0, $1.0) }) {
            text += name
            text += value
        }
        return text
    }

    /// The spellings of an address under which Twilio may have signed: without a port, and with the one it has or its
    /// scheme's own. Twilio's own libraries try both, because its servers differ.
    static func spellings(of url: String) -> [String] {
        guard let scheme = url.range(of: "://") else { return [url] }
        let end = url[scheme.upperBound...].firstIndex { "/?#".contains($0) } ?? url.endIndex
        let authority = url[scheme.upperBound..<end]
        let host = authority.lastIndex(of: "@").map { authority[authority.index(after: $0)...] } ?? authority
        let before = String(url[..<end]), after = String(url[end...])
        // In an IPv6 address only what stands behind the bracket is a port.
        if let colon = host.lastIndex(of: ":"), !host[colon...].contains("]") {
            return [String(url[..<colon]) + after, url]
        }
        return [url, before + (url.lowercased().hasPrefix("https:") ? ":443" : ":80") + after]
    }

    private static func encode(_ code: HMAC<Insecure.SHA1>.MAC) -> String { Data(code).base64EncodedString() }

    private static func isBefore(_ left: [UInt8], _ right: [UInt8]) -> Bool { left.lexicographicallyPrecedes(right) }
}
