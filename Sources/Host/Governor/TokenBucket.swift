// Moonpost
// SPDX-License-Identifier: Apache-2.0

package import Core

/// A number of tokens that fills up over time: so many at once, so many a second.
///
/// With capacity c and rate r no second, wherever it begins, has more than c + ⌈r⌉ - 1 takings.
package struct TokenBucket: Hashable, Sendable {
    package let capacity: Double
    /// Tokens a second.
    package var rate: Double
    /// May be negative: what comes in cannot be refused, and is owed.
    private var level: Double
    private var filledAt: Timestamp?

    /// What floating point may lose on the way to a whole token.
    private static let tolerance = 1e-6

    /// A full one.
    package init(capacity: Double, rate: Double) {
        self.capacity = capacity
        self.rate = rate
        level = capacity
    }

    /// Whether all tokens are there.
    package mutating func isFull(at now: Timestamp) -> Bool {
        fill(until: now)
        return level >= capacity - Self.tolerance
    }

    /// Takes a token where there is one.
    package mutating func take(at now: Timestamp) -> Bool {
        fill(until: now)
        guard level >= 1 - Self.tolerance else { return false }
        level -= 1
        return true
    }

    /// Takes tokens whether they are there or not, down to `least`.
    package mutating func charge(_ count: Int, at now: Timestamp, downTo least: Double) {
        fill(until: now)
        level = max(min(level, least), level - Double(count))
    }

    /// When there is a token again: now, or later.
    package mutating func next(at now: Timestamp) -> Timestamp {
        fill(until: now)
        guard level < 1 - Self.tolerance else { return now }
        return now + .milliseconds(Int64(((1 - level) / rate * 1_000).rounded(.up)))
    }

    private mutating func fill(until now: Timestamp) {
        guard let filledAt else {
            self.filledAt = now
            return
        }
        // A clock that is set back must not take anything away.
        guard now > filledAt else { return }
        level = min(capacity, level + rate * Double((now - filledAt).milliseconds) / 1_000)
        self.filledAt = now
    }
}
