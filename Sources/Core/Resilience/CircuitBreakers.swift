// Moonpost
// SPDX-License-Identifier: Apache-2.0

internal import Synchronization

/// One ``CircuitBreaker`` for each thing that can fail by itself, shared by all who call it.
///
/// A breaker that is as good as new is not kept, so that a thousand hosts cost nothing. Of those that have something to
/// remember each owner has so many: whoever may call any host must not fill the memory with names.
package final class CircuitBreakers<Key: Hashable & Sendable>: Sendable {
    private struct Entry {
        var breaker: CircuitBreaker
        /// Rises with every use of any: the lowest was used longest ago.
        var used: UInt64
    }

    private struct State {
        var owners: [String: [Key: Entry]] = [:]
        var uses: UInt64 = 0
    }

    package let policy: CircuitBreaker.Policy
    private let most: Int
    private let owner: @Sendable (Key) -> String
    private let state = Mutex(State())

    /// - Parameters:
    ///   - most: How many are kept of one owner. Beyond it the closed one goes that was used longest ago, then the open one;
    ///     never one with a call under way.
    ///   - owner: To whom a thing belongs; all to one unless said.
    package init(
        _ policy: CircuitBreaker.Policy = CircuitBreaker.Policy(), most: Int = 256, owner: @escaping @Sendable (Key) -> String = { _ in "" }
    ) {
        self.policy = policy
        self.most = max(1, most)
        self.owner = owner
    }

    /// Those that have something to remember, for metrics; all others are closed.
    package var known: [Key: CircuitBreaker] {
        state.withLock { state in
            state.owners.values.reduce(into: [:]) { known, entries in
                known.merge(entries.mapValues(\.breaker)) { first, _ in first }
            }
        }
    }

    /// Until when no call may be made; nil where one may be.
    package func blocked(_ key: Key, at now: Timestamp) -> Timestamp? {
        let owner = owner(key)
        return state.withLock { $0.owners[owner]?[key]?.breaker.blocked(at: now) }
    }

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
        let owner = owner(key)
        return state.withLock { state in
            var entries = state.owners.removeValue(forKey: owner) ?? [:]
            var breaker = entries[key]?.breaker ?? CircuitBreaker(policy)
            let result = body(&breaker)
            state.uses += 1
            entries[key] = breaker.isPristine ? nil : Entry(breaker: breaker, used: state.uses)
            if entries.count > most, let oldest = Self.oldest(of: entries) { entries[oldest] = nil }
            state.owners[owner] = entries.isEmpty ? nil : entries
            return result
        }
    }

    private static func oldest(of entries: [Key: Entry]) -> Key? {
        let quiet = entries.filter { $0.value.breaker.inFlight == 0 }
        let closed = quiet.filter { $0.value.breaker.state == .closed }
        return (closed.isEmpty ? quiet : closed).min { $0.value.used < $1.value.used }?.key
    }
}
