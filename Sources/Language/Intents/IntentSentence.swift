// Moonpost
// SPDX-License-Identifier: Apache-2.0

package import Core

/// A sentence as it is compared with examples: its words, and the values that stand in it.
struct IntentSentence {
    struct Token {
        /// Folded, with Western digits.
        var word: String
        /// What it stands for.
        var concept: String
        var isLight: Bool
        /// The word without what Arabic writes at its beginning.
        var bare: [String]
        /// A comma, a colon, a dash or the like stands before it.
        var followsBreak: Bool
        /// A colon does: what follows is what was meant to be said.
        var followsColon: Bool
        var range: Range<String.Index>
    }

    /// A value, and the tokens that say it.
    struct Entity {
        var tokens: Range<Int>
        var value: IntentValue
    }

    let text: String
    private(set) var tokens: [Token] = []
    /// Dates and periods, each as long as it goes, and without the words that lead to it.
    private(set) var dates: [(tokens: Range<Int>, reading: DateReading)] = []

    /// Nobody asks for something in more words; what follows is not looked at.
    private static let most = 80

    /// - Parameter dates: nil: for an example, which has none.
    init(_ text: String, dates reader: DateReader? = nil, now: Timestamp = Timestamp(milliseconds: 0)) {
        self.text = text
        readTokens()
        joinCompounds()
        if let reader { findDates(reader, now) }
    }

    // MARK: - Words

    private mutating func readTokens() {
        var start: String.Index?
        var hasBreak = false
        var hasColon = false
        func belongs(_ index: String.Index) -> Bool {
            let character = text[index]
            if character.isLetter || character.isNumber { return true }
            // Arabic's signs of vowels are no letters of their own; "don't", "follow-up", "5:30" and "15/3" are one word each.
            guard "'’-:/._{}".contains(character), index > text.startIndex else { return "{}".contains(character) }
            let next = text.index(after: index)
            guard next < text.endIndex else { return character == "}" }
            let before = text[text.index(before: index)]
            switch character {
            case "{", "}", "_": return true
            case "'", "’", "-": return (before.isLetter || before.isNumber) && (text[next].isLetter || text[next].isNumber)
            default: return before.isNumber && text[next].isNumber
            }
        }
        for index in text.indices {
            if belongs(index) {
                if start == nil { start = index }
                continue
            }
            if let begun = start { add(begun..<index, &hasBreak, &hasColon) }
            start = nil
            if !text[index].isWhitespace { hasBreak = true }
            if text[index] == ":" { hasColon = true }
            if tokens.count >= Self.most { return }
        }
        if let start { add(start..<text.endIndex, &hasBreak, &hasColon) }
    }

    private mutating func add(_ range: Range<String.Index>, _ hasBreak: inout Bool, _ hasColon: inout Bool) {
        var word = DateWords.fold(DateTokens.westernDigits(String(text[range]))).replacing("’", with: "'")
        if word.hasSuffix("'s") { word = String(word.dropLast(2)) }
        let isNegation = IntentWords.negations.contains(word)
        let isLight = !isNegation && IntentWords.isLight(word)
        tokens.append(
            Token(
                word: word, concept: isNegation ? IntentWords.negation : isLight ? word : IntentWords.concept(of: word), isLight: isLight,
                bare: word.utf8.first.map { $0 < 0x80 } ?? true ? [] : DateWords.forms(of: word),
                followsBreak: hasBreak, followsColon: hasColon, range: range))
        hasBreak = false
        hasColon = false
    }

    private mutating func joinCompounds() {
        var joined: [Token] = []
        var index = 0
        while index < tokens.count {
            var token = tokens[index]
            if let (words, concept) = IntentWords.compounds[token.word]?.first(where: { compound in
                index + compound.words.count <= tokens.count && zip(compound.words, tokens[index...]).allSatisfy { $0 == $1.word }
            }) {
                token.range = token.range.lowerBound..<tokens[index + words.count - 1].range.upperBound
                token.word = words.joined(separator: " ")
                token.concept = concept
                token.isLight = false
                index += words.count
            } else {
                index += 1
            }
            joined.append(token)
        }
        tokens = joined
    }

    /// Puts these concepts in the place of words that are slips of the finger.
    func correcting(_ concepts: [String?]) -> IntentSentence {
        var copy = self
        for (index, concept) in concepts.enumerated() {
            if let concept { copy.tokens[index].concept = concept }
        }
        return copy
    }

    // MARK: - Dates

    private mutating func findDates(_ reader: DateReader, _ now: Timestamp) {
        var from = text.startIndex
        while from < text.endIndex, dates.count < 12, let found = reader.find(in: String(text[from...]), now: now) {
            // The finding is of a copy: its distances hold here, too.
            let rest = text[from...]
            let copy = String(rest)
            let lower = text.index(from, offsetBy: copy.distance(from: copy.startIndex, to: found.range.lowerBound))
            let upper = text.index(from, offsetBy: copy.distance(from: copy.startIndex, to: found.range.upperBound))
            if let first = tokens.firstIndex(where: { $0.range.upperBound > lower }), let last = tokens.lastIndex(where: { $0.range.lowerBound < upper }),
                first <= last, !describes(first, last), !counts(first, last) {
                dates.append((first..<last + 1, found.reading))
                // "Due on Friday" is "Friday", too: an example may have the words before it.
                var start = first
                while start < last, tokens[start].isLight || tokens[start].concept == "due" {
                    start += 1
                    dates.append((start..<last + 1, found.reading))
                }
            }
            from = upper
        }
    }

