// Moonpost
// SPDX-License-Identifier: Apache-2.0

internal import Core

/// The people whom a business portfolio wrote to in the last 24 hours outside their service windows.
///
/// Source: Meta, "Messaging limits": 250, 2,000, 10,000, 100,000 or unlimited unique users in a moving period of 24 hours,
/// outside of customer service windows, shared by all numbers of the portfolio.
///
/// They are counted also while no limit is known: it may be told, or fall, at any time.
///
/// Who finds no place is given the time of one: the first to ask gets the first that becomes free.
struct UniqueUsers: Sendable {
    static let period = Duration.seconds(86_400)
    /// How long somebody who waits may stay away before the place goes to others, and after which they ask again in any
    /// case: the limit may have been raised.
    private static let patience = Duration.seconds(3_600)

    private struct Reservation {
        var place: Timestamp
        var askedAt: Timestamp
    }

    var limit: Int?
    /// When each of them was last written to.
    private var last: [ContactID: Timestamp] = [:]
    private var order = FIFO<(contact: ContactID, time: Timestamp)>()
    private var reservations: [ContactID: Reservation] = [:]
    private var sweptAt = Timestamp(milliseconds: 0)

    init(limit: Int?) { self.limit = limit }

    /// How many there are.
    mutating func count(at now: Timestamp) -> Int {
        forget(at: now)
        return last.count
    }

    /// When this person may be written to; nil: now.
    mutating func wait(_ contact: ContactID, at now: Timestamp) -> Timestamp? {
        guard let limit else { return nil }
        forget(at: now)
        if last[contact] != nil { return nil }
        if let reserved = reservations[contact] {
            let isTheirs = reserved.place <= now && last.count < limit
            if isTheirs || last.count + reservations.count <= limit { return nil }
        } else if last.count + reservations.count < limit {
            return nil
        }
        let place =
            switch reservations[contact] {
            case nil: freed(reservations.count, at: now)
            case let reserved? where reserved.place > now: reserved.place
            // Whoever held the place was written to again: the next one that becomes free.
            default: freed(0, at: now)
            }
        reservations[contact] = Reservation(place: place, askedAt: now)
        return min(place, now + Self.patience)
    }

    /// They are written to.
    mutating func take(_ contact: ContactID, at now: Timestamp) {
        forget(at: now)
        reservations[contact] = nil
        last[contact] = now
        order.append((contact, now))
    }

    /// Two contacts were one person, who takes one place.
    mutating func merge(_ loser: ContactID, into winner: ContactID) {
        reservations[loser] = nil
        guard let time = last.removeValue(forKey: loser), time > last[winner] ?? Timestamp(milliseconds: 0) else { return }
        reservations[winner] = nil
        last[winner] = time
        // The order is by time: the entry of the loser is the winner's now.
        for entry in order.drain() { order.append(entry.contact == loser && entry.time == time ? (winner, time) : entry) }
    }

    /// When the place of the person who was written to so many after the first becomes free; where there are more people than the limit
    /// has places, nobody gets those of the first ones.
    private func freed(_ place: Int, at now: Timestamp) -> Timestamp {
        let position = place + max(0, last.count - (limit ?? last.count))
        guard let entry = order.element(min(position, order.count - 1)) else { return now + Self.patience }
        return max(entry.time + Self.period, now + .milliseconds(1))
    }

    private mutating func forget(at now: Timestamp) {
        while let first = order.first, now - first.time >= Self.period {
            _ = order.popFirst()
            // They may have been written to again since.
            if last[first.contact] == first.time { last[first.contact] = nil }
        }
        guard now - sweptAt >= Self.patience, !reservations.isEmpty else { return }
        sweptAt = now
        reservations = reservations.filter { now - $0.value.askedAt < Self.patience * 2 }
    }
}
