// Moonpost
// SPDX-License-Identifier: Apache-2.0

import Core
import Testing

@testable import Language

@Suite struct ModelErrorTests {
    private let exchange = ModelExchange(AnthropicModel(model: "m", key: Secret("hush")))

    private func failure(_ status: Int, _ body: String, _ headers: [String: String] = [:]) -> ModelFailure? {
        do throws(ModelFailure) {
            _ = try exchange.answer(status: status, body: Array(body.utf8)) { headers[$0] }
            return nil
        } catch {
            return error
        }
    }

    @Test(
        "an error of a provider's falls into its class",
        arguments: [
            (429, #"{"error": {"message": "You exceeded your current quota", "type": "insufficient_quota", "code": "insufficient_quota"}}"#, .overQuota),
            (429, #"{"error": {"message": "Rate limit reached", "code": "rate_limit_exceeded"}}"#, .throttled),
            (429, #"{"type": "error", "error": {"type": "rate_limit_error", "message": "slow down"}}"#, .throttled),
            (400, #"{"error": {"message": "too many tokens", "code": "context_length_exceeded"}}"#, .contextTooLong),
            (400, #"{"type": "error", "error": {"type": "invalid_request_error", "message": "prompt is too long: 210000 tokens > 200000 maximum"}}"#, .contextTooLong),
            (400, #"{"object": "error", "message": "This model's maximum context length is 4096 tokens.", "type": "BadRequestError"}"#, .contextTooLong),
            (413, #"{"type": "error", "error": {"type": "request_too_large", "message": "too large"}}"#, .contextTooLong),
            (400, #"{"error": {"message": "filtered", "code": "content_filter"}}"#, .refused),
            (400, #"{"type": "error", "error": {"type": "invalid_request_error", "message": "Your credit balance is too low"}}"#, .overQuota),
            (400, #"{"type": "error", "error": {"type": "invalid_request_error", "message": "max_tokens: must be positive"}}"#, .badRequest),
            (401, #"{"type": "error", "error": {"type": "authentication_error", "message": "invalid x-api-key"}}"#, .notAuthorized),
            (402, #"{"type": "error", "error": {"type": "billing_error", "message": "pay"}}"#, .overQuota), (403, "{}", .notAuthorized),
            (404, #"{"error": "Agent with name clerk not found"}"#, .notFound), (422, "{}", .badRequest),
            (500, #"{"error": {"message": "The server had an error", "type": "server_error"}}"#, .unavailable),
            (529, #"{"type": "error", "error": {"type": "overloaded_error", "message": "Overloaded"}}"#, .unavailable),
            (502, "<html>Bad gateway</html>", .unavailable), (503, "", .unavailable), (302, "", .badRequest),
        ] as [(Int, String, ModelFailure.Code)])
    func classes(status: Int, body: String, code: ModelFailure.Code) {
        #expect(failure(status, body)?.code == code)
    }

    @Test("what may help later is told apart from what never will, and an outage from both")
    func judgement() {
        let retryable = ModelFailure.Code.allCases.filter { ModelFailure($0, "").isRetryable }
        #expect(retryable == [.unavailable, .throttled, .unreadable])
        #expect(ModelFailure.Code.allCases.filter { ModelFailure($0, "").isOutage } == [.unavailable, .unreadable])
    }

    @Test("how long to wait is what the provider says, in seconds or milliseconds, within a day")
    func retryAfter() {
        #expect(failure(429, "{}", ["retry-after": "7"])?.retryAfter == .seconds(7))
        #expect(failure(503, "", ["retry-after": "1.5"])?.retryAfter == .milliseconds(1_500))
        #expect(failure(429, "{}", ["retry-after": "7", "retry-after-ms": "250"])?.retryAfter == .milliseconds(250))
        for odd in ["-1", "nan", "1e30", "Wed, 21 Oct 2026 07:28:00 GMT", ""] {
            #expect(failure(429, "{}", ["retry-after": odd])?.retryAfter == nil)
        }
    }

    @Test("a message is cut, names its status, and holds no key")
    func messages() {
        let long = String(repeating: "x", count: 5_000)
        #expect((failure(400, #"{"error": {"message": "\#(long)"}}"#)?.message.count ?? 0) < 400)
        #expect(failure(500, "")?.message.contains("500") == true)
        #expect(!"\(exchange.headers)".contains("hush"))
    }

    @Test("an answer that is no JSON, or far too much of it, is unreadable", arguments: ["", "hello", "{", "\u{0}"])
    func noJSON(body: String) {
        #expect(failure(200, body)?.code == .unreadable)
        #expect(failure(200, String(repeating: "[", count: 100) + String(repeating: "]", count: 100))?.code == .unreadable)
        #expect(failure(200, "[" + String(repeating: "1,", count: 60_000) + "1]")?.code == .unreadable)
    }
}
