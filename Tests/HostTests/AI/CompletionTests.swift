// Moonpost
// SPDX-License-Identifier: Apache-2.0

import ChatTesting
import Core
import Fetch
import Host
import LoopbackHTTP
import Plugins
import Store
import Testing

/// Every request goes over a real connection to a server that stands in for a provider.
@Suite("bot.ai", .timeLimit(.minutes(10)))
struct CompletionTests {
    private static let apology = "Sorry, something went wrong on our side. Please try again."
    private static let ask = "local text, e = bot.ai.try_complete { prompt = 'Hi' }\nchat:say(text or e.code .. ' ' .. tostring(e.retryable))"
    /// 15 tokens.
    private static let hello = #"{"choices": [{"message": {"content": "Hello"}}], "usage": {"prompt_tokens": 12, "completion_tokens": 3}}"#

    private func flow(_ body: String) -> PluginSnapshot {
        let text = "bot.plugin { title = 'Test', uses = { 'ai' } }\nbot.flow('f', { triggers = { 'f' }, run = function(chat)\n\(body)\nend })"
        return PluginSnapshot(plugin: "f", sources: [SourceFile(name: "flows/f.lua", module: "main", text: text)])
    }

    private static func json(_ status: Int, _ headers: [String], _ text: String) -> LoopbackServer.Reply {
        .respond(status: status, headers: ["Content-Type: application/json"] + headers, body: Array(text.utf8))
    }

    private static func json(_ status: Int, _ text: String) -> LoopbackServer.Reply { json(status, [], text) }
    private static func json(_ text: String) -> LoopbackServer.Reply { json(200, [], text) }

    private func withModel(
        _ body: String, _ provider: Configuration.AI.Provider = .openai, _ settings: (inout Configuration.AI) -> Void = { _ in },
        answer: @escaping @Sendable (LoopbackServer.Request) -> LoopbackServer.Reply, _ test: (TestHost, LoopbackServer) async throws -> Void
    ) async throws {
        let server = try LoopbackServer(answer)
        let fetcher = try Fetcher()
        var ai = Configuration.AI(provider: provider, model: "m", url: server.url(""), key: Secret("hush"))
        settings(&ai)
        try await withHost(
            flow(body), files: fetcher,
            configure: {
                $0.ai = ai
                $0.plugins["f"] = Configuration.Plugin(grants: ["ai"])
            }
        ) { bot async throws in try await test(bot, server) }
        await fetcher.shutdown()
    }

