// Moonpost
// SPDX-License-Identifier: Apache-2.0

extension Configuration {
    /// `[http]`: what plugins get from other systems.
    package struct HTTP: Hashable, Sendable {
        /// Hosts that may be at addresses that are not public; for development.
        package var allowPrivate: [HostPattern]
        /// The longest answer, in bytes.
        package var maxResponse: Int
        /// How many requests of one plugin are on their way at the same time; one more is told "busy".
        package var concurrent: Int
        /// When a host that fails is left alone; its time-out is that of requests that name none.
        package var breaker: CircuitBreaker.Policy

        package init(
            allowPrivate: [HostPattern] = [], maxResponse: Int = 1 << 20, concurrent: Int = 16,
            breaker: CircuitBreaker.Policy = CircuitBreaker.Policy()
        ) {
            self.allowPrivate = allowPrivate
            self.maxResponse = maxResponse
            self.concurrent = concurrent
            self.breaker = breaker
        }
    }
}
