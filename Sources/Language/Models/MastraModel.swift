// Moonpost
// SPDX-License-Identifier: Apache-2.0

package import Core

/// An agent of a Mastra server. It has a model, instructions and perhaps tools of its own; ours go along as client tools, which
/// the server does not run but hands back.
///
/// Source: Mastra's client (`client-sdks/client-js/src/resources/agent.ts`) and the server's schema of the body
/// (`agentExecutionBodySchema`): the answer of a tool call has it in `payload` since version 1, and flat before.
package struct MastraModel: ModelProvider {
    package let url: String
    private let key: Secret?

    /// - Parameters:
    ///   - url: The root of the server, such as "http://localhost:4111".
    ///   - agent: The agent's id: ASCII letters, digits, "-", "_" and ".".
    ///   - key: For servers that ask for one.
    package init(url: String, agent: String, key: Secret?) {
        self.url = url.trimmingSlashes + "/api/agents/" + agent + "/generate"
        self.key = key
    }

    package var headers: [ModelHeader] { key.map { [ModelHeader("Authorization", Secret("Bearer " + $0.value))] } ?? [] }

    package func body(of request: ModelRequest) -> JSON {
        var body: JSONObject = [
            "messages": .array(request.turns.map(Self.message)),
            "modelSettings": ["maxOutputTokens": .integer(Int64(request.mostTokens))],
        ]
        // Beside the agent's own instructions; `instructions` would take their place.
        if !request.system.isEmpty { body["system"] = .string(request.system) }
        if !request.tools.isEmpty {
            body["clientTools"] = .object(
                JSONObject(
                    request.tools.map { tool in
                        (key: tool.name, value: ["id": .string(tool.name), "description": .string(tool.text), "inputSchema": tool.schema])
                    }))
        }
        return .object(body)
    }

    private static func message(of turn: ModelTurn) -> JSON {
        switch turn {
        case .person(let text): return ["role": "user", "content": .string(text)]
        case .model(let text, let calls) where calls.isEmpty: return ["role": "assistant", "content": .string(text)]
        case .model(let text, let calls):
            let said: [JSON] = text.isEmpty ? [] : [["type": "text", "text": .string(text)]]
            let parts: [JSON] = calls.map { call in
                [
                    "type": "tool-call", "toolCallId": .string(call.id), "toolName": .string(call.name), "args": call.arguments ?? [:],
                ]
            }
            return ["role": "assistant", "content": .array(said + parts)]
        case .results(let results):
            let parts: [JSON] = results.map { result in
                [
                    "type": "tool-result", "toolCallId": .string(result.id), "toolName": .string(result.name), "result": .string(result.text),
                    "isError": .bool(result.isError),
                ]
            }
            return ["role": "tool", "content": .array(parts)]
        }
    }

    package func answer(in body: JSON) throws(ModelFailure) -> ModelAnswer {
        let reason = body["finishReason"]?.text
        if let tripwire = body["tripwire"], !tripwire.isNull, tripwire != false {
            let why = tripwire["reason"]?.text ?? body["tripwireReason"]?.text ?? "its guardrails"
            throw ModelFailure(.refused, "the agent stopped: \(why.prefix(300))")
        }
        switch reason {
        case "content-filter": throw ModelFailure(.refused, "the provider's content filter stopped the answer")
        case "error": throw ModelFailure(.unavailable, "the agent's model failed")
        default: break
        }
        guard body["text"]?.text != nil || body["toolCalls"]?.elements != nil else {
            throw ModelFailure(.unreadable, "the answer has neither text nor tool calls: is this the address of a Mastra server?")
        }
        let calls = (body["toolCalls"]?.elements ?? []).enumerated().map { index, element in
            let call = element["payload"] ?? element
            return ModelToolCall(
                id: call["toolCallId"]?.text ?? "call_\(index)", name: call["toolName"]?.text ?? "",
                arguments: ModelArguments.read(call["args"] ?? call["input"]))
        }
        let counts = body["totalUsage"] ?? body["usage"]
        var usage: ModelUsage?
        if let input = ModelUsage.count(counts?["inputTokens"] ?? counts?["promptTokens"]),
            let output = ModelUsage.count(counts?["outputTokens"] ?? counts?["completionTokens"])
        {
            usage = ModelUsage(input: input, output: output)
        }
        return try ModelAnswer(text: body["text"]?.text ?? "", calls: calls, isCutShort: reason == "length", usage: usage).checked()
    }
}
