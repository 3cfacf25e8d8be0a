// Moonpost
// SPDX-License-Identifier: Apache-2.0

/// Why a model has not answered: whether to try again, whose fault it is, and what an administrator reads.
package struct ModelFailure: Error, Hashable, Sendable, CustomStringConvertible {
    package enum Code: String, Hashable, Sendable, CaseIterable {
        /// The provider is down or overloaded.
        case unavailable
        /// Too many requests or tokens at once.
        case throttled
        /// The account has no credit or has reached its own limit: waiting does not help, paying does.
        case overQuota = "over_quota"
        /// The key is missing, wrong, or not allowed to do this.
        case notAuthorized = "not_authorized"
        /// The model, the agent or the address does not exist.
        case notFound = "not_found"
        /// The provider does not take the request as it stands.
        case badRequest = "bad_request"
        /// The request has more tokens than the model takes.
        case contextTooLong = "context_too_long"
        /// The model, or a filter before or behind it, does not want to answer.
        case refused
        /// The answer is not what this provider answers.
        case unreadable
    }

    package var code: Code
    /// What the provider says, at most a few hundred characters.
    package var message: String
    /// How long the provider asks to be left alone.
    package var retryAfter: Duration?

    package init(_ code: Code, _ message: String, retryAfter: Duration? = nil) {
        self.code = code
        self.message = message
        self.retryAfter = retryAfter
    }

    /// The same request may get an answer later.
    package var isRetryable: Bool {
        switch code {
        case .unavailable, .throttled, .unreadable: true
        case .overQuota, .notAuthorized, .notFound, .badRequest, .contextTooLong, .refused: false
        }
    }

    /// Whether the provider is the reason: what a circuit breaker counts. Whoever answers in good order is well.
    package var isOutage: Bool {
        switch code {
        case .unavailable, .unreadable: true
        case .throttled, .overQuota, .notAuthorized, .notFound, .badRequest, .contextTooLong, .refused: false
        }
    }

    package var description: String { message }
}
