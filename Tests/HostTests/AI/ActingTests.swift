// Moonpost
// SPDX-License-Identifier: Apache-2.0

import ChatTesting
import Core
import Fetch
import LoopbackHTTP
import Plugins
import Store
import Synchronization
import Testing

@testable import Host

/// A model with tools, over real connections; it misbehaves in every way that is not its to choose.
@Suite("bot.ai.act", .timeLimit(.minutes(10)))
struct ActingTests {
    private static let staff = """
        bot.plugin { title = "Staff", uses = { "ai" } }
        bot.flow("f", { triggers = { "f" }, run = function(chat)
          local text, e = bot.ai.try_act { prompt = "please", system = "You keep tasks." }
          chat:say(text or e.code)
        end })
        bot.command("task", {
          help = "Creates a task", access = "member",
          params = { title = "text", due = "date?", priority = { "low", "high", optional = true } },
          run = function(chat, args) chat:say("Created: " .. args.title .. " " .. (args.due and args.due.iso or "-") .. " " .. (args.priority or "-")) end,
        })
        bot.command("task list", { access = "member", run = function(chat) chat:say("None.") end })
        bot.command("مهمة", {
          help = { ar = "ينشئ مهمة" }, usage = "مهمة <عنوان> [موعد <تاريخ>]", access = "member", params = { ["عنوان"] = "text", ["موعد"] = "date?" },
          run = function(chat, args) chat:say("أُنشئت: " .. args["عنوان"] .. " " .. (args["موعد"] and args["موعد"].iso or "-")) end,
        })
        bot.query("tally", {
          access = "member", params = { kind = "text?" }, template = "{n} of {kind}",
          run = function(chat, args) return { n = 2, kind = args.kind or "all" } end,
        })
        bot.command("tapped", { hidden = true, access = "member", run = function(chat) end })
        bot.flow("recently", { triggers = { "recently" }, run = function(chat)
          chat:say(bot.ai.act { prompt = "please", recent = 6 })
        end })
        bot.command("wipe", { help = "Wipe everything?", access = "admin", confirm = true, run = function(chat) chat:say("wiped") end })
        """

