// Moonpost
// SPDX-License-Identifier: Apache-2.0

/// How far a message has come; never goes back, except that `failed` stands for good.
package enum Tick: String, Comparable, Sendable {
    case sent, delivered, read, failed

    private var rank: Int {
        switch self {
        case .sent: 0
        case .delivered: 1
        case .read: 2
        case .failed: 3
        }
    }

    package static func < (left: Tick, right: Tick) -> Bool { left.rank < right.rank }
}
