// Moonpost
// SPDX-License-Identifier: Apache-2.0

/// Lays one example beside a sentence: which words are in both, which in one alone, and what stands in the slots.
///
/// The best of all alignments in the order of the words, by dynamic programming as sequences are aligned (Needleman and Wunsch, 1970).
struct IntentAlignment {
    /// What words weigh, and how alike two are.
    struct Weights {
        var weight: (_ concept: String, _ isLight: Bool) -> Double
        /// The same of words that some example has; 0 for all others.
        var known: (_ concept: String) -> Double
        var likeness: (_ word: String, _ concept: String, _ token: IntentSentence.Token) -> Double
    }

    private(set) var matched = 0.0
    private(set) var missing = 0.0
    private(set) var skipped = 0.0
    /// What words weigh that other intents are known by, and that are taken for text here.
    private(set) var swallowed = 0.0
    private(set) var values: [String: IntentValue] = [:]
    /// How badly what is taken for text is cut out: it begins or ends with words that lead to something else.
    private(set) var roughness = 0.0
    /// Whether the sentence says "not", and the example does not.
    private(set) var ignoresNegation = false

    static let textGain = 0.1
    static let typedGain = 0.8
    static let freeGain = 0.3
    private static let emptySlot = 0.7
    private static let absorbed = 0.03
    private static let pause = 0.06
    /// The same inside a name, which rarely goes on behind a comma.
    private static let pauseInName = 0.5
    /// A word like "to" or "from" at an edge of a text, and inside of a name.
    private static let roughEdge = 0.3
    private static let roughInside = 0.1
    /// A text begins at a colon.
    private static let announced = 0.25
    /// The example has a colon there, and the sentence has none.
    private static let noColon = 0.5
    /// What stands behind a comma at the end, and says why or thanks.
    private static let afterthought = 0.35
    /// What a negation is worth that both have; one that only the sentence has weighs far more.
    private static let negation = 1.0

    private enum Step {
        case none
        case match(Double), missWord(Double), missSlot, skip(Double), afterthought, free(String, IntentValue, Double), typed(String, IntentValue), enter(Double), absorb(Double), leave(Double)
    }

    private struct Cell {
        var score = -Double.infinity
        var step = Step.none
        var from = 0
    }

