// Moonpost
// SPDX-License-Identifier: Apache-2.0

internal import Synchronization

/// One ``CircuitBreaker`` for each thing that can fail by itself, shared by all who call it.
///
/// A breaker that is as good as new is not kept, so that a thousand hosts cost nothing.
package final class CircuitBreakers<Key: Hashable & Sendable>: Sendable {
    package let policy: CircuitBreaker.Policy
    private let breakers = Mutex<[Key: CircuitBreaker]>([:])

    package init(_ policy: CircuitBreaker.Policy = CircuitBreaker.Policy()) { self.policy = policy }

    /// Those that have known a failure, for metrics; all others are closed.
    package var known: [Key: CircuitBreaker] { breakers.withLock { $0 } }

    package func admit(_ key: Key, at now: Timestamp, within limit: Duration? = nil) -> CircuitBreaker.Admission {
        change(key) { $0.admit(at: now, within: limit) }
    }

    package func succeeded(_ key: Key, _ pass: CircuitBreaker.Pass, at now: Timestamp) -> CircuitBreaker.Transition? {
        change(key) { $0.succeeded(pass, at: now) }
    }

    package func failed(_ key: Key, _ pass: CircuitBreaker.Pass, at now: Timestamp) -> CircuitBreaker.Transition? {
        change(key) { $0.failed(pass, at: now) }
    }

    package func abandoned(_ key: Key, _ pass: CircuitBreaker.Pass) {
        change(key) { $0.abandoned(pass) }
    }

    private func change<Result: Sendable>(_ key: Key, _ body: (inout CircuitBreaker) -> Result) -> Result {
        breakers.withLock { breakers in
            var breaker = breakers[key] ?? CircuitBreaker(policy)
            let result = body(&breaker)
            breakers[key] = breaker.isPristine ? nil : breaker
            return result
        }
    }
}
