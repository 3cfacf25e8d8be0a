// Moonpost
// SPDX-License-Identifier: Apache-2.0

package import Core

/// Chat completions, as OpenAI has them and most other servers too, also local ones (Ollama, llama.cpp, vLLM).
///
/// Source: OpenAI's API reference, "Create chat completion".
package struct OpenAIModel: ModelProvider {
    package static let defaultURL = "https://api.openai.com/v1"

    package let url: String
    private let model: String
    private let key: Secret?
    /// OpenAI's own models refuse `max_tokens` where they reason; other servers know nothing else.
    private let limitName: String

    /// - Parameters:
    ///   - url: The root, with the version: "http://localhost:11434/v1".
    ///   - key: nil where the server asks for none.
    package init(url: String = defaultURL, model: String, key: Secret?) {
        self.url = url.trimmingSlashes + "/chat/completions"
        self.model = model
        self.key = key
        limitName = url.hasPrefix("https://api.openai.com/") ? "max_completion_tokens" : "max_tokens"
    }

    package var headers: [ModelHeader] {
        key.map { [ModelHeader("Authorization", Secret("Bearer " + $0.value))] } ?? []
    }

    package func body(of request: ModelRequest) -> JSON {
        var messages: [JSON] = []
        if !request.system.isEmpty { messages.append(["role": "system", "content": .string(request.system)]) }
        messages += request.turns.flatMap(Self.messages)
        var body: JSONObject = [
            "model": .string(model), "messages": .array(messages), limitName: .integer(Int64(request.mostTokens)),
        ]
        if !request.tools.isEmpty {
            body["tools"] = .array(
                request.tools.map { tool in
                    let function: JSON = ["name": .string(tool.name), "description": .string(tool.text), "parameters": tool.schema]
                    return ["type": "function", "function": function]
                })
        }
        return .object(body)
    }

    private static func messages(of turn: ModelTurn) -> [JSON] {
        switch turn {
        case .person(let text): return [["role": "user", "content": .string(text)]]
        case .model(let text, let calls):
            var message: JSONObject = ["role": "assistant", "content": .string(text)]
            if !calls.isEmpty { message["tool_calls"] = .array(calls.map(written)) }
            return [.object(message)]
        case .results(let results):
            return results.map { ["role": "tool", "tool_call_id": .string($0.id), "content": .string($0.text)] }
        }
    }

    /// Arguments are a text with JSON in it.
    private static func written(_ call: ModelToolCall) -> JSON {
        let function: JSON = ["name": .string(call.name), "arguments": .string((call.arguments ?? [:]).description)]
        return ["id": .string(call.id), "type": "function", "function": function]
    }

    package func answer(in body: JSON) throws(ModelFailure) -> ModelAnswer {
        guard let choice = body["choices"]?[0], let message = choice["message"], message.object != nil else {
            throw ModelFailure(.unreadable, "the model's answer has no message: is this the address of chat completions?")
        }
        if let refusal = message["refusal"]?.text, !refusal.isEmpty { throw ModelFailure(.refused, "the model refuses: \(refusal.prefix(300))") }
        let reason = choice["finish_reason"]?.text
        if reason == "content_filter" { throw ModelFailure(.refused, "the provider's content filter stopped the answer") }
        // A server may leave the ids out, by which results refer to calls.
        let calls = (message["tool_calls"]?.elements ?? []).enumerated().map { index, call in
            ModelToolCall(
                id: call["id"]?.text ?? "call_\(index)", name: call["function"]?["name"]?.text ?? "",
                arguments: ModelArguments.read(call["function"]?["arguments"]))
        }
        var usage: ModelUsage?
        if let input = ModelUsage.count(body["usage"]?["prompt_tokens"]), let output = ModelUsage.count(body["usage"]?["completion_tokens"]) {
            usage = ModelUsage(input: input, output: output)
        }
        return try ModelAnswer(text: Self.text(message["content"]), calls: calls, isCutShort: reason == "length", usage: usage).checked()
    }

    /// A text, or parts of which some are text.
    private static func text(_ content: JSON?) -> String {
        content?.text ?? (content?.elements ?? []).compactMap { $0["text"]?.text }.joined()
    }
}