    /// - Parameters:
    ///   - entities: The values that stand in the sentence, by slot; of slots of text and names there are none.
    ///   - names: The slots of names.
    init(_ example: IntentExample, _ sentence: IntentSentence, entities: [String: [IntentSentence.Entity]], names: Set<String>, _ weights: Weights) {
        let parts = example.parts, tokens = sentence.tokens
        let width = tokens.count + 1
        func index(_ part: Int, _ token: Int, inside: Bool) -> Int { ((inside ? 1 : 0) * (parts.count + 1) + part) * width + token }
        var cells = [Cell](repeating: Cell(), count: 2 * (parts.count + 1) * width)
        func reach(_ target: Int, _ origin: Int, _ gain: Double, _ step: Step) {
            let score = cells[origin].score + gain
            if score > cells[target].score { cells[target] = Cell(score: score, step: step, from: origin) }
        }
        let named = Set(parts.compactMap { part in if case .slot(let name) = part { name } else { nil } })
        let free = entities.filter { !named.contains($0.key) }.sorted { $0.key < $1.key }.flatMap { name, found in found.map { (name: name, entity: $0) } }
        let weigh = tokens.map { weights.weight($0.concept, $0.isLight) }
        let leads = tokens.map { IntentSentence.roughBeginnings.contains($0.word) }
        let trails = tokens.map { IntentSentence.roughEnds.contains($0.word) }

        cells[index(0, 0, inside: false)].score = 0
        for part in 0...parts.count {
            for token in 0...tokens.count {
                let here = index(part, token, inside: false)
                if cells[here].score > -.infinity {
                    if part == parts.count, token < tokens.count, token > 0, tokens[token].followsBreak, !tokens[token].followsColon {
                        reach(index(part, tokens.count, inside: false), here, -Self.afterthought, .afterthought)
                    }
                    if token < tokens.count {
                        reach(index(part, token + 1, inside: false), here, -0.5 * weigh[token], .skip(weigh[token]))
                        for (name, entity) in free where entity.tokens.lowerBound == token {
                            let gain = Self.gain(of: entity, weigh)
                            reach(index(part, entity.tokens.upperBound, inside: false), here, gain, .free(name, entity.value, gain))
                        }
                    }
                    if part < parts.count {
                        switch parts[part] {
                        case .word(let word, let concept, let isLight):
                            let weight = concept == IntentWords.negation ? Self.negation : weights.weight(concept, isLight)
                            reach(index(part + 1, token, inside: false), here, -0.6 * weight, .missWord(weight))
                            if token < tokens.count, case let likeness = weights.likeness(word, concept, tokens[token]), likeness > 0 {
                                reach(index(part + 1, token + 1, inside: false), here, weight * likeness, .match(weight * likeness))
                            }
                        case .slot(let name):
                            reach(index(part + 1, token, inside: false), here, -0.6 * Self.emptySlot, .missSlot)
                            if !names.contains(name), let found = entities[name] {
                                for entity in found where entity.tokens.lowerBound == token {
                                    reach(index(part + 1, entity.tokens.upperBound, inside: false), here, Self.typedGain, .typed(name, entity.value))
                                }
                            } else if token < tokens.count {
                                // A name rarely begins behind a comma, and a text rarely with a word that leads to something.
                                let rough = (leads[token] ? Self.roughEdge : 0)
                                    + (example.colons.contains(part) && !tokens[token].followsColon ? Self.noColon : 0)
                                    + (names.contains(name) && tokens[token].followsBreak && !tokens[token].followsColon && token > 0 ? Self.pauseInName : 0)
                                let gain = tokens[token].followsColon && !names.contains(name) ? Self.announced : 0
                                reach(index(part, token + 1, inside: true), here, gain - Self.absorbed - 0.05 * weigh[token] - rough, .enter(rough))
                            }
                        }
                    }
                }
                let inner = index(part, token, inside: true)
                guard part < parts.count, cells[inner].score > -.infinity else { continue }
                let end = trails[token - 1] ? Self.roughEdge : 0
                reach(index(part + 1, token, inside: false), inner, Self.textGain - end, .leave(end))
                guard token < tokens.count else { continue }
                var isName = false
                if case .slot(let name) = parts[part] { isName = names.contains(name) }
                // What stands behind a comma or a colon is rather something else.
                let rough = (tokens[token].followsColon ? Self.pauseInName : tokens[token].followsBreak ? isName ? Self.pauseInName : Self.pause : 0) + (isName && leads[token] ? Self.roughInside : 0)
                reach(index(part, token + 1, inside: true), inner, -Self.absorbed - 0.05 * weigh[token] - rough, .absorb(isName ? rough : 0))
                for (name, entity) in free where entity.tokens.lowerBound == token && sentence.standsAlone(entity) {
                    let gain = Self.gain(of: entity, weigh)
                    reach(index(part, entity.tokens.upperBound, inside: true), inner, gain, .free(name, entity.value, gain))
                }
            }
        }
        trace(cells, from: index(parts.count, tokens.count, inside: false), parts, sentence, tokens.map { $0.isLight ? 0 : weights.known($0.concept) }, index)
    }

    /// A name that no slot stands for, but words that it is known by.
    private static let nameGain = 0.2

    /// What a value is worth that no slot stands for: more where it is said what it is, as in "high priority".
    private static func gain(of entity: IntentSentence.Entity, _ weigh: [Double]) -> Double {
        if case .text = entity.value { return nameGain }
        guard case .choice = entity.value, entity.tokens.count > 1 else { return freeGain }
        return freeGain + (weigh[entity.tokens].max() ?? 0)
    }

