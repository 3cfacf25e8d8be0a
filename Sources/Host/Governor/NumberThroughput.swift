// Moonpost
// SPDX-License-Identifier: Apache-2.0

internal import Core

/// How many messages a second one number may send, what it receives counted with it.
///
/// Source: Meta, "Throughput": 80 messages a second, 1,000 after an upgrade, 20 for numbers that the WhatsApp Business app
/// uses, too; sent and received together; 130429 beyond. A 130429 halves the rate (at most once a second); it comes back by a
/// fiftieth of the whole each second.
struct NumberThroughput: Hashable, Sendable {
    private let limit: Int
    private let fullRate: Double
    private var bucket: TokenBucket
    private var share = 1.0
    private var changedAt: Timestamp?
    private var slowedAt: Timestamp?

    private static let leastShare = 0.05
    private static let recovery = 0.02

    init(limit: Int) {
        self.limit = limit
        let capacity = max(1, limit / 40)
        fullRate = Double(limit - capacity + 1)
        bucket = TokenBucket(capacity: Double(capacity), rate: fullRate)
    }

    mutating func take(at now: Timestamp) -> Bool {
        recover(until: now)
        return bucket.take(at: now)
    }

    mutating func next(at now: Timestamp) -> Timestamp {
        recover(until: now)
        return bucket.next(at: now)
    }

    /// Messages arrived. They can be owed for a second, which is how far Meta looks back.
    mutating func received(_ count: Int, at now: Timestamp) {
        bucket.charge(count, at: now, downTo: -Double(limit))
    }

    /// Meta says that the number sends too fast.
    mutating func slow(at now: Timestamp) {
        recover(until: now)
        if let slowedAt, now - slowedAt < .seconds(1) { return }
        slowedAt = now
        share = max(Self.leastShare, share / 2)
        changedAt = now
        bucket.rate = fullRate * share
    }

    /// What part of its rate the number has, from 0.05 to 1.
    var portion: Double { share }

    private mutating func recover(until now: Timestamp) {
        guard share < 1, let changedAt, now - changedAt >= .seconds(1) else { return }
        // What has been filled so far was filled at the old rate.
        _ = bucket.next(at: now)
        share = min(1, share + Self.recovery * Double((now - changedAt).milliseconds) / 1_000)
        self.changedAt = now
        bucket.rate = fullRate * share
    }
}
