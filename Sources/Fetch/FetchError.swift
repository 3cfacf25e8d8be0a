// Moonpost
// SPDX-License-Identifier: Apache-2.0

/// Why there is no response.
package struct FetchError: Error, Hashable, Sendable, CustomStringConvertible {
    package enum Code: String, Hashable, Sendable {
        /// The request cannot be sent as it stands; trying again cannot help.
        case invalidRequest
        /// The host's name has no address, or the resolver did not answer.
        case unresolved
        /// No connection: refused, unreachable, or not within the connect time-out.
        case unreachable
        /// The TLS handshake failed or the certificate is not trusted.
        case untrusted
        /// No complete answer within the request's time-out.
        case timedOut
        /// The connection ended before the answer was complete, or what came was not HTTP.
        case broken
        /// The answer is longer than the request accepts.
        case tooLarge
        /// The calling task was cancelled.
        case cancelled
        /// The fetcher is shutting down.
        case shutDown
        /// libcurl could not go on, such as for want of memory.
        case failed
        /// The host is at an address to which this request may not go.
        case forbidden
        /// Whoever asks may not call this host.
        case notGranted
        /// The answer leads to where this request may not follow, or leads on and on.
        case badRedirect
    }

    package var code: Code
    /// A sentence for an administrator. It names the host at most: a path or a query may hold a token.
    package var message: String
    /// False: not a byte of the request left, so the peer cannot have acted on it.
    /// True: some of it was handed to a connection; whether the peer acted is unknown.
    package var requestWasWritten: Bool

    package init(code: Code, message: String, requestWasWritten: Bool) {
        self.code = code
        self.message = message
        self.requestWasWritten = requestWasWritten
    }

    package var description: String { message }
}
