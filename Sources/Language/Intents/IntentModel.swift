// Moonpost
// SPDX-License-Identifier: Apache-2.0

internal import Foundation
package import Core

/// Finds out what a sentence asks for, by the examples that everything has which can be asked for. It knows no grammar and asks nobody:
/// a classifier that has learned from them says which are likely, and the sentence is laid beside each of their examples to see how well it fits
/// and what stands in the slots.
package struct IntentModel: Sendable {
    private let intents: [Intent]
    private let examples: [[IntentExample]]
    /// By intent.
    private let cues: [IntentCues]
    /// How much a word tells: the fewer intents have it, the more.
    private let weights: [String: Double]
    /// What is a word, and not a slip of the finger.
    private let vocabulary: [String: String]
    /// The same by length, in the order of the alphabet.
    private let spellings: [Int: [(letters: [Character], concept: String)]]
    private let dates: DateReader
    private let classifier: IntentClassifier
    private let choices: [Intent.Slot]

    private static let lightWeight = 0.12
    private static let strangeWeight = 1.5
    private static let negationWeight = 2.5
    /// How many examples count as they are; fewer count for more.
    private static let usual = 30.0
    /// Examples of few and light words say little, however well they fit.
    private static let doubt = 0.35

    package init(_ intents: [Intent], dates: DateReader) {
        self.intents = intents.filter { !$0.examples.isEmpty }
        self.dates = dates
        examples = self.intents.map { $0.examples.map(IntentExample.init) }
        // Where there is a text, it may be any words.
        cues = zip(self.intents, examples).map { intent, examples in
            IntentCues(examples, names: intent.slots.contains { $0.kind == .text } ? [] : intent.names)
        }
        let counts = examples.reduce(into: [String: Int]()) { counts, examples in
            for concept in Set(examples.flatMap(\.heavy)) { counts[concept, default: 0] += 1 }
        }
        let all = Double(self.intents.count) + 1
        weights = counts.mapValues { 0.5 + 0.5 * log(all / (Double($0) + 0.5)) }
        var vocabulary: [String: String] = [:]
        for part in examples.joined().flatMap(\.parts) {
            if case .word(let word, let concept, false) = part, word.count >= 4 { vocabulary[word] = concept }
        }
        for word in IntentWords.known where word.count >= 4 && counts[IntentWords.concept(of: word)] != nil { vocabulary[word] = IntentWords.concept(of: word) }
        self.vocabulary = vocabulary
        spellings = Dictionary(grouping: vocabulary.sorted { $0.key < $1.key }.map { (letters: Array($0.key), concept: $0.value) }) { $0.letters.count }
        choices = Set(self.intents.flatMap(\.slots)).filter { if case .choice = $0.kind { true } else { false } }.sorted { $0.name < $1.name }
        var samples: [IntentClassifier.Sample] = []
        for (label, (intent, examples)) in zip(self.intents, examples).enumerated() {
            let kinds = Dictionary(intent.slots.map { ($0.name, $0.kind) }, uniquingKeysWith: { first, _ in first })
            // What has few examples must not be drowned by what has many.
            let weight = min(max(Self.usual / Double(examples.count), 1), 4)
            for example in examples {
                samples += IntentFeatures.variants(of: example, kinds).map { IntentClassifier.Sample(features: $0.features, label: label, weight: $0.weight * weight) }
            }
        }
        let none = self.intents.count
        samples += IntentBackground.sentences.flatMap { IntentFeatures.variants(of: IntentExample($0), [:]) }.map {
            IntentClassifier.Sample(features: $0.features, label: none, weight: 0.7)
        }
        classifier = IntentClassifier(samples, classes: none + 1)
    }

    package var isEmpty: Bool { intents.isEmpty }

    /// What the sentence may ask for, the likeliest first; of each intent its best example.
    /// - Parameters:
    ///   - dates: Reads the sentence's dates, where that is not what the model does by itself.
    ///   - includes: Whether an intent, by its id, can be meant at all.
    package func matches(
        _ text: String, now: Timestamp, dates: DateReader? = nil, where includes: (String) -> Bool = { _ in true }
    ) -> [IntentMatch] {
        let sentence = IntentSentence(text, dates: dates ?? self.dates, now: now)
        guard !sentence.tokens.isEmpty else { return [] }
        let corrected = sentence.tokens.map { correction(of: $0) }
        let alignment = IntentAlignment.Weights(
            weight: { concept, isLight in isLight ? Self.lightWeight : concept == IntentWords.negation ? Self.negationWeight : weights[concept] ?? Self.strangeWeight },
            known: { weights[$0] ?? 0 },
            likeness: { word, concept, token in
                if word == token.word { return 1 }
                if token.isLight { return 0 }
                if concept == token.concept { return 0.92 }
                return 0
            })
        let sound = sentence.correcting(corrected)
        var values: [Intent.Slot: [IntentSentence.Entity]] = [:]
        func entities(of slot: Intent.Slot) -> [IntentSentence.Entity] {
            if let known = values[slot] { return known }
            let found = sound.entities(of: slot)
            values[slot] = found
            return found
        }
        let features = IntentFeatures.of(sound, choices: choices.flatMap { entities(of: $0) }.map(\.tokens)) { IntentWords.isLight($0) || weights[$0] != nil }
        let likelihoods = classifier.probabilities(features)
        var found: [IntentMatch] = []
        let spoken = Set(sound.tokens.filter { !$0.isLight }.map(\.concept)), light = Set(sound.tokens.filter(\.isLight).map(\.word))
        let likely = intents.indices.filter { includes(intents[$0].id) }.sorted { likelihoods[$0] > likelihoods[$1] }.prefix(Self.mostAligned)
        for index in likely {
            let intent = intents[index]
            let entities = Dictionary(
                intent.slots.filter { $0.kind != .text && $0.kind != .name }.map { ($0.name, entities(of: $0)) }, uniquingKeysWith: { first, _ in first })
            let names = intent.names
            let named = cues[index].names(in: sound) { !$0.isLight && weights[$0.concept] == nil }
            let values = entities.merging(named) { first, _ in first }
            var best: (fit: Double, values: [String: IntentValue]) = (0, [:])
            for example in promising(examples[index], spoken, light) {
                let aligned = IntentAlignment(example, sound, entities: values, names: names, alignment)
                let fit = (aligned.ignoresNegation ? Self.negated : 1) * aligned.matched / (aligned.matched + aligned.missing + 0.8 * aligned.skipped + 0.15 * aligned.swallowed + aligned.roughness + Self.doubt)
                if fit > best.fit { best = (fit, aligned.values) }
            }
            found.append(IntentMatch(intent: intent.id, likelihood: likelihoods[index], fit: best.fit, values: best.values))
        }
        return found.sorted { ($1.confidence, $0.intent) < ($0.confidence, $1.intent) }
    }

    /// The examples that share the most with a sentence: laying each beside it would take long.
    private func promising(_ examples: [IntentExample], _ spoken: Set<String>, _ light: Set<String>) -> some Collection<IntentExample> {
        guard examples.count > Self.mostExamples else { return examples[...] }
        let scored = examples.map { example in
            let heavy = example.heavy.reduce(0) { $0 + (spoken.contains($1) ? 1 : -0.6) * (weights[$1] ?? 0) }
            // Of many that share these, those are nearest that are built alike.
            return (example: example, score: heavy + Self.lightWeight * example.light.reduce(0) { $0 + (light.contains($1) ? 1 : -0.6) })
        }
        return scored.sorted { $0.score > $1.score }.prefix(Self.mostExamples).map(\.example)[...]
    }

    private static let mostExamples = 16

    /// How well "do not delete it" fits "delete it", of how well it would without the "not".
    private static let negated = 0.2

    /// Only the likeliest are laid beside their examples.
    private static let mostAligned = 6

    /// What a word that nobody knows may have been meant to be: one letter more, less or another, or two that changed places.
    private func correction(of token: IntentSentence.Token) -> String? {
        guard !token.isLight, token.word.count >= 4, token.word.allSatisfy(\.isLetter), vocabulary[token.word] == nil, weights[token.concept] == nil,
            !IntentWords.known.contains(token.word)
        else { return nil }
        let word = Array(token.word)
        for length in word.count - 1...word.count + 1 {
            if let right = spellings[length]?.first(where: { SpellingSlip.isSlip(word, of: $0.letters) }) { return right.concept }
        }
        return nil
    }
}