    @Test("asks each provider in its own words, and says what it answers", arguments: [
        (.openai, "/chat/completions", "Authorization: Bearer hush", hello),
        (.anthropic, "/v1/messages", "x-api-key: hush", #"{"type": "message", "content": [{"type": "text", "text": "Hello"}], "stop_reason": "end_turn"}"#),
        (.mastra, "/api/agents/m/generate", "Authorization: Bearer hush", #"{"text": "Hello", "finishReason": "stop"}"#),
    ] as [(Configuration.AI.Provider, String, String, String)])
    func asks(provider: Configuration.AI.Provider, path: String, header: String, answer: String) async throws {
        let body = """
            chat:say(bot.ai.complete { system = "Be brief.", prompt = "And now?", max_tokens = 50, history = {
              { from = "person", text = "Hi" }, { from = "bot", text = "Hello!" } } })
            """
        try await withModel(body, provider) { request in
            let sent = String(decoding: request.body, as: UTF8.self)
            let isRight = request.method == "POST" && request.path == path && request.head.contains(header)
                && ["Be brief.", "Hi", "Hello!", "And now?", "50"].allSatisfy { sent.contains($0) }
            return isRight ? Self.json(answer) : Self.json(400, #"{"error": "not as expected"}"#)
        } _: { bot, server async throws in
            #expect(try await bot.say("f") == ["Hello"])
            #expect(server.counts.requests == [path])
            #expect(try await bot.incidents().isEmpty)
            #expect(try await bot.lines("SELECT tokens > 0 FROM model_usage") == ["1", "1"])
        }
    }

    @Test("is not asked again when a conversation is replayed, its worker dies, or the host starts anew")
    func remembers() async throws {
        let body = "local text = bot.ai.complete { prompt = 'Hi' }\nwhile true do chat:ask(text .. '. More?') end"
        try await withModel(body) { _ in Self.json(Self.hello) } _: { bot, server async throws in
            #expect(try await bot.say("f") == ["Hello. More?"])
            bot.forget()
            #expect(try await bot.say("a") == ["Hello. More?"])
            bot.killWorkers()
            #expect(try await bot.say("b") == ["Hello. More?"])
            let next = try await bot.restarted()
            #expect(try await next.say("c") == ["Hello. More?"])
            #expect(server.counts.requests.count == 1)
            try await next.close()
        }
    }

    @Test("a provider that misbehaves is an error with a code, which the script can catch", arguments: [
        (.respond(status: 500), "unavailable true"), (.respond(status: 529), "unavailable true"), (.respond(status: 429), "throttled true"),
        (json(429, #"{"error": {"code": "insufficient_quota"}}"#), "over_quota false"), (json(401, "{}"), "not_authorized false"),
        (json(404, "{}"), "not_found false"), (json(400, #"{"error": {"code": "context_length_exceeded"}}"#), "context_too_long false"),
        (json(#"{"choices": [{"message": {"content": null, "refusal": "No."}}]}"#), "refused false"), (json("{\"choices\": ["), "unreadable true"),
        (json("{}"), "unreadable true"), (.raw("HTTP/1.1 200 OK\r\nContent-Length: 10\r\n\r\n{\"ch"), "timed_out true"), (.hangUp, "unavailable true"),
        (.silence, "timed_out true"), (.respond(body: Array(repeating: 0x20, count: 2 << 20)), "unreadable false"),
    ] as [(LoopbackServer.Reply, String)])
    func misbehaves(reply: LoopbackServer.Reply, says: String) async throws {
        try await withModel(Self.ask, { $0.breaker.timeout = .milliseconds(300) }, reply) { bot, _ async throws in
            #expect(try await bot.say("f") == [says])
            #expect(try await bot.incidents().allSatisfy { $0.level != .error })
        }
    }

    private func withModel(
        _ body: String, _ settings: (inout Configuration.AI) -> Void, _ reply: LoopbackServer.Reply, _ test: (TestHost, LoopbackServer) async throws -> Void
    ) async throws {
        try await withModel(body, .openai, settings, answer: { _ in reply }, test)
    }

    @Test("without a catch the flow ends with an apology, and admins read why, without the key")
    func raises() async throws {
        try await withModel("chat:say(bot.ai.complete { prompt = 'Hi' })", { _ in }, Self.json(401, #"{"error": {"message": "wrong key"}}"#)) { bot, _ async throws in
            #expect(try await bot.say("f") == [Self.apology])
            let told = try await bot.incidents()
            #expect(Set(told.map(\.kind)) == ["ai.not_authorized", "conversation.failed"])
            #expect(told.allSatisfy { $0.summary.contains("wrong key") && !$0.summary.contains("hush") })
        }
    }

    @Test("a provider that asks to be left alone is, for so long")
    func retryAfter() async throws {
        try await withModel(Self.ask, { _ in }, Self.json(429, ["Retry-After: 20"], "{}")) { bot, server async throws in
            for _ in 1...3 { #expect(try await bot.say("f") == ["throttled true"]) }
            #expect(server.counts.requests.count == 1)
            try await bot.pass(.seconds(21))
            #expect(try await bot.say("f") == ["throttled true"])
            #expect(server.counts.requests.count == 2)
        }
    }

    @Test("a provider that fails in a row is left alone, an incident says so, and one request tries whether it is back")
    func breaker() async throws {
        let settings: (inout Configuration.AI) -> Void = { $0.breaker = CircuitBreaker.Policy(failures: 2, reset: .seconds(30), timeout: .seconds(5)) }
        try await withModel(Self.ask, settings, .respond(status: 503)) { bot, server async throws in
            for says in ["unavailable true", "unavailable true", "circuit_open true", "circuit_open true"] {
                #expect(try await bot.say("f") == [says])
            }
            #expect(server.counts.requests.count == 2)
            #expect(try await bot.incidents().map(\.kind) == ["ai.circuit_open"])
            try await bot.pass(.seconds(31))
            #expect(try await bot.say("f") == ["unavailable true"])
            #expect(server.counts.requests.count == 3)
        }
    }

    @Test("who has used up a day's tokens waits for the next day, over a restart, and others do not")
    func personBudget() async throws {
        try await withModel(Self.ask, { $0.personBudget = 20 }, Self.json(Self.hello)) { bot, server async throws in
            for says in ["Hello", "Hello", "over_budget false"] { #expect(try await bot.say("f") == [says]) }
            #expect(try await bot.say("f", from: .omar) == ["Hello"])
            #expect(server.counts.requests.count == 3)
            let next = try await bot.restarted()
            #expect(try await next.say("f") == ["over_budget false"])
            try await next.pass(.seconds(86_400))
            #expect(try await next.say("f") == ["Hello"])
            #expect(try await next.incidents().isEmpty)
            try await next.close()
        }
    }

    @Test("when everybody's tokens are used nobody is answered, and admins are told once")
    func budget() async throws {
        try await withModel(Self.ask, { $0.budget = 10 }, Self.json(Self.hello)) { bot, server async throws in
            #expect(try await bot.say("f") == ["Hello"])
            #expect(try await bot.say("f") == ["over_budget false"])
            #expect(try await bot.say("f", from: .omar) == ["over_budget false"])
            #expect(server.counts.requests.count == 1)
            #expect(try await bot.incidents().map(\.kind) == ["ai.over_budget"])
        }
    }

    @Test("a mistake in the script is told at its line, also by try_complete, and nothing is sent", arguments: [
        ("{}", "needs the option \"prompt\""), ("{ prompt = ' ' }", "the prompt is empty"), ("{ prompt = 'Hi', sytem = 'x' }", "did you mean \"system\"?"),
        ("{ prompt = string.rep('x', 900), system = string.rep('x', 200) }", "[ai] context_size"),
        ("{ prompt = 'Hi', history = { { from = 'model', text = 'x' } } }", "history[1] must be like"),
        ("{ prompt = 'Hi', history = { from = 'bot' } }", "history is a list"), ("{ prompt = 'Hi', max_tokens = 0 }", "max_tokens"),
    ])
    func mistakes(options: String, says: String) async throws {
        try await withModel("bot.ai.try_complete \(options)", { $0.contextSize = 1_000 }, Self.json(Self.hello)) { bot, server async throws in
            #expect(try await bot.say("f") == [Self.apology])
            let summary = try #require(try await bot.incidents().first).summary
            #expect(summary.hasPrefix("flows/f.lua:3:") && summary.contains(says), "\(summary)")
            #expect(server.counts.requests.isEmpty)
        }
    }

    @Test("of a long history the model sees the end")
    func history() async throws {
        let body = """
            local history = {}
            for n = 1, 50 do history[n] = { from = n % 2 == 1 and "person" or "bot", text = "line " .. n .. "." } end
            chat:say(bot.ai.complete { prompt = "last", history = history })
            """
        try await withModel(body, .openai, { $0.contextTurns = 5 }) { request in
            let sent = String(decoding: request.body, as: UTF8.self)
            return sent.contains("line 47.") && !sent.contains("line 46.") ? Self.json(Self.hello) : Self.json(400, "{}")
        } _: { bot, _ async throws in #expect(try await bot.say("f") == ["Hello"]) }
    }

    @Test("without a model, or without a grant, the script learns it")
    func none() async throws {
        try await withHost(flow(Self.ask), configure: { $0.plugins["f"] = Configuration.Plugin(grants: ["ai"]) }) { bot async throws in
            #expect(try await bot.say("f") == ["no_model false"])
        }
        await #expect(throws: World.Refused.self) { try await withHost(flow(Self.ask)) { _ in } }
    }
}
