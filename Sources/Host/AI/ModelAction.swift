// Moonpost
// SPDX-License-Identifier: Apache-2.0

internal import Core
internal import Language
internal import Plugins

/// What becomes of one sentence that a language model is asked about: its words, or one call of a command. Decides, and asks nobody.
///
/// A call that cannot be made goes back to the model with the reason, and no more often than so many times.
struct ModelAction {
    enum Step {
        /// The model is asked this.
        case ask(ModelRequest)
        /// It has something to say.
        case say(String)
        /// It calls this command, and may.
        case run(command: String, arguments: JSON)
        /// It called what it cannot until its patience, or ours, was over.
        case giveUp(OperationError)
    }

    private var request: ModelRequest
    private let tools: CommandTools
    private var rounds = 0

    /// How often one sentence may ask the model.
    static let mostRounds = 4

    init(_ request: ModelRequest, _ tools: CommandTools) {
        self.request = request
        self.request.tools = tools.tools
        self.tools = tools
    }

    func begin() -> Step { .ask(request) }

    mutating func answered(_ answer: ModelAnswer, now: Timestamp) -> Step {
        rounds += 1
        guard let first = answer.calls.first else { return .say(answer.text) }
        var problem: ModelCallProblem
        if answer.isCutShort {
            problem = ModelCallProblem("the call was cut short")
        } else if answer.calls.count > 1 {
            problem = ModelCallProblem("call one tool alone")
        } else {
            do throws(ModelCallProblem) {
                let (command, arguments) = try tools.read(first, now: now)
                return .run(command: command, arguments: arguments)
            } catch {
                problem = error
            }
        }
        guard rounds < Self.mostRounds else {
            return .giveUp(OperationError(
                code: "no_valid_call", message: "the model called \(rounds) times what it cannot; the last time: \(problem.sentence)"))
        }
        request.turns.append(.model(answer.text, calls: answer.calls))
        request.turns.append(
            .results(answer.calls.map { ModelToolResult(id: $0.id, name: $0.name, text: "Nothing was done: " + problem.sentence, isError: true) }))
        return .ask(request)
    }
}
