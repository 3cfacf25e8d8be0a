// Moonpost
// SPDX-License-Identifier: Apache-2.0

/// By which words a name is known, as the examples of an intent have it: "in {project}", "{project} project". With them a sentence may name
/// something that the example which it is like does not have: "list the tasks" and "in the Rebrand project".
struct IntentCues {
    private var before: [String: Set<String>] = [:]
    private var after: [String: Set<String>] = [:]

    /// A name has no more words than this.
    private static let longest = 4

    /// - Parameter names: The slots of names.
    init(_ examples: [IntentExample], names: Set<String>) {
        for example in examples {
            for (index, part) in example.parts.enumerated() {
                guard case .slot(let name) = part, names.contains(name) else { continue }
                if index > 0, let word = Self.word(example.parts[index - 1]) { before[name, default: []].insert(word) }
                if index + 1 < example.parts.count, let word = Self.word(example.parts[index + 1]) { after[name, default: []].insert(word) }
            }
        }
    }

    private static func word(_ part: IntentExample.Part) -> String? {
        guard case .word(let word, let concept, let isLight) = part else { return nil }
        return isLight ? word : concept
    }

    /// The names that may stand in a sentence for each slot.
    /// - Parameter isStrange: Whether a token is a word of no example: a name has one.
    func names(in sentence: IntentSentence, where isStrange: (IntentSentence.Token) -> Bool) -> [String: [IntentSentence.Entity]] {
        var found: [String: [IntentSentence.Entity]] = [:]
        let tokens = sentence.tokens
        let dated = Set(sentence.dates.flatMap(\.tokens))
        for name in Set(before.keys).union(after.keys) {
            let leads = before[name, default: []], follows = after[name, default: []]
            for start in tokens.indices where isStrange(tokens[start]) || ["the", "our", "my"].contains(tokens[start].word) {
                let isLed = start > 0 && !tokens[start].followsBreak && leads.contains(Self.key(of: tokens[start - 1]))
                for end in start + 1...min(start + Self.longest, tokens.count) {
                    let last = tokens[end - 1]
                    if end - 1 > start, last.followsBreak || IntentSentence.isRoughBeginning(last.word) { break }
                    if dated.contains(end - 1) { break }
                    let isClosed = end == tokens.count || tokens[end].followsBreak || tokens[end].isLight
                    let isFollowed = end < tokens.count && !tokens[end].followsBreak && follows.contains(Self.key(of: tokens[end]))
                    guard isLed && (isClosed || isFollowed) || isFollowed && !tokens[end].isLight || sentence.isPossessive(last) && follows.contains("s"),
                        tokens[start..<end].contains(where: isStrange), !IntentSentence.isRoughEnd(last.word)
                    else { continue }
                    found[name, default: []].append(IntentSentence.Entity(tokens: start..<end, value: .text(sentence.text(from: start, to: end))))
                }
            }
        }
        return found
    }

    private static func key(of token: IntentSentence.Token) -> String { token.isLight ? token.word : token.concept }
}

extension IntentSentence {
    /// "Hany's"
    func isPossessive(_ token: Token) -> Bool { text[token.range].hasSuffix("'s") || text[token.range].hasSuffix("’s") }

    /// What these tokens say, as it was written.
    func text(from start: Int, to end: Int) -> String {
        let written = String(text[tokens[start].range.lowerBound..<tokens[end - 1].range.upperBound])
        return isPossessive(tokens[end - 1]) ? String(written.dropLast(2)) : written
    }
}
