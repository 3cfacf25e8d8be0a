// Moonpost
// SPDX-License-Identifier: Apache-2.0

internal import Core
internal import Testing
internal import WhatsApp

struct TwilioSignatureTests {
    // The values with which Twilio's own library twilio-python tests its validator.
    private static let url = "https://mycompany.com/myapp.php?foo=1&bar=2"
    private static let token = Secret("12345")
    private static let form = FormFields([
        ("CallSid", "CA1234567890ABCDE"), ("Digits", "1234"), ("From", "+14158675309"), ("To", "+18005551212"),
        ("Caller", "+14158675309"),
    ])
    private static let signature = "RSOYDt4T1cUTdK1PDd93/VVr8B8="

    private static func isValid(
        _ signature: String?, _ url: String = Self.url, _ content: TwilioSignature.Content = .form(Self.form), _ tokens: [Secret] = [Self.token]
    ) -> Bool { TwilioSignatureVerifier(tokens).token(header: signature, url: url, content: content) != nil }

    @Test("A form is signed as Twilio's own library signs it")
    func form() {
        #expect(TwilioSignature.sign(Self.form, url: Self.url, token: Self.token) == Self.signature)
        #expect(Self.isValid(Self.signature))
    }

    @Test("Names and values are sorted, and a pair that stands twice counts once")
    func repetitions() throws {
        let form = try FormFields(parsing: Array("Sid=CA123&SidAccount=AC123&Digits=5678&Digits=1234&Digits=1234".utf8))
        #expect(TwilioSignature.sign(form, url: Self.url, token: Self.token) == "IK+Dwps556ElfBT0I3Rgjkr1wJU=")
    }

    @Test("The signature holds with and without a port in the address, as Twilio's servers differ")
    func ports() {
        let custom = Self.url.replacing(".com", with: ".com:1234")
        #expect(Self.isValid(Self.signature, custom))
        #expect(Self.isValid("Zmvh+3yNM1Phv2jhDCwEM3q5ebU=", custom.replacing("https", with: "http")))
        #expect(Self.isValid("kvajT1Ptam85bY51eRf/AJRuM3w="))
        #expect(Self.isValid("0ZXoZLH/DfblKGATFgpif+LLRf4=", Self.url.replacing("https", with: "http")))
        let ipv6 = "http://[::1]:8080/x", bare = "http://[::1]/x"
        #expect(Self.isValid(TwilioSignature.sign(Self.form, url: bare, token: Self.token), ipv6))
    }

    @Test("A body that is no form is covered by the digest in the address, and by nothing without it")
    func digest() {
        let body = Array("{\"property\": \"value\", \"boolean\": true}".utf8)
        let whole = Self.url + "&bodySHA256=0a1ff7634d9ab3b95db5c9a2dfe9416e41502b283a80c7cf19632632f96e6620"
        #expect(Self.isValid("a9nBmqA0ju/hNViExpshrM61xv4=", whole, .body(body)))
        #expect(!Self.isValid("a9nBmqA0ju/hNViExpshrM61xv4=", whole, .body(body + [0x20])))
        #expect(TwilioSignature.sign(body, url: Self.url, token: Self.token) == (whole, "a9nBmqA0ju/hNViExpshrM61xv4="))
        let bare = TwilioSignature.sign(FormFields(), url: Self.url, token: Self.token)
        #expect(!Self.isValid(bare, Self.url, .body(body)))
    }

    @Test(
        "A changed field, address or header, and any other token, are refused",
        arguments: ["", "RSOYDt4T1cUTdK1PDd93/VVr8B9=", "not base64 at all, but 28 ch", "RSOYDt4T1cUTdK1PDd93/VVr8B8=="])
    func wrong(header: String) {
        #expect(!Self.isValid(header))
    }

    @Test("Nothing but the exact request under a known token is accepted")
    func changed() {
        var more = Self.form
        more.append("Extra", "")
        #expect(!Self.isValid(nil))
        #expect(!Self.isValid(Self.signature, Self.url, .form(more)))
        #expect(!Self.isValid(Self.signature, Self.url + "&baz=3"))
        #expect(!Self.isValid(Self.signature, Self.url, .form(Self.form), [Secret("54321"), Secret("")]))
        #expect(!Self.isValid(TwilioSignature.sign(Self.form, url: Self.url, token: Secret("")), Self.url, .form(Self.form), [Secret("")]))
    }

    @Test("While a token is rotated both are valid, and the one that signed is told")
    func rotation() {
        let verifier = TwilioSignatureVerifier([Secret("new"), Self.token])
        #expect(verifier.token(header: Self.signature, url: Self.url, content: .form(Self.form)) == Self.token)
    }
}
