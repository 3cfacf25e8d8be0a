// Moonpost
// SPDX-License-Identifier: Apache-2.0

internal import Core
internal import Host
internal import Plugins

/// How many sentences of a corpus are understood: the right thing, with the right values.
struct UnderstandingScore {
    enum Outcome: String {
        case right
        /// What was meant is done, with a value that was not meant, or without one that was.
        case wrongValue = "wrong value"
        /// Something else is done than what was meant, or something where nothing was.
        case wrongDeed = "wrong deed"
        /// Something else is answered.
        case wrongAnswer = "wrong answer"
        /// The person is asked, and what they meant is among the choices.
        case asked
        /// It is not among them, they are told that something is missing or wrong, or nothing is understood.
        case missed
    }

    private(set) var counts: [Outcome: Int] = [:]
    /// Sentences that ask for nothing.
    private(set) var idle = 0
    private(set) var idleOutcomes: [Outcome: Int] = [:]

    /// What the names in the corpus can lead to.
    var known: [String] = []

    /// - Parameter line: What is meant.
    mutating func add(_ line: UnderstandingLine, _ reading: SentenceReader.Reading) -> Outcome {
        let outcome = outcome(line, reading)
        if line.isIdle {
            idle += 1
            idleOutcomes[outcome, default: 0] += 1
        } else {
            counts[outcome, default: 0] += 1
        }
        return outcome
    }

    private func outcome(_ line: UnderstandingLine, _ reading: SentenceReader.Reading) -> Outcome {
        switch reading {
        case .begins(let entry, let given):
            if entry.name == line.name { return line.isMeant(given, names: entry.names, known: known) ? .right : .wrongValue }
            return entry.kind == "query" ? .wrongAnswer : .wrongDeed
        case .asks(let names): return line.isIdle || names.contains(line.name) ? .asked : .missed
        case .tells: return line.isIdle ? .asked : .missed
        case .nothing: return line.isIdle ? .right : .missed
        }
    }

    var total: Int { counts.values.reduce(0, +) }

    /// Sentences of which something was done that nobody meant, of all.
    var wrongDeeds: Int { counts[.wrongDeed, default: 0] + idleOutcomes[.wrongDeed, default: 0] }

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
            done with a wrong value: \(one(.wrongValue))
            asked, with what was meant among the choices: \(one(.asked))
            something else done: \(one(.wrongDeed))
            something else answered: \(one(.wrongAnswer))
            not understood: \(one(.missed))
            sentences that ask for nothing: \(idle), of which something was done \(idleOutcomes[.wrongDeed, default: 0]), answered \
            \(idleOutcomes[.wrongAnswer, default: 0]), asked \(idleOutcomes[.asked, default: 0])
            something done that nobody meant, of all \(total + idle): \(Self.share(wrongDeeds, of: total + idle))
            """
    }
}

extension PluginCatalog.Entry {
    /// The parameters that name something.
    var names: Set<String> {
        guard case .command(let command) = declaration else { return [] }
        return Set(command.parameters.filter { $0.type == .name }.map(\.name))
    }
}
