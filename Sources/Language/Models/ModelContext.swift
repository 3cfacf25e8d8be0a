// Moonpost
// SPDX-License-Identifier: Apache-2.0

/// How much of a conversation a model sees.
package struct ModelContext: Hashable, Sendable {
    /// The most turns.
    package var turns: Int
    /// The most bytes of all their texts.
    package var size: Int

    package init(turns: Int = 20, size: Int = 24_000) {
        self.turns = max(1, turns)
        self.size = max(1, size)
    }

    /// The latest turns that fit. They begin with a person's, so that no result stands without its call; what was asked last
    /// always stays, with all that came of it.
    package func bounded(_ all: [ModelTurn]) -> [ModelTurn] {
        guard var start = all.lastIndex(where: \.isPerson) else { return all }
        var size = all[start...].reduce(0) { $0 + $1.size }
        var index = start
        while index > 0 {
            index -= 1
            size += all[index].size
            guard size <= self.size, all.count - index <= turns else { break }
            if all[index].isPerson { start = index }
        }
        return Array(all[start...])
    }
}
