// Moonpost
// SPDX-License-Identifier: Apache-2.0

/// Decides how long a worker that ended stays down.
///
/// A worker that has answered anything is started again at once, and so is one that the host killed for its
/// deadline: that cannot happen more often than the deadline allows. Only one that ends again and again without ever
/// answering is held back, longer each time.
struct WorkerBackoff {
    static let first = Duration.milliseconds(10)
    static let longest = Duration.seconds(2)

    private var silentEnds = 0

    mutating func answered() { silentEnds = 0 }

    mutating func ended(byDeadline: Bool) -> Duration {
        if byDeadline { return .zero }
        silentEnds += 1
        // The first end may have any reason outside.
        if silentEnds == 1 { return .zero }
        return min(Self.first * (1 << min(silentEnds - 2, 20)), Self.longest)
    }
}
