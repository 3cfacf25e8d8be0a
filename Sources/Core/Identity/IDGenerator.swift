// Moonpost
// SPDX-License-Identifier: Apache-2.0

package import Synchronization

/// Makes ids and seeds. Injected, so that tests get the same ones every time.
///
/// Ids of one generator ascend strictly, also within a millisecond (ULID's monotonic form).
package final class IDGenerator: Sendable {
    private struct State {
        var random: any RandomNumberGenerator & Sendable
        var lastMillisecond: Int64 = -1
        var high: UInt16 = 0
        var low: UInt64 = 0
    }

    private let clock: any Clock
    private let state: Mutex<State>

    package init(clock: any Clock, random: any RandomNumberGenerator & Sendable = SystemRandomNumberGenerator()) {
        self.clock = clock
        self.state = Mutex(State(random: random))
    }

    package func next<Subject>(_: Subject.Type = Subject.self) -> ID<Subject> {
        let now = clock.now.milliseconds
        return state.withLock { state in
            if now > state.lastMillisecond {
                state.lastMillisecond = now
                state.high = UInt16.random(in: 0...(.max >> 1), using: &state.random)
                state.low = UInt64.random(in: 0...(.max), using: &state.random)
            } else {
                let (low, overflow) = state.low.addingReportingOverflow(1)
                state.low = low
                if overflow { state.high &+= 1 }
            }
            return ID(stored: Self.text(milliseconds: state.lastMillisecond, high: state.high, low: state.low))
        }
    }

    /// A seed for a conversation's random numbers.
    package func seed() -> Int64 {
        state.withLock { Int64.random(in: 1...Int64.max, using: &$0.random) }
    }

    /// A fraction from 0 up to 1, for jitter.
    package func fraction() -> Double {
        state.withLock { Double.random(in: 0..<1, using: &$0.random) }
    }

    /// Text that comes before every id made at `time` or later, and after those made before: ids begin with their time.
    package static func earliest(at time: Timestamp) -> String { text(milliseconds: max(time.milliseconds, 0), high: 0, low: 0) }

    private static let alphabet = Array("0123456789ABCDEFGHJKMNPQRSTVWXYZ".utf8)

    private static func text(milliseconds: Int64, high: UInt16, low: UInt64) -> String {
        String(unsafeUninitializedCapacity: 26) { buffer in
            for position in 0..<10 {
                buffer[position] = alphabet[Int(milliseconds >> Int64(45 - 5 * position)) & 31]
            }
            let bits = UInt128(high) << 64 | UInt128(low)
            for position in 0..<16 {
                buffer[10 + position] = alphabet[Int(truncatingIfNeeded: bits >> UInt128(75 - 5 * position)) & 31]
            }
            return 26
        }
    }
}
