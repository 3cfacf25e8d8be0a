// Moonpost
// SPDX-License-Identifier: Apache-2.0

/// What to do about a sentence, by how sure it is what it asks for: asking is better than guessing, and silence better than asking nonsense.
package enum IntentDecision: Hashable, Sendable {
    /// It asks for the likeliest.
    case act
    /// It may ask for one of so many, the likeliest; the person has to say.
    case ask(Int)
    /// It is like nothing.
    case nothing

    /// Something that a sentence may ask for.
    package struct Candidate: Hashable, Sendable {
        package var confidence: Double
        /// Whether it only answers: a wrong answer does less harm than a wrong deed.
        package var isQuery: Bool

        package init(confidence: Double, isQuery: Bool) {
            self.confidence = confidence
            self.isQuery = isQuery
        }

        /// From here on it is done, where nothing else is nearly as likely.
        var sure: Double { isQuery ? 0.42 : 0.55 }
        /// How much less likely the next must be.
        var margin: Double { isQuery ? 0.03 : 0.1 }
    }

    /// From here on it is worth asking.
    package static let likely = 0.36
    /// More are no help.
    package static let most = 3

    /// - Parameter candidates: The likeliest first.
    package init(_ candidates: [Candidate]) {
        guard let first = candidates.first, first.confidence >= Self.likely else {
            self = .nothing
            return
        }
        if first.confidence >= first.sure, candidates.count == 1 || first.confidence - candidates[1].confidence >= first.margin {
            self = .act
        } else {
            self = .ask(candidates.prefix(Self.most).prefix { $0.confidence >= Self.likely && $0.confidence > first.confidence - 0.3 }.count)
        }
    }
}