    /// "The Monday report", "today's meeting": the day says which one, and not when.
    private func describes(_ first: Int, _ last: Int) -> Bool {
        let end = tokens[last]
        let written = text[end.range]
        if written.hasSuffix("'s") || written.hasSuffix("’s") { return last + 1 < tokens.count }
        guard last + 1 < tokens.count, last > 0, !tokens[last + 1].isLight, !tokens[last + 1].followsBreak, tokens[first..<last].allSatisfy(\.isLight) else { return false }
        return ["the", "a", "an", "my", "our", "your", "his", "her", "their"].contains(tokens[last - 1].word)
    }

    /// "The first one" is the first of a list; "by the first" is a day.
    private func counts(_ first: Int, _ last: Int) -> Bool {
        let words = tokens[first...last].map(\.word).filter { $0 != "the" }
        return !words.isEmpty && words.allSatisfy { DateWords.ordinals[$0] != nil || DateWords.numbers[$0] != nil || $0.allSatisfy(\.isNumber) }
    }

    // MARK: - Values

    /// The values of this kind that stand in the sentence.
    func entities(of slot: Intent.Slot) -> [Entity] {
        switch slot.kind {
        case .text, .name: return []
        case .date:
            return dates.compactMap { tokens, reading in
                switch reading {
                case .moment(let moment): Entity(tokens: tokens, value: .date(moment))
                case .period(_, let last): Entity(tokens: tokens, value: .date(last))
                case .recurrence, .impossible: nil
                }
            }
        case .period:
            return dates.compactMap { tokens, reading in
                switch reading {
                case .moment(let moment): Entity(tokens: tokens, value: .period(first: moment, last: moment))
                case .period(let first, let last): Entity(tokens: tokens, value: .period(first: first, last: last))
                case .recurrence, .impossible: nil
                }
            }
        case .number, .integer:
            return tokens.indices.compactMap { index in
                guard let number = Self.number(tokens[index].word), slot.kind == .number || number == number.rounded() else { return nil }
                return Entity(tokens: index..<index + 1, value: .number(number))
            }
        case .boolean:
            return tokens.indices.compactMap { index in
                switch tokens[index].word {
                case "yes", "true", "on", "نعم": Entity(tokens: index..<index + 1, value: .boolean(true))
                case "no", "false", "off", "لا": Entity(tokens: index..<index + 1, value: .boolean(false))
                default: nil
                }
            }
        case .choice(let choices): return choices.flatMap { entities(of: $0, named: slot.name) }
        }
    }

    /// "high", "high priority", "priority: high".
    private func entities(of choice: Intent.Slot.Choice, named name: String) -> [Entity] {
        let title = IntentWords.concept(of: DateWords.fold(name))
        return ([choice.value] + choice.words).flatMap { phrase -> [Entity] in
            let words = phrase.split(separator: " ").map { DateWords.fold(String($0)) }
            guard !words.isEmpty, words.count <= tokens.count else { return [] }
            return (0...tokens.count - words.count).flatMap { start -> [Entity] in
                guard zip(words, tokens[start...]).allSatisfy({ word, token in word == token.word || token.bare.contains(word) }) else { return [] }
                let bare = start..<start + words.count
                var range = bare
                if range.upperBound < tokens.count, tokens[range.upperBound].concept == title {
                    range = range.lowerBound..<range.upperBound + 1
                } else if range.lowerBound > 0, tokens[range.lowerBound - 1].concept == title {
                    range = range.lowerBound - 1..<range.upperBound
                } else if range.lowerBound > 1, tokens[range.lowerBound - 1].isLight, tokens[range.lowerBound - 2].concept == title {
                    range = range.lowerBound - 2..<range.upperBound
                }
                let value = IntentValue.choice(choice.value)
                // An example may have the word that says what it is: "{priority} priority".
                return range == bare ? [Entity(tokens: bare, value: value)] : [Entity(tokens: range, value: value), Entity(tokens: bare, value: value)]
            }
        }
    }

    /// Whether a value may be taken out of a text: it is named, follows a comma, or ends the sentence as a date does.
    func standsAlone(_ entity: Entity) -> Bool {
        switch entity.value {
        case .date, .period: true
        case .choice:
            entity.tokens.count > 1 || tokens[entity.tokens.lowerBound].followsBreak
        case .text, .number, .boolean: false
        }
    }

    private static func number(_ word: String) -> Double? {
        if let number = Double(word.filter { $0 != "," }), number.isFinite { return number }
        return DateWords.numbers[word].map(Double.init)
    }
}
