// Moonpost
// SPDX-License-Identifier: Apache-2.0

internal import ArgumentParser
internal import Core
internal import Logging
internal import Plugins
internal import Scripting

/// Measures the script workers alone: one turn, and the replay of a journal.
struct EngineCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(commandName: "engine")

    private static let source = """
        bot.plugin { title = "Bench" }
        bot.flow("echo", { run = function(chat) chat:say(chat.message.text) end })
        bot.flow("long", { run = function(chat) while true do chat:say("You said " .. chat:receive().text) end end })
        """

    func run() async throws {
        let pool = try await WorkerPool.start(
            WorkerPool.Configuration(
                executable: try ScriptWorkerExecutable.locate(), workers: 1, prelude: Prelude.source,
                limits: ScriptLimits(messages: 100_000, output: 64 << 20, journal: 100_000, journalWarning: 100_000)),
            logger: Logger(label: "bench"))
        let snapshot = PluginSnapshot(
            plugin: "bench", sources: [SourceFile(name: "bench.lua", module: "main", text: Self.source)])
        let loaded = try await pool.ensureLoaded("v", worker: 0) { LoadFrame.encode(snapshot, version: "v") }
        guard loaded.isLoaded else { throw ValidationError("\(loaded.answer)") }
        try await turns(pool)
        for entries in [100, 1_000] { try await replay(pool, entries: entries) }
        await pool.shutdown()
    }

    private func turns(_ pool: WorkerPool) async throws {
        let count = 100_000, inFlight = 64
        let clock = ContinuousClock()
        let start = clock.now
        try await withThrowingTaskGroup(of: Void.self) { group in
            for lane in 0..<inFlight {
                group.addTask {
                    for index in 0..<(count / inFlight) {
                        let answer = try await pool.call(
                            Self.start("c\(lane)-\(index)", entry: "echo", journal: ""), worker: 0)
                        guard answer["op"]?.text == "finished" else { throw ValidationError("\(answer)") }
                    }
                }
            }
            try await group.waitForAll()
        }
        let microseconds = Double((clock.now - start).milliseconds) * 1_000 / Double(count)
        print("one turn in the engine alone (start, say, finish; \(inFlight) in flight)\t\(rounded(microseconds)) µs")
    }

    private func replay(_ pool: WorkerPool, entries: Int) async throws {
        // The journal as the worker itself would have it: recorded by answering one conversation step by step.
        var journal: [String] = []
        var answer = try await pool.call(Self.start("recorded", entry: "long", journal: ""), worker: 0)
        while journal.count < entries {
            for effect in answer["effects"]?.elements ?? [] {
                journal.append(JSON.array([effect[0] ?? .null, effect[1] ?? .null]).description)
            }
            guard let request = answer["request"] else { throw ValidationError("\(answer)") }
            let value: JSON = ["t": 1_795_000_000_000, "z": 0, "message": ["type": "text", "text": "again"]]
            journal.append(JSON.array([request[0] ?? .null, request[1] ?? .null, value]).description)
            answer = try await pool.call(
                JSON.object(["op": "resume", "conversation": "recorded", "value": value]).encoded(), worker: 0)
        }
        let frame = Self.start("replayed", entry: "long", journal: journal.prefix(entries).joined(separator: ","))
        var best = Duration.seconds(1_000)
        for _ in 0..<20 {
            let clock = ContinuousClock()
            let start = clock.now
            let answer = try await pool.call(frame, worker: 0)
            best = min(best, clock.now - start)
            guard answer["op"]?.text == "request" else { throw ValidationError("\(answer)") }
            try pool.post(JSON.object(["op": "drop", "conversation": "replayed"]).encoded(), worker: 0)
        }
        let microseconds = Double(best.components.attoseconds) / 1e12
        print("replay of a journal of \(entries) entries\t\(rounded(microseconds / 1_000)) ms")
    }

    private func rounded(_ value: Double) -> String { "\((value * 100).rounded() / 100)" }

    private static func start(_ id: String, entry: String, journal: String) -> [UInt8] {
        Array(
            """
            {"op":"start","conversation":"\(id)","version":"v","entry":["flow","\(entry)"],"given":null,"seed":7,\
            "number":{"name":"bench"},"turn":{"t":1795000000000,"z":0,"message":{"type":"text","text":"hello there"},\
            "contact":{"id":"c","name":"Amina","language":"en","timezone":"UTC","fields":{}}},"journal":[\(journal)]}
            """.utf8)
    }
}
