// Moonpost
// SPDX-License-Identifier: Apache-2.0

extension Configuration {
    /// `[sending]`: how patiently messages are sent.
    package struct Sending: Hashable, Sendable {
        /// How long a send whose fate is unknown waits for its status before it is tried again.
        package var uncertainWait: Duration
        /// Attempts after which a message that could not be sent is dead.
        package var maxAttempts: Int
        /// How long one request may take.
        package var timeout: Duration
        /// How many requests are on their way at the same time.
        package var connections: Int
        /// When a number whose platform fails is left alone. A request that has no answer within its time-out counts as failed there, and is
        /// waited for all the same, for ``timeout``: what is sent twice is worse than what is sent late.
        package var breaker: CircuitBreaker.Policy

        package init(
            uncertainWait: Duration = .seconds(10), maxAttempts: Int = 10, timeout: Duration = .seconds(30),
            connections: Int = 64, breaker: CircuitBreaker.Policy = CircuitBreaker.Policy()
        ) {
            self.uncertainWait = uncertainWait
            self.maxAttempts = maxAttempts
            self.timeout = timeout
            self.connections = connections
            self.breaker = breaker
        }
    }
}
