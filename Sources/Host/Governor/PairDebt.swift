// Moonpost
// SPDX-License-Identifier: Apache-2.0

internal import Core

/// What one number owes one person: each message takes 6 seconds, and up to 45 may be sent ahead of their time.
///
/// Source: Meta, "WhatsApp Business Platform overview", pair rate limits: 1 message every 6 seconds to the same user, up to
/// 45 within 6 seconds as a burst that borrows from the future (a burst of 20 takes 2 minutes to pay off); 131056 beyond,
/// tried again after 4^X seconds.
struct PairDebt: Hashable, Sendable {
    /// When everything that was sent so far has had its time.
    private(set) var paidAt = Timestamp(milliseconds: 0)
    /// Meta said 131056: nothing before then.
    private(set) var heldUntil = Timestamp(milliseconds: 0)

    struct Rule: Hashable, Sendable {
        var interval: Duration
        var burst: Int
    }

    /// When the next message may go; nil: now.
    /// - Parameter mayBorrow: Whether it may be sent ahead of its time.
    func wait(at now: Timestamp, _ rule: Rule, mayBorrow: Bool) -> Timestamp? {
        if heldUntil > now { return heldUntil }
        let due = mayBorrow ? paidAt + rule.interval * (1 - rule.burst) : paidAt
        return due > now ? due : nil
    }

    mutating func take(at now: Timestamp, _ rule: Rule) { paidAt = max(paidAt, now) + rule.interval }

    /// Where two people were one: whichever owes longer.
    func joined(_ other: PairDebt) -> PairDebt {
        var debt = self
        debt.paidAt = max(paidAt, other.paidAt)
        debt.heldUntil = max(heldUntil, other.heldUntil)
        return debt
    }

    mutating func hold(until time: Timestamp) { heldUntil = max(heldUntil, time) }

    /// Whether nothing is owed any more, so that it need not be remembered.
    func isOver(at now: Timestamp) -> Bool { paidAt <= now && heldUntil <= now }
}
