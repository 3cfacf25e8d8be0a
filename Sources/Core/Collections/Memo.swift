// Moonpost
// SPDX-License-Identifier: Apache-2.0

internal import Synchronization

/// Remembers what was made of the last few inputs, so that the same work is not done again.
package final class Memo<Input: Hashable & Sendable, Value: Sendable>: Sendable {
    private let capacity: Int
    /// The one that was made last is the last.
    private let known = Mutex<[(input: Input, value: Value)]>([])

    /// - Parameter capacity: How many values are kept; at least one.
    package init(capacity: Int) { self.capacity = max(capacity, 1) }

    /// The value of `input`: the one that is known, or what `make` gives. An error is not remembered.
    package func value<E: Error>(of input: Input, make: () throws(E) -> Value) throws(E) -> Value {
        if let value = known.withLock({ $0.first { $0.input == input }?.value }) { return value }
        let value = try make()
        known.withLock { known in
            known.removeAll { $0.input == input }
            known.append((input, value))
            if known.count > capacity { known.removeFirst(known.count - capacity) }
        }
        return value
    }
}
