// Moonpost
// SPDX-License-Identifier: Apache-2.0

internal import Core
internal import Testing
internal import WhatsApp

struct WebhookVerificationTests {
    private let expected = [Secret("old token"), Secret("token")]

    @Test("The right token is answered with the challenge as it came")
    func accepted() {
        for token in ["token", "old token"] {
            #expect(
                WebhookVerification.answer(mode: "subscribe", token: token, challenge: "1158201444", expected: expected)
                    == "1158201444")
        }
    }

    @Test("A wrong or missing token, mode or challenge is refused")
    func refused() {
        #expect(
            WebhookVerification.answer(mode: "subscribe", token: "tokem", challenge: "1", expected: expected) == nil)
        #expect(WebhookVerification.answer(mode: "subscribe", token: nil, challenge: "1", expected: expected) == nil)
        #expect(
            WebhookVerification.answer(mode: "unsubscribe", token: "token", challenge: "1", expected: expected) == nil)
        #expect(WebhookVerification.answer(mode: nil, token: "token", challenge: "1", expected: expected) == nil)
        #expect(
            WebhookVerification.answer(mode: "subscribe", token: "token", challenge: nil, expected: expected) == nil)
        #expect(WebhookVerification.answer(mode: "subscribe", token: "token", challenge: "", expected: expected) == nil)
    }

    @Test("Without a configured token nothing is accepted")
    func unconfigured() {
        #expect(WebhookVerification.answer(mode: "subscribe", token: "", challenge: "1", expected: [Secret("")]) == nil)
        #expect(WebhookVerification.answer(mode: "subscribe", token: "x", challenge: "1", expected: []) == nil)
    }
}
