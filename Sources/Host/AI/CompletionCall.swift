// Moonpost
// SPDX-License-Identifier: Apache-2.0

internal import Core
internal import Language
internal import Plugins

/// What a script asks of `bot.ai`, read, checked and bounded.
enum CompletionCall {
    /// How many messages of the person's chat the model is to see beside what the script itself gives it.
    static func recent(_ arguments: JSON) -> Int { Int(arguments["recent"]?.int ?? 0) }

    /// - Parameter recent: What was said before, oldest first.
    /// - Throws: What is wrong with it, for the script.
    static func request(
        _ arguments: JSON, _ settings: Configuration.AI, after recent: [ModelTurn], of function: String
    ) throws(OperationError) -> ModelRequest {
        func refuse(_ why: String) -> OperationError { OperationError(code: "invalid_request", message: "\(function): \(why)") }
        let prompt = arguments["prompt"]?.text ?? ""
        let system = arguments["system"]?.text ?? ""
        guard !prompt.allSatisfy(\.isWhitespace) else { throw refuse("the prompt is empty") }
        let size = prompt.utf8.count + system.utf8.count
        guard size <= settings.contextSize else {
            throw refuse(
                "prompt and system have \(size) bytes together, and the most is \(settings.contextSize): ask for less, or raise [ai] context_size")
        }
        var history: [ModelTurn] = []
        for (index, element) in (arguments["history"]?.elements ?? []).enumerated() {
            guard let text = element["text"]?.text, !text.isEmpty, let from = element["from"]?.text, ["person", "bot"].contains(from) else {
                throw refuse("history[\(index + 1)] must be like { from = \"person\", text = \"Hi\" }, and from is \"person\" or \"bot\"")
            }
            history.append(from == "person" ? .person(text) : .model(text))
        }
        guard arguments["history"]?.elements != nil || arguments["history"] == nil else {
            throw refuse("history is a list, like { { from = \"person\", text = \"Hi\" } }")
        }
        let context = ModelContext(turns: settings.contextTurns, size: settings.contextSize - system.utf8.count)
        let most = arguments["max_tokens"]?.int.map { Int($0) } ?? settings.mostTokens
        return ModelRequest(
            system: system, turns: context.bounded(recent + history + [.person(prompt)]), mostTokens: min(most, settings.mostTokens))
    }
}