    private static func reply(_ message: String) -> LoopbackServer.Reply {
        .respond(headers: ["Content-Type: application/json"], body: Array(#"{"choices": [{"message": \#(message)}]}"#.utf8))
    }

    private static func call(_ name: String, _ arguments: String) -> String {
        #"{"id": "c1", "function": {"name": "\#(name)", "arguments": \#(JSON.string(arguments))}}"#
    }

    private static func calls(_ calls: String...) -> LoopbackServer.Reply {
        reply(#"{"content": null, "tool_calls": [\#(calls.joined(separator: ", "))]}"#)
    }

    /// A bot whose model gives these answers, the last one for ever; the bodies of its requests.
    private func withModel(
        _ replies: [LoopbackServer.Reply], from provider: Configuration.AI.Provider = .openai,
        _ test: (TestHost, @Sendable () -> [String]) async throws -> Void
    ) async throws {
        let bodies = Bodies()
        let server = try LoopbackServer { request in
            replies[min(bodies.add(String(decoding: request.body, as: UTF8.self)) - 1, replies.count - 1)]
        }
        let fetcher = try Fetcher()
        let source = SourceFile(name: "flows/f.lua", module: "main", text: Self.staff)
        try await withHost(
            PluginSnapshot(plugin: "f", sources: [source]), files: fetcher,
            configure: {
                $0.ai = Configuration.AI(provider: provider, model: "m", url: server.url(""), key: Secret("hush"))
                $0.plugins["f"] = Configuration.Plugin(grants: ["ai"])
            }
        ) { bot async throws in try await test(bot, { bodies.all }) }
        await fetcher.shutdown()
    }

    private final class Bodies: Sendable {
        private let state = Mutex<[String]>([])
        var all: [String] { state.withLock { $0 } }
        /// How many there are now.
        func add(_ body: String) -> Int { state.withLock { $0.append(body); return $0.count } }
    }

    /// Makes the person who writes a user: they send a code.
    private func join(_ bot: TestHost, as role: String = "member") async throws {
        let user = try await bot.hire("Omar", role == "admin" ? .admin : .member)
        #expect(try await bot.say(try await bot.code(for: user)) == [HostTexts.english.linked("Omar")])
    }

    @Test("a call runs the command, with typed values, from each provider", arguments: [
        (.openai, calls(call("task", #"{"title": "Tea", "due": "2026-12-24T17:00", "priority": "HIGH"}"#))),
        (.anthropic, .respond(body: Array(#"{"type": "message", "stop_reason": "tool_use", "content": [{"type": "tool_use", "id": "c", "name": "task", "input": {"title": "Tea", "due": "24 December 2026 at 5pm", "priority": "high"}}]}"#.utf8))),
        (.mastra, .respond(body: Array(#"{"text": "", "toolCalls": [{"toolCallId": "c", "toolName": "task", "args": {"title": "Tea", "due": "2026-12-24 17:00", "priority": "high"}}]}"#.utf8))),
    ] as [(Configuration.AI.Provider, LoopbackServer.Reply)])
    func runs(provider: Configuration.AI.Provider, reply: LoopbackServer.Reply) async throws {
        try await withModel([reply], from: provider) { bot, bodies async throws in
            try await join(bot)
            #expect(try await bot.say("f") == ["Created: Tea 2026-12-24T17:00 high"])
            #expect(try await bot.audit().last == "user command f/task")
            #expect(try await bot.lines("SELECT details FROM audit ORDER BY position DESC LIMIT 1")[0].contains(#""model":"m""#))
            #expect(bodies().count == 1)
        }
    }

    @Test("words are words, whatever they look like")
    func words() async throws {
        try await withModel([Self.reply(#"{"content": "task(title = 'Tea')"}"#)]) { bot, _ async throws in
            try await join(bot)
            #expect(try await bot.say("f") == ["task(title = 'Tea')"])
        }
    }

    @Test("only what the person may use is offered, under names that providers take")
    func offers() async throws {
        try await withModel([Self.reply(#"{"content": "Hello"}"#)]) { bot, bodies async throws in
            #expect(try await bot.say("f") == ["Hello"])
            #expect(try JSON(bodies()[0])["tools"] == nil)
            try await join(bot)
            #expect(try await bot.say("f") == ["Hello"])
            let tools = try JSON(bodies()[1])["tools"]?.elements ?? []
            #expect(tools.compactMap { $0["function"]?["name"]?.text } == ["tally", "task", "task_list", "command"])
            let schema = tools[1]["function"]?["parameters"]
            #expect(schema?["required"] == ["title"] && schema?["properties"]?["priority"]?["enum"] == ["low", "high"])
        }
    }

    @Test("what the person may not use is not called, even where the model was talked into it", arguments: ["wipe", "task", "os.execute"])
    func injected(name: String) async throws {
        try await withModel([Self.calls(Self.call(name, #"{"title": "x"}"#)), Self.reply(#"{"content": "I cannot."}"#)]) { bot, bodies async throws in
            #expect(try await bot.say("f") == ["I cannot."])
            #expect(bodies().count == 2 && bodies()[1].contains("there is no tool"))
            #expect(try await bot.audit().isEmpty)
        }
    }

    @Test("a wrong call is told to the model, which may mend it", arguments: [
        ("{}", "\\\"title\\\" is missing"), (#"{"title": 7}"#, "must be text"), (#"{"title": "x", "colour": "red"}"#, "no argument"),
        (#"{"title": "x", "due": "the 31st of February"}"#, "must be a date"), (#"{"title": "x", "priority": "urgent"}"#, "one of low, high"),
        ("{\"title\": ", "must be a JSON object"), ("[1]", "must be a JSON object"), (#"{"title": {"a": 1}}"#, "must be text"),
        (#"{"title": "\#(String(repeating: "x", count: 5_000))"}"#, "must be text"),
    ])
    func mends(arguments: String, says: String) async throws {
        try await withModel([Self.calls(Self.call("task", arguments)), Self.calls(Self.call("task", #"{"title": "Tea"}"#))]) { bot, bodies async throws in
            try await join(bot)
            #expect(try await bot.say("f") == ["Created: Tea - -"])
            #expect(bodies().count == 2 && bodies()[1].contains(says), "\(bodies().last ?? "")")
        }
    }

    @Test("two calls at once are none")
    func several() async throws {
        let call = Self.call("task", #"{"title": "Tea"}"#)
        try await withModel([Self.calls(call, call), Self.reply(#"{"content": "One by one."}"#)]) { bot, bodies async throws in
            try await join(bot)
            #expect(try await bot.say("f") == ["One by one."])
            #expect(bodies()[1].contains("call one tool alone"))
        }
    }

    @Test("a model that never stops calling is stopped, and each request is counted")
    func endless() async throws {
        try await withModel([Self.calls(Self.call("nothing", "{}"))]) { bot, bodies async throws in
            try await join(bot)
            #expect(try await bot.say("f") == ["no_valid_call"])
            #expect(bodies().count == ModelAction.mostRounds)
            #expect(try await bot.lines("SELECT requests FROM model_usage WHERE contact = ''") == ["\(ModelAction.mostRounds)"])
        }
    }

    @Test("what asks before it runs asks a person, whoever called it, and nothing is asked twice over a restart")
    func confirms() async throws {
        try await withModel([Self.calls(Self.call("wipe", "{}"))]) { bot, bodies async throws in
            try await join(bot, as: "admin")
            #expect(try await bot.say("f") == ["Wipe everything?"])
            let next = try await bot.restarted()
            #expect(try await next.say("yes") == ["wiped"])
            #expect(bodies().count == 1)
            try await next.close()
        }
    }

    @Test("names that no provider takes are replaced, told, and read back", arguments: [
        (calls(call("command", #"{"value": "شاي", "value_2": "2026-12-24"}"#)), "أُنشئت: شاي 2026-12-24"),
        (calls(call("command", #"{"عنوان": "شاي"}"#)), "أُنشئت: شاي -"),
    ])
    func arabic(reply: LoopbackServer.Reply, says: String) async throws {
        try await withModel([reply]) { bot, bodies async throws in
            try await join(bot)
            #expect(try await bot.say("f") == [says])
            let tools = try JSON(bodies()[0])["tools"]?.elements ?? []
            let keys = tools.flatMap { $0["function"]?["parameters"]?["properties"]?.object?.keys ?? [] }
            #expect(keys.contains("value_2"))
            for key in keys + tools.compactMap({ $0["function"]?["name"]?.text }) {
                #expect((1...64).contains(key.count) && key.allSatisfy { $0.isASCII && ($0.isLetter || $0.isNumber || "_.-".contains($0)) }, "\(key)")
            }
            let schema = tools.last?["function"]?["parameters"]
            #expect(schema?["required"] == ["value"] && schema?["properties"]?["value"]?["description"]?.text == "Written <عنوان>")
            #expect(schema?["properties"]?["value_2"]?["description"]?.text?.hasPrefix("Written <موعد>. The date") == true)
        }
    }

    @Test("what is wrong with an argument is told under the name that the model knows")
    func arabicMistake() async throws {
        try await withModel([Self.calls(Self.call("command", "{}")), Self.reply(#"{"content": "What is it?"}"#)]) { bot, bodies async throws in
            try await join(bot)
            #expect(try await bot.say("f") == ["What is it?"])
            #expect(bodies()[1].contains("\\\"value\\\" is missing"), "\(bodies()[1])")
        }
    }

    @Test("a query that is called answers, and what is hidden cannot be called")
    func query() async throws {
        try await withModel([
            Self.calls(Self.call("tapped", "{}")), Self.calls(Self.call("tally", #"{"kind": "tea"}"#)),
        ]) { bot, bodies async throws in
            try await join(bot)
            #expect(try await bot.say("f") == ["2 of tea"])
            #expect(bodies()[1].contains("there is no tool"))
            #expect(try await bot.audit().last == "user command f/tally")
        }
    }

    @Test("the model sees what was said last, whoever said it, over a restart, and never a one-time code or another person's words")
    func recent() async throws {
        try await withModel([Self.reply(#"{"content": "Fine."}"#)]) { bot, bodies async throws in
            try await join(bot)
            _ = try await bot.say("task somebody else's", from: .omar)
            #expect(try await bot.say("task Buy tea") == ["Created: Buy tea - -"])
            let next = try await bot.restarted()
            #expect(try await next.say("recently") == ["Fine."])
            let said = try JSON(bodies()[0])["messages"]?.elements?.compactMap { message in
                message["content"]?.text.map { "\(message["role"]?.text ?? "?"): \($0)" }
            } ?? []
            #expect(said.suffix(3) == ["user: task Buy tea", "assistant: Created: Buy tea - -", "user: please"])
            #expect(!said.contains { $0.contains("12345678") || $0.contains("somebody else") }, "\(said)")
            #expect(try await next.say("recently") == ["Fine."])
            let again = try JSON(bodies()[1])["messages"]?.elements?.compactMap { $0["content"]?.text } ?? []
            #expect(again.suffix(3) == ["recently", "Fine.", "please"] && again.count <= 7)
            try await next.close()
        }
    }
}
