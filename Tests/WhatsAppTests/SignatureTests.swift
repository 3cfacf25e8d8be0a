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
        #expect(Signature.verify(header: header, body: body, secrets: [secret]))
    }

    @Test("Uppercase digits verify too")
    func uppercase() {
        #expect(Signature.verify(header: "sha256=" + header.dropFirst(7).uppercased(), body: body, secrets: [secret]))
    }

    @Test("While a secret is rotated, either of the two verifies")
    func rotation() {
        #expect(Signature.verify(header: header, body: body, secrets: [Secret("new"), secret]))
        #expect(Signature.verify(header: header, body: body, secrets: [secret, Secret("new")]))
        #expect(!Signature.verify(header: header, body: body, secrets: [Secret("new"), Secret("newer")]))
    }

    @Test("One changed bit of the body or of the signature is refused", arguments: 0..<32)
    func changed(position: Int) {
        var other = body
        other[position % body.count] ^= 1
        #expect(!Signature.verify(header: header, body: other, secrets: [secret]))
        var digits = Array(header.utf8)
        let place = 7 + position * 2
        digits[place] = digits[place] == UInt8(ascii: "0") ? UInt8(ascii: "1") : UInt8(ascii: "0")
        #expect(!Signature.verify(header: String(decoding: digits, as: UTF8.self), body: body, secrets: [secret]))
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
        #expect(!Signature.verify(header: header, body: body, secrets: [secret]))
    }

    @Test("An empty secret, or none, never verifies")
    func emptySecret() {
        let forged = Signature.sign(body, secret: Secret(""))
        #expect(!Signature.verify(header: forged, body: body, secrets: [Secret("")]))
        #expect(!Signature.verify(header: header, body: body, secrets: []))
    }
}
