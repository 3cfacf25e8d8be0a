// Moonpost
// SPDX-License-Identifier: Apache-2.0

internal import Synchronization

/// Counts the calls that each plugin has under way: one whose hosts are slow must not keep the others from theirs.
final class CallSlots: Sendable {
    /// How many calls one plugin may have under way.
    let most: Int
    private let taken = Mutex<[String: Int]>([:])

    init(most: Int) { self.most = most }

    /// Takes one, or says that there is none left.
    func take(for plugin: String) -> Bool {
        taken.withLock { taken in
            guard taken[plugin, default: 0] < most else { return false }
            taken[plugin, default: 0] += 1
            return true
        }
    }

    func giveBack(of plugin: String) {
        taken.withLock { taken in
            let left = taken[plugin, default: 1] - 1
            taken[plugin] = left > 0 ? left : nil
        }
    }
}
