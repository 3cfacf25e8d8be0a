// Moonpost
// SPDX-License-Identifier: Apache-2.0

internal import Core
internal import Fetch
internal import Synchronization

/// The language model of a scene: it does what the scene declares, each line once and in their order.
///
/// It speaks the protocol of chat completions, so that a scene goes through everything but the network.
final class DeclaredModel: Sendable {
    private struct State {
        var completions: [DeclaredCompletion] = []
        var missing: [String] = []
    }

    private let state = Mutex(State())

    static let configuration = Configuration.AI(provider: .openai, model: "test", url: "http://model.invalid/v1")

    /// Whether a request is for the model.
    static func isAddressed(by url: String) -> Bool { url.hasPrefix("http://model.invalid/") }

    func declare(_ completion: DeclaredCompletion, count: Int) {
        state.withLock { $0.completions += Array(repeating: completion, count: count) }
    }

    /// The calls for which nothing was left, each as a sentence.
    var missing: [String] { state.withLock(\.missing) }

    func answer() throws(FetchError) -> FetchResponse {
        let next = state.withLock { state -> DeclaredCompletion? in
            if state.completions.isEmpty {
                state.missing.append(Self.sentence)
                return nil
            }
            return state.completions.removeFirst()
        }
        switch next {
        case .text(let text)?: return Self.response(["role": "assistant", "content": .string(text)])
        case .call(let name, let arguments)?:
            let call: JSON = ["id": "call_0", "type": "function", "function": ["name": .string(name), "arguments": .string(arguments)]]
            return Self.response(["role": "assistant", "content": .null, "tool_calls": [call]])
        case .status(let status)?:
            let body: JSON = ["error": ["message": "declared by the scene"]]
            return FetchResponse(status: status, headers: [("content-type", "application/json")], body: body.encoded())
        case .timeout?: throw FetchError(code: .timedOut, message: "no complete answer within the time-out", requestWasWritten: true)
        case .down?: throw FetchError(code: .unreachable, message: "nobody is there", requestWasWritten: false)
        case nil: throw FetchError(code: .unreachable, message: Self.sentence, requestWasWritten: false)
        }
    }

    private static func response(_ message: JSON) -> FetchResponse {
        let body: JSON = [
            "choices": [["index": 0, "message": message, "finish_reason": "stop"]],
            "usage": ["prompt_tokens": 10, "completion_tokens": 10],
        ]
        return FetchResponse(status: 200, headers: [("content-type", "application/json")], body: body.encoded())
    }

    private static let sentence =
        "a script asks the language model, and the test declares no answer: write \"! model answers \"...\"\" above the line that leads here"
}
