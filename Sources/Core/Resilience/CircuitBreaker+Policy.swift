// Moonpost
// SPDX-License-Identifier: Apache-2.0

extension CircuitBreaker {
    /// When a breaker opens, and for how long.
    package struct Policy: Hashable, Sendable {
        /// Failures in a row that open it.
        package var failures: Int
        /// How long it stays open before one call may try again.
        package var reset: Duration
        /// How long a call may take before it counts as failed, unless it says so itself. Whoever makes the call keeps it.
        package var timeout: Duration

        package init(failures: Int = 5, reset: Duration = .seconds(30), timeout: Duration = .seconds(5)) {
            self.failures = max(1, failures)
            self.reset = reset
            self.timeout = timeout
        }
    }
}
