// Moonpost
// SPDX-License-Identifier: Apache-2.0

internal import Core

/// So many messages at once and so many a minute, by the moments at which they were sent: they may arrive in any order.
struct InboundPace: Sendable {
    /// What is left after the messages up to ``countedUntil``.
    private var base: TokenBucket
    private var countedUntil: Timestamp?
    /// When the latest messages that passed were sent, the earliest first.
    private var taken: [Timestamp] = []

    /// As far back as messages are looked at one by one.
    private static let most = 64

    init(burst: Int, perMinute: Int) { base = TokenBucket(capacity: Double(burst), rate: Double(perMinute) / 60) }

    /// Counts a message where it fits among those that were sent before and after it.
    mutating func take(at time: Timestamp) -> Bool {
        // Delivered very late: what was sent around it is not known one by one any more, and it harms nobody.
        if let countedUntil, time < countedUntil { return true }
        let place = taken.lastIndex { $0 <= time }.map { $0 + 1 } ?? 0
        taken.insert(time, at: place)
        var bucket = base
        guard taken.allSatisfy({ bucket.take(at: $0) }) else {
            taken.remove(at: place)
            return false
        }
        if taken.count > Self.most {
            let first = taken.removeFirst()
            _ = base.take(at: first)
            countedUntil = first
        }
        return true
    }

    /// Whether nothing that was sent before then counts any more.
    func isRested(at time: Timestamp) -> Bool {
        var bucket = base
        for moment in taken where moment <= time { _ = bucket.take(at: moment) }
        return bucket.isFull(at: time)
    }
}
