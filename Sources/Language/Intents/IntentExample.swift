// Moonpost
// SPDX-License-Identifier: Apache-2.0

/// An example as it is compared with sentences.
package struct IntentExample {
    enum Part {
        case word(String, concept: String, isLight: Bool)
        case slot(String)
    }

    private(set) var parts: [Part] = []
    /// The slots, by their place among the parts, that a colon stands before: "{project}: {text}" is cut at one.
    private(set) var colons: Set<Int> = []
    /// What its words stand for that tell something.
    let heavy: [String]
    /// Its other words.
    let light: [String]

    init(_ example: String) {
        // A slot is a word of its own, also where its word is written together with the one before it: "ل{person}".
        let example = example.replacing("{", with: " {").replacing("}", with: "} ")
        for token in IntentSentence(example).tokens {
            if token.word.hasPrefix("{"), token.word.hasSuffix("}") {
                if token.followsColon { colons.insert(parts.count) }
                parts.append(.slot(String(example[token.range].dropFirst().dropLast())))
            } else {
                parts.append(.word(token.word, concept: token.concept, isLight: token.isLight))
            }
        }
        light = parts.compactMap { part in if case .word(let word, _, true) = part { word } else { nil } }
        heavy = parts.compactMap { part in if case .word(_, let concept, false) = part { concept } else { nil } }
    }

    /// The names in braces, in their order.
    package static func slots(of example: String) -> [String] {
        example.split(separator: "{").dropFirst().compactMap { part in part.firstIndex(of: "}").map { String(part[..<$0]) } }
    }

    /// Whether there is a word beside the slots.
    package static func hasWords(_ example: String) -> Bool {
        var isInside = false
        for character in example {
            switch character {
            case "{": isInside = true
            case "}": isInside = false
            default: if !isInside, character.isLetter || character.isNumber { return true }
            }
        }
        return false
    }
}
