// Moonpost
// SPDX-License-Identifier: Apache-2.0

import Core
import Testing

@testable import Language

@Suite struct ModelProviderTests {
    private static let key = Secret("hush")
    private static let openai = OpenAIModel(model: "m", key: key)
    private static let local = OpenAIModel(url: "http://localhost:11434/v1/", model: "m", key: nil)
    private static let anthropic = AnthropicModel(model: "m", key: key)
    private static let mastra = MastraModel(url: "http://localhost:4111/", agent: "clerk", key: nil)
    static let all: [any ModelProvider] = [openai, anthropic, mastra]

    private static let schema: JSON = ["type": "object", "properties": ["title": ["type": "string"]]]
    private static let call = ModelToolCall(id: "c1", name: "task", arguments: ["title": "Tea"])
    /// Everything that a request can have.
    private static let request = ModelRequest(
        system: "Be brief.",
        turns: [
            .person("Add tea"), .model("One moment.", calls: [call]),
            .results([ModelToolResult(id: "c1", name: "task", text: "Created", isError: false)]), .person("Thanks"),
        ],
        tools: [ModelTool(name: "task", text: "Creates a task", schema: schema)], mostTokens: 99)

    /// `JSON("...")` with a literal would be a text.
    private static func parsed(_ text: String) throws -> JSON { try JSON(text) }

