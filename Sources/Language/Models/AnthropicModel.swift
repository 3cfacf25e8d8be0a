// Moonpost
// SPDX-License-Identifier: Apache-2.0

package import Core

/// Anthropic's messages.
///
/// Source: Anthropic's API reference, "Messages" and "Handling stop reasons".
package struct AnthropicModel: ModelProvider {
    package static let defaultURL = "https://api.anthropic.com"
    private static let version = "2023-06-01"

    package let url: String
    private let model: String
    private let key: Secret?

    /// - Parameter url: The root, without the version.
    package init(url: String = defaultURL, model: String, key: Secret?) {
        self.url = url.trimmingSlashes + "/v1/messages"
        self.model = model
        self.key = key
    }

    package var headers: [ModelHeader] {
        [ModelHeader("anthropic-version", Secret(Self.version))] + (key.map { [ModelHeader("x-api-key", $0)] } ?? [])
    }

    package func body(of request: ModelRequest) -> JSON {
        var body: JSONObject = [
            "model": .string(model), "max_tokens": .integer(Int64(request.mostTokens)),
            "messages": .array(request.turns.compactMap(Self.message)),
        ]
        if !request.system.isEmpty { body["system"] = .string(request.system) }
        if !request.tools.isEmpty {
            body["tools"] = .array(
                request.tools.map { ["name": .string($0.name), "description": .string($0.text), "input_schema": $0.schema] })
        }
        return .object(body)
    }

    /// nil for a turn in which nothing is said: an empty text is refused.
    private static func message(of turn: ModelTurn) -> JSON? {
        var role: JSON = "user"
        var blocks: [JSON] = []
        switch turn {
        case .person(let text): blocks = Self.text(text)
        case .model(let text, let calls):
            role = "assistant"
            blocks = Self.text(text) + calls.map { call in
                ["type": "tool_use", "id": .string(call.id), "name": .string(call.name), "input": call.arguments ?? [:]]
            }
        case .results(let results):
            blocks = results.map { result in
                [
                    "type": "tool_result", "tool_use_id": .string(result.id), "content": .string(result.text),
                    "is_error": .bool(result.isError),
                ]
            }
        }
        if blocks.isEmpty { return nil }
        return .object(["role": role, "content": .array(blocks)])
    }

    private static func text(_ text: String) -> [JSON] {
        text.allSatisfy(\.isWhitespace) ? [] : [["type": "text", "text": .string(text)]]
    }

    package func answer(in body: JSON) throws(ModelFailure) -> ModelAnswer {
        guard body["type"]?.text == "message", let blocks = body["content"]?.elements else {
            throw ModelFailure(.unreadable, "the model's answer is no message: is this the address of Anthropic's API?")
        }
        let reason = body["stop_reason"]?.text
        switch reason {
        case "refusal": throw ModelFailure(.refused, "the model refuses to answer")
        case "model_context_window_exceeded": throw ModelFailure(.contextTooLong, "the answer reached the end of the model's context window")
        default: break
        }
        let text = blocks.filter { $0["type"]?.text == "text" }.compactMap { $0["text"]?.text }.joined()
        let calls = blocks.filter { $0["type"]?.text == "tool_use" }.enumerated().map { index, call in
            ModelToolCall(
                id: call["id"]?.text ?? "call_\(index)", name: call["name"]?.text ?? "", arguments: ModelArguments.read(call["input"]))
        }
        let counts = body["usage"]
        var usage: ModelUsage?
        if let input = ModelUsage.count(counts?["input_tokens"]), let output = ModelUsage.count(counts?["output_tokens"]) {
            // What was read from or written to the cache is not part of input_tokens.
            let cached = ["cache_creation_input_tokens", "cache_read_input_tokens"].reduce(0) { $0 + (ModelUsage.count(counts?[$1]) ?? 0) }
            usage = ModelUsage(input: input + cached, output: output)
        }
        return try ModelAnswer(text: text, calls: calls, isCutShort: reason == "max_tokens", usage: usage).checked()
    }
}
