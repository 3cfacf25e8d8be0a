// Moonpost
// SPDX-License-Identifier: Apache-2.0

/// A sentence or an example as the classifier sees it: what its words stand for, one by one and in pairs, and their forms. What stands in slots
/// is only that: a date, a choice, a number, some text.
enum IntentFeatures {
    /// One place of a sentence.
    struct Symbol: Hashable {
        var name: String
        /// The word as it is written, where it is one.
        var word: String?

        static let text = Symbol(name: "<x>"), date = Symbol(name: "<d>"), always = Symbol(name: "<every>"), choice = Symbol(name: "<c>")
        static let number = Symbol(name: "<n>")

        init(name: String, word: String? = nil) {
            self.name = name
            self.word = word
        }
    }

    /// An example, and the same with other things in its slots that people say there: "it", "the second one", "task 2".
    /// - Parameter kinds: Of the intent's slots, by name; of others there is text.
    static func variants(of example: IntentExample, _ kinds: [String: Intent.Slot.Kind]) -> [(features: [String], weight: Double)] {
        var plain: [Symbol] = [], numbered: [Symbol] = []
        var hasText = false
        for part in example.parts {
            switch part {
            case .word(let word, let concept, _):
                plain.append(Symbol(name: concept, word: word))
                numbered.append(Symbol(name: concept, word: word))
            case .slot(let name):
                switch kinds[name] {
                case .date, .period:
                    plain.append(.date)
                    numbered.append(.date)
                case .choice:
                    plain.append(.choice)
                    numbered.append(.choice)
                default:
                    plain.append(.text)
                    numbered.append(hasText ? .text : .number)
                    hasText = true
                }
            }
        }
        return hasText ? [(of(plain), 1), (of(numbered), 0.3)] : [(of(plain), 1)]
    }

    /// - Parameters:
    ///   - choices: Where values of choices stand.
    ///   - knows: Whether any example has what a word stands for.
    static func of(_ sentence: IntentSentence, choices: [Range<Int>], knows: (String) -> Bool) -> [String] {
        var symbols: [Symbol] = []
        var token = 0
        while token < sentence.tokens.count {
            if let date = sentence.dates.first(where: { $0.tokens.lowerBound == token }) {
                if case .recurrence = date.reading { symbols.append(.always) } else { symbols.append(.date) }
                token = date.tokens.upperBound
            } else if let range = choices.first(where: { $0.lowerBound == token }) {
                symbols.append(.choice)
                token = range.upperBound
            } else {
                let (word, concept) = (sentence.tokens[token].word, sentence.tokens[token].concept)
                if word.allSatisfy(\.isNumber) {
                    symbols.append(.number)
                } else {
                    symbols.append(knows(concept) ? Symbol(name: concept, word: word) : .text)
                }
                token += 1
            }
        }
        return of(symbols)
    }

    private static func of(_ symbols: [Symbol]) -> [String] {
        var features: [String] = []
        var last = "^", heavy = "^"
        for symbol in symbols where !(symbol == .text && last == Symbol.text.name) {
            if symbol != .text { features.append(symbol.name) }
            if let word = symbol.word {
                if word != symbol.name { features.append("=" + word) }
                if word.count > 4 { features.append("~" + word.prefix(4)) }
            }
            features.append(last + " " + symbol.name)
            // The next word that tells something may stand far behind: "mark ... as done".
            if symbol != .text, !IntentWords.isLight(symbol.name) {
                features.append(heavy + ".." + symbol.name)
                heavy = symbol.name
            }
            last = symbol.name
        }
        features.append(last + " $")
        return features
    }
}