    private mutating func trace(
        _ cells: [Cell], from end: Int, _ parts: [IntentExample.Part], _ sentence: IntentSentence, _ known: [Double], _ index: (Int, Int, Bool) -> Int
    ) {
        let width = sentence.tokens.count + 1
        var texts: [Int: [Int]] = [:]
        var at = end
        while true {
            let cell = cells[at]
            // What an inner cell is inside of, and the token before it.
            let token = at % width, part = at / width % (parts.count + 1)
            switch cell.step {
            case .none:
                for (part, tokens) in texts {
                    guard case .slot(let name) = parts[part] else { continue }
                    // An article alone is nothing; "it" is.
                    if tokens.allSatisfy({ IntentSentence.empty.contains(sentence.tokens[$0].word) }) {
                        missing += Self.emptySlot + Self.textGain
                    } else {
                        values[name] = .text(sentence.text(of: tokens.sorted()))
                        for token in tokens { swallowed += known[token] }
                    }
                }
                return
            case .match(let gain): matched += gain
            case .missWord(let weight): missing += weight
            case .missSlot: missing += Self.emptySlot
            case .skip(let weight):
                skipped += weight
                if sentence.tokens[token - 1].concept == IntentWords.negation { ignoresNegation = true }
            case .free(let name, let value, let gain):
                // The first one that is said counts, and it is met last.
                matched += values[name] == nil ? gain : 0
                values[name] = value
            case .typed(let name, let value):
                matched += Self.typedGain
                values[name] = value
            case .afterthought: skipped += Self.afterthought
            case .enter(let rough), .absorb(let rough):
                texts[part, default: []].append(token - 1)
                roughness += rough
            case .leave(let rough):
                matched += Self.textGain
                roughness += rough
            }
            at = cell.from
        }
    }
}

extension IntentSentence {
    /// What these tokens say, as it was written, without the words that only lead to it.
    fileprivate func text(of tokens: [Int]) -> String {
        var tokens = tokens
        while let first = tokens.first, Self.leads.contains(self.tokens[first].word), tokens.count > 1 { tokens.removeFirst() }
        while let last = tokens.last, Self.trails.contains(self.tokens[last].word), tokens.count > 1 { tokens.removeLast() }
        var pieces: [Range<String.Index>] = []
        for (position, token) in tokens.enumerated() {
            let range = self.tokens[token].range
            if let last = pieces.last, position > 0, tokens[position - 1] == token - 1 {
                pieces[pieces.count - 1] = last.lowerBound..<max(last.upperBound, range.upperBound)
            } else {
                pieces.append(range)
            }
        }
        return pieces.map { text[$0] }.joined(separator: " ")
    }

    /// With what a text rarely begins, and a name rarely goes on: it leads to something else, or asks.
    static func isRoughBeginning(_ word: String) -> Bool { roughBeginnings.contains(word) }
    static func isRoughEnd(_ word: String) -> Bool { roughEnds.contains(word) }

    fileprivate static let roughBeginnings = Set(
        """
        to into in on onto under from at for of by with about as than so and or but if then can could should would will shall may might must let lets let's please pls
        is are was were be been do does did has have had need want going thanks thank hello شكرا مرحبا far already completely totally entirely altogether instead everything finally this these whats what's her his their there here which who whom what when where how
        في علي الي عن ان انه او ثم مع من اللي الذي التي لو ممكن يا خلي خل عندنا عندي لدي لدينا علينا علي عليا لي بتاع بتاعه ذات هذا هذه
        """.split(whereSeparator: \.isWhitespace).map { DateWords.fold(String($0)) })
    /// With what a text rarely ends.
    fileprivate static let roughEnds = Set(
        "to into in on onto under from at for of by with about as than so and or but if then the a an my our is are was were be should would will can saying instead completely already في علي الي عن ان او ثم مع من عندنا عندي"
            .split(separator: " ").map { DateWords.fold(String($0)) })

    private static let leads = Set("to for about called named titled saying of with and are is am just please ل لـ ان عن اسمها اسمه باسم بعنوان بخصوص".split(separator: " ").map { DateWords.fold(String($0)) })
    /// What is nothing by itself.
    fileprivate static let empty = IntentWords.lightWords.subtracting(["it", "this", "that", "these", "those", "them", "one", "هذا", "هذه", "تلك", "ذلك", "هي", "هو"].map { DateWords.fold($0) })
    private static let trails = Set("please pls plz thanks thx and due by on at for with it's its is من فضلك لو سمحت شكرا و".split(separator: " ").map { DateWords.fold(String($0)) })
}
