// Moonpost
// SPDX-License-Identifier: Apache-2.0

/// How well a few words name something that has a title: "the presentation" is "Prepare the presentation for Monday".
package enum WordMatch {
    /// From 0 to 1: the share of the words that the title has, in any form and with a slip of the finger; more where the title has few others. Where
    /// all words of the title are said among others, as in "has the badge printing and", that is nearly as good. Exactly 1 is the title itself.
    package static func score(_ words: String, _ title: String) -> Double {
        if NormalizedText.of(words) == NormalizedText.of(title) { return 1 }
        let wanted = SearchWords.of(words), found = SearchWords.of(title)
        guard !wanted.isEmpty, !found.isEmpty else { return 0 }
        func isSame(_ word: String, _ other: String) -> Bool { other == word || SpellingSlip.isSlip(Array(word), of: Array(other)) }
        let had = wanted.filter { word in found.contains { isSame(word, $0) } }.count
        let share = Double(had) / Double(wanted.count)
        let said = share * (0.9 + 0.09 * Double(had) / Double(max(found.count, had)))
        guard found.allSatisfy({ word in wanted.contains { isSame($0, word) } }) else { return said }
        // Of a title that is one word it is less sure that it is named.
        let others = Double(max(0, wanted.count - found.count))
        return max(said, found.count > 1 ? max(0.55, 0.85 - 0.03 * others) : max(0.5, 0.7 - 0.04 * others))
    }

    /// Those that the words name, the best first: all that are as good as the best, or nearly.
    package static func best<Item>(_ words: String, among items: [Item], title: (Item) -> String) -> [Item] {
        let scored = items.map { (item: $0, score: score(words, title($0))) }.filter { $0.score >= 0.5 }
        guard let best = scored.map(\.score).max() else { return [] }
        if best == 1 { return scored.filter { $0.score == 1 }.map(\.item) }
        return scored.filter { $0.score >= best - 0.15 }.sorted { $0.score > $1.score }.map(\.item)
    }
}
