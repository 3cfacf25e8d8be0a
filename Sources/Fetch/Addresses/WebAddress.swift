// Moonpost
// SPDX-License-Identifier: Apache-2.0

internal import CCurl
internal import Core
internal import Foundation

/// An http or https URL, read by libcurl itself: what is checked is what libcurl goes to, however it is written.
package struct WebAddress: Hashable, Sendable, CustomStringConvertible {
    /// As libcurl writes it, without the fragment.
    package let url: String
    package let isEncrypted: Bool
    /// In small letters, without a dot at its end; an IPv4 address in four decimal numbers, an IPv6 address in brackets.
    package let host: String
    package let port: Int

    /// - Parameter base: Where a relative reference counts from.
    /// - Throws: ``FetchError`` with the code `invalidRequest`. The message has no path and no query: they may hold a token.
    package init(_ text: String, relativeTo base: WebAddress? = nil) throws(FetchError) {
        guard !text.isEmpty, text.utf8.count <= 8_000 else { throw Self.refusal("an address has 1 to 8000 bytes") }
        // What servers answer is less tidy than what people should write.
        let text = Self.encoded(text, spaces: base != nil)
        guard text.utf8.allSatisfy({ $0 > 0x20 && $0 != 0x7F }) else {
            throw Self.refusal("an address has no spaces and no control characters: write a space as %20")
        }
        guard let handle = curl_url() else { throw FetchError(code: .failed, message: "libcurl has no memory", requestWasWritten: false) }
        defer { curl_url_cleanup(handle) }
        if let base { curl_url_set(handle, CURLUPART_URL, base.url, 0) }
        let result = curl_url_set(handle, CURLUPART_URL, text, UInt32(CURLU_DISALLOW_USER))
        switch result {
        case CURLUE_OK: break
        case CURLUE_USER_NOT_ALLOWED:
            throw Self.refusal("an address names no user: send a header instead, as in headers = { Authorization = ... }")
        case CURLUE_UNSUPPORTED_SCHEME, CURLUE_BAD_SCHEME: throw Self.refusal("an address begins with https:// or http://")
        default:
            let reason = String(cString: curl_url_strerror(result))
            throw Self.refusal("it is not an address like https://api.example.com/prices (\(reason))")
        }
        curl_url_set(handle, CURLUPART_FRAGMENT, nil, 0)
        guard let scheme = Self.part(CURLUPART_SCHEME, of: handle), ["http", "https"].contains(scheme) else {
            throw Self.refusal("an address begins with https:// or http://")
        }
        // It picks one of this machine's networks.
        guard Self.part(CURLUPART_ZONEID, of: handle) == nil else { throw Self.refusal("an address has no zone: it is not a host on the internet") }
        guard let host = Self.part(CURLUPART_HOST, of: handle)?.lowercased(), let url = Self.part(CURLUPART_URL, of: handle),
            let port = Self.part(CURLUPART_PORT, of: handle, UInt32(CURLU_DEFAULT_PORT)).flatMap({ Int($0) }), port > 0
        else { throw Self.refusal("it names no host: write it like https://api.example.com/prices") }
        self.url = url
        isEncrypted = scheme == "https"
        self.port = port
        self.host = try Self.checked(host.hasSuffix(".") ? String(host.dropLast()) : host)
    }

    /// "api.example.com", or with the port where it is not the scheme's own.
    package var authority: String { port == (isEncrypted ? 443 : 80) ? host : "\(host):\(port)" }

    /// The scheme, host and port: RFC 6454.
    package var origin: String { (isEncrypted ? "https://" : "http://") + authority }

    package var description: String { url }

    /// The address that the host is, where it is no name.
    var literal: IPAddress? { IPAddress(host.hasPrefix("[") ? String(host.dropFirst().dropLast()) : host) }

    /// With what is beyond ASCII as %XX.
    private static func encoded(_ text: String, spaces: Bool) -> String {
        guard text.utf8.contains(where: { $0 >= 0x80 || $0 == 0x20 }) else { return text }
        return String(decoding: text.utf8.flatMap { byte -> [UInt8] in
            guard byte >= 0x80 || spaces && byte == 0x20 else { return [byte] }
            let digits = Array("0123456789ABCDEF".utf8)
            return [UInt8(ascii: "%"), digits[Int(byte >> 4)], digits[Int(byte & 15)]]
        }, as: UTF8.self)
    }

    private static func checked(_ host: String) throws(FetchError) -> String {
        if host.hasPrefix("[") {
            guard IPAddress(String(host.dropFirst().dropLast())) != nil else { throw refusal("\"\(host.prefix(60))\" is not a host") }
            return host
        }
        let labels = host.split(separator: ".", omittingEmptySubsequences: false)
        guard host.utf8.count <= 253, labels.allSatisfy({ label in
            (1...63).contains(label.utf8.count) && label.utf8.allSatisfy { Self.isNameByte($0) }
        }) else { throw refusal("\"\(host.prefix(60))\" is not a host") }
        // What ends in a number is an address, and resolvers read more of them than libcurl does.
        if let last = labels.last, last.first?.isNumber == true, Self.isNumber(last), IPAddress(host) == nil {
            throw refusal("\"\(host.prefix(60))\" is neither a name nor an address")
        }
        return host
    }

    private static func isNameByte(_ byte: UInt8) -> Bool {
        switch byte {
        case UInt8(ascii: "a")...UInt8(ascii: "z"), UInt8(ascii: "0")...UInt8(ascii: "9"), UInt8(ascii: "-"), UInt8(ascii: "_"): true
        default: false
        }
    }

    private static func isNumber(_ label: Substring) -> Bool {
        label.hasPrefix("0x") ? label.dropFirst(2).allSatisfy(\.isHexDigit) : label.allSatisfy(\.isNumber)
    }

    private static func part(_ part: CURLUPart, of handle: OpaquePointer, _ flags: UInt32 = 0) -> String? {
        var text: UnsafeMutablePointer<CChar>?
        guard curl_url_get(handle, part, &text, flags) == CURLUE_OK, let text else { return nil }
        defer { curl_free(text) }
        return String(cString: text)
    }

    private static func refusal(_ reason: String) -> FetchError {
        FetchError(code: .invalidRequest, message: reason, requestWasWritten: false)
    }
}
