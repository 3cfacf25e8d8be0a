// Moonpost
// SPDX-License-Identifier: Apache-2.0

internal import Core

/// What the errors of models' APIs mean.
///
/// Sources: OpenAI's guide "Error codes" and the `error` object with `code` and `type`, which compatible servers write too;
/// Anthropic's page "Errors" (`error.type`, 529 for overload, 413 for a request that is too large); Mastra's server writes
/// `{"error": "..."}`. Where a provider has no code for it the sentence decides.
enum ModelErrors {
    private static let longestMessage = 300

    static func failure(status: Int, _ body: JSON, retryAfter: Duration?) -> ModelFailure {
        let error = body["error"] ?? body
        let said = error["message"]?.text ?? body["error"]?.text ?? body["message"]?.text ?? ""
        let codes = Set([error["code"]?.text, error["type"]?.text].compactMap(\.self))
        let code = code(status, codes, said.lowercased())
        let reason = said.isEmpty ? "the model's provider answers with HTTP status \(status)" : "HTTP status \(status): \(said.prefix(longestMessage))"
        return ModelFailure(code, reason, retryAfter: retryAfter)
    }

    private static func code(_ status: Int, _ codes: Set<String>, _ said: String) -> ModelFailure.Code {
        if !codes.isDisjoint(with: ["insufficient_quota", "billing_hard_limit_reached", "billing_error"]) { return .overQuota }
        if !codes.isDisjoint(with: ["context_length_exceeded", "request_too_large"]) { return .contextTooLong }
        if !codes.isDisjoint(with: ["content_filter", "content_policy_violation"]) { return .refused }
        if codes.contains("overloaded_error") { return .unavailable }
        switch status {
        case 401, 403: return .notAuthorized
        case 402: return .overQuota
        case 404: return .notFound
        case 413: return .contextTooLong
        case 408, 409, 500...: return .unavailable
        case 429: return .throttled
        default: break
        }
        // Anthropic's billing and both APIs' length of prompts are `invalid_request_error` with nothing but a sentence.
        if said.contains("credit balance is too low") { return .overQuota }
        if said.contains("prompt is too long") || said.contains("context length") || said.contains("context window") { return .contextTooLong }
        return .badRequest
    }

    /// `Retry-After` in seconds (RFC 9110, section 10.2.3), and OpenAI's `retry-after-ms`. A date, which none of them writes, is
    /// left out. At most a day.
    static func retryAfter(_ header: (String) -> String?) -> Duration? {
        if let text = header("retry-after-ms"), let milliseconds = Double(text), (0...86_400_000).contains(milliseconds) {
            return .milliseconds(Int64(milliseconds))
        }
        guard let text = header("retry-after"), let seconds = Double(text), (0...86_400).contains(seconds) else { return nil }
        return .milliseconds(Int64(seconds * 1_000))
    }
}
