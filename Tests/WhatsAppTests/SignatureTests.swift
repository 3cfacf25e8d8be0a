// Moonpost
// SPDX-License-Identifier: Apache-2.0

internal import Core
internal import Testing
internal import WhatsApp

struct SignatureTests {
    /// RFC 4231, test case 2.
    private let body = Array("what do ya want for nothing?".utf8)
    private let secret = Secret("Jefe")
    private let header = "sha256=5bdcc146bf60754e6a042426089575c75a003f089d2739839dec58b964ec3843"

    @Test("The signature of RFC 4231's second case is the one it prints")
    func knownAnswer() {
        #expect(Signature.sign(body, secret: secret) == header)
        #expect(SignatureVerifier([secret]).secret(header: header, body: body) != nil)
    }

    @Test("Uppercase digits verify too")
    func uppercase() {
        #expect(SignatureVerifier([secret]).secret(header: "sha256=" + header.dropFirst(7).uppercased(), body: body) != nil)
    }

    @Test("While a secret is rotated, either of the two verifies")
    func rotation() {
        #expect(SignatureVerifier([Secret("new"), secret]).secret(header: header, body: body) != nil)
        #expect(SignatureVerifier([secret, Secret("new")]).secret(header: header, body: body) != nil)
        #expect(SignatureVerifier([Secret("new"), Secret("newer")]).secret(header: header, body: body) == nil)
    }

    @Test("One changed bit of the body or of the signature is refused", arguments: 0..<32)
    func changed(position: Int) {
        var other = body
        other[position % body.count] ^= 1
        #expect(SignatureVerifier([secret]).secret(header: header, body: other) == nil)
        var digits = Array(header.utf8)
        let place = 7 + position * 2
        digits[place] = digits[place] == UInt8(ascii: "0") ? UInt8(ascii: "1") : UInt8(ascii: "0")
        #expect(SignatureVerifier([secret]).secret(header: String(decoding: digits, as: UTF8.self), body: body) == nil)
    }

    @Test(
        "A missing or malformed header is refused",
        arguments: [
            nil, "", "sha256=", "sha1=5bdcc146bf60754e6a042426089575c75a003f08",
            "5bdcc146bf60754e6a042426089575c75a003f089d2739839dec58b964ec3843",
            "sha256=5bdcc146bf60754e6a042426089575c75a003f089d2739839dec58b964ec384",
            "sha256=5bdcc146bf60754e6a042426089575c75a003f089d2739839dec58b964ec38433",
            "sha256=5bdcc146bf60754e6a042426089575c75a003f089d2739839dec58b964ec384g",
            "SHA256=5bdcc146bf60754e6a042426089575c75a003f089d2739839dec58b964ec3843",
            "sha256=5bdcc146bf60754e6a042426089575c75a003f089d2739839dec58b964ec38é",
        ])
    func malformed(header: String?) {
        #expect(SignatureVerifier([secret]).secret(header: header, body: body) == nil)
    }

    @Test("An empty secret, or none, never verifies")
    func emptySecret() {
        let forged = Signature.sign(body, secret: Secret(""))
        #expect(SignatureVerifier([Secret("")]).secret(header: forged, body: body) == nil)
        #expect(SignatureVerifier([]).secret(header: header, body: body) == nil)
    }
}
