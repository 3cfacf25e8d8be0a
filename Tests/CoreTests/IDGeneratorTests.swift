// Moonpost
// SPDX-License-Identifier: Apache-2.0

import Synchronization
import Testing

@testable import Core

@Suite struct IDGeneratorTests {
    /// A clock that shows what it is told.
    private final class FixedClock: Core.Clock {
        private let time: Mutex<Int64>
        init(_ milliseconds: Int64) { time = Mutex(milliseconds) }
        var now: Timestamp { Timestamp(milliseconds: time.withLock(\.self)) }
        func set(_ milliseconds: Int64) { time.withLock { $0 = milliseconds } }
        func sleep(until deadline: Timestamp) async throws { set(deadline.milliseconds) }
    }

    private func texts(_ generator: IDGenerator, _ count: Int) -> [String] {
        (0..<count).map { _ in generator.next(UpdateSubject.self).text }
    }

    @Test("ids ascend strictly, also within a millisecond and when the clock goes back")
    func ascend() {
        let clock = FixedClock(1_767_603_600_000)
        let generator = IDGenerator(clock: clock, random: SeededGenerator(seed: 1))
        var all = texts(generator, 1_000)
        clock.set(1_767_603_600_001)
        all += texts(generator, 1_000)
        clock.set(1_767_603_500_000)
        all += texts(generator, 1_000)
        #expect(zip(all, all.dropFirst()).allSatisfy { $0 < $1 })
    }

    @Test("an id has 26 characters of Crockford's alphabet, the first ten of which tell the time")
    func form() throws {
        let id = texts(IDGenerator(clock: FixedClock(1_469_918_176_385), random: SeededGenerator(seed: 9)), 1)[0]
        #expect(id.count == 26)
        // The example of the specification of ULIDs.
        #expect(id.hasPrefix("01ARYZ6S41"))
        #expect(id.allSatisfy { "0123456789ABCDEFGHJKMNPQRSTVWXYZ".contains($0) })
    }

    @Test("ids ascend when the low half of the random part overflows")
    func overflow() {
        /// Gives the largest number, so that the second id within a millisecond carries over.
        struct Largest: RandomNumberGenerator, Sendable {
            mutating func next() -> UInt64 { .max }
        }
        let generator = IDGenerator(clock: FixedClock(5), random: Largest())
        let all = texts(generator, 3)
        #expect(all[0] < all[1] && all[1] < all[2])
        #expect(Set(all).count == 3)
    }

    @Test("the same seed gives the same ids, seeds and fractions, another seed gives others")
    func seeded() {
        func run(_ seed: UInt64) -> [String] {
            let generator = IDGenerator(clock: FixedClock(7), random: SeededGenerator(seed: seed))
            return texts(generator, 3) + ["\(generator.seed())", "\(generator.fraction())"]
        }
        #expect(run(1) == run(1))
        #expect(run(1) != run(2))
    }

    @Test("a seed is positive and a fraction is at least 0 and below 1")
    func ranges() {
        let generator = IDGenerator(clock: FixedClock(7), random: SeededGenerator(seed: 3))
        for _ in 0..<1_000 {
            #expect(generator.seed() > 0)
            #expect((0..<1).contains(generator.fraction()))
        }
    }

    @Test("many tasks at once never get the same id")
    func concurrent() async {
        let generator = IDGenerator(clock: FixedClock(7), random: SeededGenerator(seed: 3))
        let all = await withTaskGroup(of: [String].self) { group in
            for _ in 0..<8 { group.addTask { (0..<500).map { _ in generator.next(UpdateSubject.self).text } } }
            return await group.reduce(into: []) { $0 += $1 }
        }
        #expect(Set(all).count == 4_000)
    }
}
