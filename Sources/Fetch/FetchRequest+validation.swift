// Moonpost
// SPDX-License-Identifier: Apache-2.0

extension FetchRequest {
    /// Why this cannot be sent as it stands, or nil.
    ///
    /// A line break in a header would begin another header, and a zero byte would end a C string early; the rest of
    /// the URL is judged by libcurl.
    var problem: String? {
        guard !method.isEmpty, method.utf8.allSatisfy(Self.isTokenCharacter) else {
            return "the method is not a word of letters"
        }
        guard url.utf8.allSatisfy({ $0 > 0x20 && $0 != 0x7F }) else {
            return "the URL holds a space or a control character"
        }
        for (name, value) in headers {
            guard !name.isEmpty, name.utf8.allSatisfy(Self.isTokenCharacter) else {
                return "\"\(name)\" is not the name of a header"
            }
            guard value.utf8.allSatisfy({ $0 >= 0x20 && $0 != 0x7F || $0 == 0x09 }) else {
                return "the header \(name) holds a control character"
            }
        }
        if timeout <= .zero || connectTimeout <= .zero { return "the time-out is not positive" }
        if let upload, upload.length < 0 || !body.isEmpty { return "it has two bodies, or one of a negative length" }
        if maximumResponse < 0 { return "the longest response is negative" }
        return nil
    }

    /// Sending such a request twice has the same effect as sending it once (RFC 9110, section 9.2.2).
    var isIdempotent: Bool {
        switch method {
        case "GET", "HEAD", "OPTIONS", "PUT", "DELETE", "TRACE": true
        default: false
        }
    }

    var isEncrypted: Bool { url.utf8.prefix(6).elementsEqual("https:".utf8) { $0 | 0x20 == $1 | 0x20 } }

    /// RFC 9110, section 5.6.2.
    private static func isTokenCharacter(_ byte: UInt8) -> Bool {
        switch byte {
        case UInt8(ascii: "a")...UInt8(ascii: "z"), UInt8(ascii: "A")...UInt8(ascii: "Z"),
            UInt8(ascii: "0")...UInt8(ascii: "9"):
            true
        default: "!#$%&'*+-.^_`|~".utf8.contains(byte)
        }
    }
}
