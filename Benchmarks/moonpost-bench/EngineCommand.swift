// Moonpost
// SPDX-License-Identifier: Apache-2.0

internal import ArgumentParser
internal import Core
internal import Scripting

/// Measures the script workers alone: one turn, calls into the host, a hundred plugins, and the replay of a journal.
struct EngineCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(commandName: "engine")

    private static let source = """
        bot.plugin { title = "Bench" }
        bot.flow("echo", { run = function(chat) chat:say(chat.message.text) end })
        bot.flow("long", { run = function(chat) while true do chat:say("You said " .. chat:receive().text) end end })
        bot.flow("read", { run = function(chat) for i = 1, 100 do bot.store.get("key") end end })
        bot.flow("say", { run = function(chat) for i = 1, 100 do chat:typing() end end })
        """
    private static let inFlight = 64

    func run() async throws {
        let engine = try await Engine.open()
        try await engine.load(Self.source, as: "v")
        try await turns(engine)
        try await calls(engine)
        for entries in [100, 1_000] { try await replay(engine, entries: entries) }
        try await hundred(engine)
        await engine.pool.shutdown()
    }

    private func turns(_ engine: Engine) async throws {
        let time = try await Engine.each(100_000, inFlight: Self.inFlight) { index in
            try await Self.echo(engine, "c\(index)", version: "v")
        }
        row("one turn in the engine alone (start, say, finish; \(Self.inFlight) in flight)", time.microseconds)
    }

    @Sendable private static func echo(_ engine: Engine, _ id: String, version: String) async throws {
        let answer = try await engine.start(id, version: version, entry: "echo")
        guard answer["op"]?.text == "finished" else { throw ValidationError("\(answer)") }
    }

    /// A read is a round trip; an effect is taken down in the worker and comes with the answer.
    private func calls(_ engine: Engine) async throws {
        let conversations = 500, each = 100
        for inFlight in [1, Self.inFlight] {
            let time = try await Engine.each(conversations, inFlight: inFlight) { index in
                var answer = try await engine.start("r\(inFlight)-\(index)", entry: "read")
                for _ in 0..<each {
                    guard answer["op"]?.text == "request" else { throw ValidationError("\(answer)") }
                    answer = try await engine.resume("r\(inFlight)-\(index)", ["ok": "value"])
                }
                guard answer["op"]?.text == "finished" else { throw ValidationError("\(answer)") }
            }
            row("a sandboxed call into the host and back (bot.store.get, \(inFlight) in flight)", (time / each).microseconds)
        }
        let time = try await Engine.each(20_000, inFlight: Self.inFlight) { index in
            let answer = try await engine.start("s\(index)", entry: "say")
            guard answer["op"]?.text == "finished" else { throw ValidationError("\(answer)") }
        }
        row("a sandboxed call that waits for nothing (an effect, 100 in a turn)", (time / each).microseconds)
    }

    private func replay(_ engine: Engine, entries: Int) async throws {
        // The journal as the worker itself would have it: recorded by answering one conversation step by step.
        var journal: [String] = []
        var answer = try await engine.start("recorded", entry: "long")
        while journal.count < entries {
            for effect in answer["effects"]?.elements ?? [] {
                journal.append(JSON.array([effect[0] ?? .null, effect[1] ?? .null]).description)
            }
            guard let request = answer["request"] else { throw ValidationError("\(answer)") }
            let value: JSON = ["t": 1_795_000_000_000, "z": 0, "message": ["type": "text", "text": "again"]]
            journal.append(JSON.array([request[0] ?? .null, request[1] ?? .null, value]).description)
            answer = try await engine.resume("recorded", value)
        }
        let frame = Engine.startFrame("replayed", version: "v", entry: "long", journal: journal.prefix(entries).joined(separator: ","))
        var best = Duration.seconds(1_000)
        for _ in 0..<20 {
            let start = ContinuousClock.now
            let answer = try await engine.pool.call(frame, worker: 0)
            best = min(best, ContinuousClock.now - start)
            guard answer["op"]?.text == "request" else { throw ValidationError("\(answer)") }
            try engine.drop("replayed")
        }
        row("replay of a journal of \(entries) entries", best.inMilliseconds)
    }

    private func hundred(_ engine: Engine) async throws {
        for index in 0..<100 { try await engine.load(Self.source, as: "p\(index)") }
        let time = try await Engine.each(100_000, inFlight: Self.inFlight) { index in
            try await Self.echo(engine, "h\(index)", version: "p\(index % 100)")
        }
        row("turns a second with 100 plugins loaded in one worker, each in turn", "\(Int(.seconds(1) / time)) /s")
    }
}
