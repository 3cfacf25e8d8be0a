// Moonpost
// SPDX-License-Identifier: Apache-2.0

internal import Language
internal import Plugins

/// How many sentences of a corpus are understood.
struct UnderstandingScore {
    enum Outcome: String {
        case right
        /// Something else is done than what was meant, or something where nothing was.
        case wrongDeed = "wrong deed"
        /// Something else is answered.
        case wrongAnswer = "wrong answer"
        /// The person is asked, and what they meant is among the choices.
        case asked
        /// It is not among them, or nothing is understood.
        case missed
    }

    private(set) var counts: [Outcome: Int] = [:]
    /// Sentences that ask for nothing.
    private(set) var idle = 0
    private(set) var idleOutcomes: [Outcome: Int] = [:]

    /// - Parameter name: What is meant; "none" for nothing.
    mutating func add(_ name: String, _ meanings: [IntentBook.Meaning]) -> Outcome {
        let outcome = Self.outcome(name, meanings)
        if name == "none" {
            idle += 1
            idleOutcomes[outcome, default: 0] += 1
        } else {
            counts[outcome, default: 0] += 1
        }
        return outcome
    }

    private static func outcome(_ name: String, _ meanings: [IntentBook.Meaning]) -> Outcome {
        switch IntentDecision(meanings.map(\.candidate)) {
        case .act:
            if meanings[0].entry.name == name { return .right }
            return meanings[0].candidate.isQuery ? .wrongAnswer : .wrongDeed
        case .ask(let count):
            if name == "none" { return .asked }
            return meanings.prefix(count).contains { $0.entry.name == name } ? .asked : .missed
        case .nothing: return name == "none" ? .right : .missed
        }
    }

    var total: Int { counts.values.reduce(0, +) }

    private static func share(_ count: Int, of total: Int) -> String {
        guard total > 0 else { return "0" }
        let tenths = (count * 1_000 + total / 2) / total
        return "\(count) (\(tenths / 10).\(tenths % 10)%)"
    }

    var text: String {
        func one(_ outcome: Outcome) -> String { Self.share(counts[outcome, default: 0], of: total) }
        return """
            sentences: \(total)
            done as it was meant: \(one(.right))
            asked, with what was meant among the choices: \(one(.asked))
            something else done: \(one(.wrongDeed))
            something else answered: \(one(.wrongAnswer))
            not understood: \(one(.missed))
            sentences that ask for nothing: \(idle), of which something was done \(idleOutcomes[.wrongDeed, default: 0]), answered \
            \(idleOutcomes[.wrongAnswer, default: 0]), asked \(idleOutcomes[.asked, default: 0])
            """
    }
}
