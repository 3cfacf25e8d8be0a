// Moonpost
// SPDX-License-Identifier: Apache-2.0

/// Slips of the finger: a word that is nearly another one.
enum SpellingSlip {
    /// Whether a word may have been meant to be the right one: two letters changed places, one too many or missing, or one another. Of short
    /// words such a change makes other words, not slips: "sand" is not "stand".
    static func isSlip(_ word: [Character], of right: [Character]) -> Bool {
        guard min(word.count, right.count) >= 4, abs(word.count - right.count) <= 1, word != right else { return false }
        let shorter = min(word.count, right.count)
        let head = zip(word, right).prefix { $0 == $1 }.count
        let tail = min(zip(word.reversed(), right.reversed()).prefix { $0 == $1 }.count, shorter - head)
        if word.count != right.count { return head > 0 && shorter >= 5 && head + tail >= shorter }
        if head + tail == word.count - 2 { return word[head] == right[head + 1] && word[head + 1] == right[head] }
        // One letter makes another word of most that are not long; of Arabic ones, nearly always.
        return head > 0 && head + tail == word.count - 1 && word.count >= (word.allSatisfy(\.isASCII) ? 6 : 8)
    }
}