    @Test("chat completions get the system's words first, calls with arguments as text, and results by id")
    func openAIBody() throws {
        #expect(Self.openai.url == "https://api.openai.com/v1/chat/completions")
        #expect(Self.local.url == "http://localhost:11434/v1/chat/completions" && Self.local.headers.isEmpty)
        #expect(Self.openai.headers.map(\.name) == ["Authorization"] && Self.openai.headers.map(\.value.value) == ["Bearer hush"])
        let expected = try Self.parsed(
            #"""
            {"model": "m", "max_completion_tokens": 99, "messages": [
              {"role": "system", "content": "Be brief."}, {"role": "user", "content": "Add tea"},
              {"role": "assistant", "content": "One moment.", "tool_calls": [
                {"id": "c1", "type": "function", "function": {"name": "task", "arguments": "{\"title\":\"Tea\"}"}}]},
              {"role": "tool", "tool_call_id": "c1", "content": "Created"}, {"role": "user", "content": "Thanks"}],
             "tools": [{"type": "function", "function": {"name": "task", "description": "Creates a task", "parameters":
              {"type": "object", "properties": {"title": {"type": "string"}}}}}]}
            """#)
        #expect(Self.openai.body(of: Self.request) == expected)
        #expect(Self.local.body(of: Self.request)["max_tokens"] == 99 && Self.local.body(of: Self.request)["max_completion_tokens"] == nil)
    }

    @Test("Anthropic gets the system's words apart, blocks of text, use and result, and its version")
    func anthropicBody() throws {
        #expect(Self.anthropic.url == "https://api.anthropic.com/v1/messages")
        #expect(Self.anthropic.headers.map { [$0.name, $0.value.value] } == [["anthropic-version", "2023-06-01"], ["x-api-key", "hush"]])
        let expected = try Self.parsed(
            #"""
            {"model": "m", "max_tokens": 99, "system": "Be brief.", "messages": [
              {"role": "user", "content": [{"type": "text", "text": "Add tea"}]},
              {"role": "assistant", "content": [{"type": "text", "text": "One moment."},
                {"type": "tool_use", "id": "c1", "name": "task", "input": {"title": "Tea"}}]},
              {"role": "user", "content": [{"type": "tool_result", "tool_use_id": "c1", "content": "Created", "is_error": false}]},
              {"role": "user", "content": [{"type": "text", "text": "Thanks"}]}],
             "tools": [{"name": "task", "description": "Creates a task", "input_schema":
              {"type": "object", "properties": {"title": {"type": "string"}}}}]}
            """#)
        #expect(Self.anthropic.body(of: Self.request) == expected)
    }

    @Test("Anthropic, which refuses empty texts, gets none")
    func anthropicEmpty() {
        let body = Self.anthropic.body(of: ModelRequest(turns: [.model(" "), .person("Hi"), .model("", calls: [Self.call])]))
        #expect(body["messages"]?.elements?.count == 2)
        #expect(body["messages"]?[1]?["content"]?.elements?.count == 1)
        #expect(body["system"] == nil && body["tools"] == nil)
    }

    @Test("a Mastra agent gets our tools as the client's, beside its own instructions")
    func mastraBody() throws {
        #expect(Self.mastra.url == "http://localhost:4111/api/agents/clerk/generate")
        let expected = try Self.parsed(
            #"""
            {"system": "Be brief.", "modelSettings": {"maxOutputTokens": 99}, "messages": [
              {"role": "user", "content": "Add tea"},
              {"role": "assistant", "content": [{"type": "text", "text": "One moment."},
                {"type": "tool-call", "toolCallId": "c1", "toolName": "task", "args": {"title": "Tea"}}]},
              {"role": "tool", "content": [{"type": "tool-result", "toolCallId": "c1", "toolName": "task", "result": "Created",
                "isError": false}]},
              {"role": "user", "content": "Thanks"}],
             "clientTools": {"task": {"id": "task", "description": "Creates a task", "inputSchema":
              {"type": "object", "properties": {"title": {"type": "string"}}}}}}
            """#)
        #expect(Self.mastra.body(of: Self.request) == expected)
    }

    // MARK: - Answers

    private func read(_ provider: any ModelProvider, _ text: String) throws -> ModelAnswer { try provider.answer(in: JSON(text)) }

    private func failure(_ provider: any ModelProvider, _ text: String) throws -> ModelFailure? {
        let body = try JSON(text)
        do throws(ModelFailure) {
            _ = try provider.answer(in: body)
            return nil
        } catch {
            return error
        }
    }

    private static let spoken = ModelAnswer(text: "Hello", usage: ModelUsage(input: 12, output: 3))

    @Test("a text is read with its usage, from each provider")
    func text() throws {
        #expect(
            try read(
                Self.openai,
                #"{"choices": [{"message": {"content": "Hello"}, "finish_reason": "stop"}], "usage": {"prompt_tokens": 12, "completion_tokens": 3}}"#)
                == Self.spoken)
        #expect(
            try read(
                Self.anthropic,
                #"""
                {"type": "message", "content": [{"type": "thinking", "thinking": "hm"}, {"type": "text", "text": "Hello"}],
                 "stop_reason": "end_turn", "usage": {"input_tokens": 10, "cache_read_input_tokens": 2, "output_tokens": 3}}
                """#) == Self.spoken)
        #expect(try read(Self.mastra, #"{"text": "Hello", "finishReason": "stop", "usage": {"inputTokens": 12, "outputTokens": 3}}"#) == Self.spoken)
        #expect(try read(Self.mastra, #"{"text": "Hello", "usage": {"promptTokens": 12, "completionTokens": 3}}"#) == Self.spoken)
        #expect(try read(Self.openai, #"{"choices": [{"message": {"content": [{"type": "text", "text": "Hello"}]}}]}"#).text == "Hello")
    }

    @Test("a call is read with its arguments, from each provider and from both of Mastra's versions")
    func calls() throws {
        let answers = try [
            read(
                Self.openai,
                #"{"choices": [{"message": {"content": null, "tool_calls": [{"id": "c1", "function": {"name": "task", "arguments": "{\"title\": \"Tea\"}"}}]}}]}"#),
            read(
                Self.openai,
                #"{"choices": [{"message": {"tool_calls": [{"id": "c1", "function": {"name": "task", "arguments": {"title": "Tea"}}}]}}]}"#),
            read(
                Self.anthropic,
                #"{"type": "message", "stop_reason": "tool_use", "content": [{"type": "tool_use", "id": "c1", "name": "task", "input": {"title": "Tea"}}]}"#),
            read(Self.mastra, #"{"text": "", "toolCalls": [{"toolCallId": "c1", "toolName": "task", "args": {"title": "Tea"}}]}"#),
            read(
                Self.mastra,
                #"{"text": "", "toolCalls": [{"type": "tool-call", "payload": {"toolCallId": "c1", "toolName": "task", "args": {"title": "Tea"}}}]}"#),
        ]
        for answer in answers { #expect(answer == ModelAnswer(text: "", calls: [Self.call])) }
    }

    @Test(
        "arguments that are no object are none, and none at all are empty",
        arguments: [
            (#""{\"title\": ""#, nil), (#""[1]""#, nil), ("[1]", nil), ("7", nil), (#""""#, [:]), ("null", [:]), (#""{}""#, [:]),
        ] as [(String, JSON?)])
    func arguments(written: String, expected: JSON?) throws {
        let answer = try read(Self.openai, #"{"choices": [{"message": {"tool_calls": [{"function": {"name": "task", "arguments": \#(written)}}]}}]}"#)
        #expect(answer.calls == [ModelToolCall(id: "call_0", name: "task", arguments: expected)])
    }

    @Test("an answer that reached the most tokens says so")
    func cutShort() throws {
        #expect(try read(Self.openai, #"{"choices": [{"message": {"content": "He"}, "finish_reason": "length"}]}"#).isCutShort)
        #expect(try read(Self.anthropic, #"{"type": "message", "content": [{"type": "text", "text": "He"}], "stop_reason": "max_tokens"}"#).isCutShort)
        #expect(try read(Self.mastra, #"{"text": "He", "finishReason": "length"}"#).isCutShort)
        #expect(try failure(Self.openai, #"{"choices": [{"message": {"content": ""}, "finish_reason": "length"}]}"#)?.code == .badRequest)
    }

    @Test("a refusal is one, however it is written")
    func refusals() throws {
        let failures = try [
            failure(Self.openai, #"{"choices": [{"message": {"content": null, "refusal": "I cannot."}, "finish_reason": "stop"}]}"#),
            failure(Self.openai, #"{"choices": [{"message": {"content": "He"}, "finish_reason": "content_filter"}]}"#),
            failure(Self.anthropic, #"{"type": "message", "content": [], "stop_reason": "refusal"}"#),
            failure(Self.mastra, #"{"text": "", "tripwire": {"reason": "unsafe"}}"#), failure(Self.mastra, #"{"text": "", "finishReason": "content-filter"}"#),
        ]
        for failure in failures {
            #expect(failure?.code == .refused && failure?.isRetryable == false)
        }
    }

    @Test("what is no answer of the provider's is unreadable, and never a crash", arguments: all.indices)
    func unreadable(index: Int) throws {
        for text in ["{}", "[]", "null", "7", #""hello""#, #"{"choices": []}"#, #"{"choices": [{"message": 7}]}"#, #"{"type": "message", "content": 7}"#] {
            #expect(try failure(Self.all[index], text)?.code == .unreadable, "\(text)")
        }
        #expect(try failure(Self.anthropic, #"{"type": "message", "content": []}"#)?.code == .unreadable)
    }

    @Test("a count that cannot be is none", arguments: ["-1", "1e300", #""12""#, "null"])
    func counts(written: String) throws {
        let answer = try read(
            Self.openai, #"{"choices": [{"message": {"content": "Hello"}}], "usage": {"prompt_tokens": \#(written), "completion_tokens": 3}}"#)
        #expect(answer.usage == nil)
    }
}
