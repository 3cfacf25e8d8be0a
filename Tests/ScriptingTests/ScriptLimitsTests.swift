// Moonpost
// SPDX-License-Identifier: Apache-2.0

import Core
import Foundation
import Logging
import Testing

@testable import Scripting

/// Limits and capabilities as the real worker keeps them, in its frames.
@Suite(.serialized, .enabled(if: (try? ScriptWorkerExecutable.locate()) != nil), .timeLimit(.minutes(10)))
struct ScriptLimitsTests {
    private static let prelude = """
        local host = ...
        return {
          open = function() return {} end,
          globals = {
            plugin = host.declare("plugin", false), flow = host.declare("flow", true),
            effect = host.effect, request = host.request, external = host.external, wait = host.wait, try = host.misuse,
          },
        }
        """

    private func withPool(
        limits: ScriptLimits = ScriptLimits(processorTime: .seconds(2)), executable: String? = nil,
        _ body: (WorkerPool) async throws -> Void
    ) async throws {
        let pool = try await WorkerPool.start(
            .init(executable: ScriptWorkerExecutable.locate(explicit: executable), workers: 1, prelude: Self.prelude, limits: limits),
            logger: Logger(label: "test") { _ in SwiftLogNoOpLogHandler() })
        do {
            try await body(pool)
        } catch {
            await pool.shutdown(grace: .zero)
            throw error
        }
        await pool.shutdown()
        #expect(pool.counters.crashes == 0 && pool.counters.violations == 0)
    }

    private func load(_ pool: WorkerPool, _ version: String, _ body: String, _ more: JSONObject = [:]) async throws {
        let text = "plugin { uses = { 'http' } } flow('f', { run = function()\n\(body)\nend })"
        var frame: JSONObject = [
            "op": "load", "version": .string(version), "sources": [["name": "a.lua", "module": "main", "text": .string(text)]],
        ]
        for (key, value) in more { frame[key] = value }
        let answer = try await pool.call(JSON.object(frame).encoded(), worker: 0)
        #expect(answer["op"] == "loaded", "\(answer)")
    }

    private func start(_ conversation: String, _ version: String, journal: JSON = []) -> [UInt8] {
        let frame: JSON = [
            "op": "start", "conversation": .string(conversation), "version": .string(version), "entry": ["flow", "f"], "given": [:],
            "seed": 1, "number": [:], "turn": ["t": 1_767_603_600_000, "z": 0], "journal": journal,
        ]
        return frame.encoded()
    }

    private func resume(_ conversation: String, _ value: JSON) -> [UInt8] {
        JSON.object(["op": "resume", "conversation": .string(conversation), "value": value]).encoded()
    }

    @Test("calls to the outside are counted apart from others, over a whole turn, and again in the next")
    func httpCalls() async throws {
        try await withPool { pool async throws in
            try await load(
                pool, "v", "for turn = 1, 2 do for n = 1, 3 - turn do request('r', {}) external('http.get', {}) end wait('receive', {}) end\nfor n = 1, 3 do external('http.get', {}) end",
                ["limits": ["http_calls": 2]])
            var answer = try await pool.call(start("c", "v"), worker: 0)
            var asked: [String] = []
            while answer["op"] == "request" {
                let name = answer["request"]?[0]?.text ?? ""
                asked.append(name)
                let value: JSON = name == "receive" ? ["t": 1, "z": 0] : ["ok": 1]
                answer = try await pool.call(resume("c", value), worker: 0)
            }
            #expect(asked == ["r", "http.get", "r", "http.get", "receive", "r", "http.get", "receive", "http.get", "http.get"])
            let error = try #require(ScriptError(answer: answer))
            #expect(error.kind == .budget && error.budget == "http_calls" && error.value == 2)
            #expect(error.file == "a.lua" && error.line == 3)
        }
    }

    @Test("each version has the limits of its load, memory included, and the others theirs")
    func perVersion() async throws {
        try await withPool { pool async throws in
            let bomb = "local t = {} for i = 1, 40000 do t[i] = { i } end return #t"
            try await load(pool, "small", bomb, ["limits": ["memory": 1_500_000]])
            try await load(pool, "usual", bomb)
            for round in 1...3 {
                let error = try #require(ScriptError(answer: try await pool.call(start("s\(round)", "small"), worker: 0)))
                #expect(error.kind == .memory && error.value == 1_500_000)
                #expect(try await pool.call(start("u\(round)", "usual"), worker: 0)["result"] == 40_000)
            }
            // Loaded again, it has what its new load says.
            try await load(pool, "small", bomb, ["limits": ["memory": 64_000_000]])
            #expect(try await pool.call(start("s", "small"), worker: 0)["result"] == 40_000)
        }
    }

    @Test("whatever number of values fits in an answer is accepted, as a result and as arguments")
    func manyValues() async throws {
        try await withPool { pool async throws in
            try await load(pool, "zeros", "local t = {} for i = 1, 110000 do t[i] = 0 end return t")
            try await load(pool, "tables", "local t = {} for i = 1, 80000 do t[i] = {} end return t")
            try await load(pool, "calls", "local t = {} for i = 1, 40000 do t[i] = 0 end for n = 1, 3 do effect('e', { t }) end")
            #expect(try await pool.call(start("z", "zeros"), worker: 0)["result"] == .array(Array(repeating: 0, count: 110_000)))
            #expect(try await pool.call(start("t", "tables"), worker: 0)["result"] == .array(Array(repeating: [:], count: 80_000)))
            let calls = try await pool.call(start("c", "calls"), worker: 0)
            #expect(calls["op"] == "finished" && calls["effects"]?[2]?[0] == "e")
        }
    }

    @Test("a module that failed is looked for on a deep stack within the budget")
    func requiresOnADeepStack() async throws {
        let body = """
            plugin {} flow('f', { run = function()
              pcall(require, 'broken')
              local function deep(n)
                if n == 0 then return pcall(require, 'broken') end
                local ok = deep(n - 1)
                return ok
              end
              deep(150000)
            end })
            """
        try await withPool { pool async throws in
            try await load(
                pool, "v", "",
                [
                    "sources": [
                        ["name": "a.lua", "module": "main", "text": .string(body)],
                        ["name": "broken.lua", "module": "broken", "text": "error('broken')"],
                    ]
                ])
            let error = try #require(ScriptError(answer: try await pool.call(start("c", "v"), worker: 0)))
            #expect(error.kind == .budget && error.file == "a.lua")
        }
    }

    @Test("an effect that is not granted asks first, and raises what it is told at its line; a replay goes the same way, granted or not")
    func refusals() async throws {
        let body = "effect('free', {})\neffect('http.note', {})"
        let capabilities: JSON = ["http.note": "http"]
        try await withPool { pool async throws in
            try await load(pool, "v", body, ["capabilities": capabilities, "refused": ["http": true]])
            let asked = try await pool.call(start("c", "v"), worker: 0)
            #expect(asked["request"]?[0] == "http.note" && asked["effects"]?[0]?[0] == "free")
            let refusal: JSON = ["error": ["code": "not_granted", "message": "it is not granted"]]
            let error = try #require(ScriptError(answer: try await pool.call(resume("c", refusal), worker: 0)))
            #expect(error.kind == .script && error.message == "a.lua:3: it is not granted")
            let journal: JSON = [["free", asked["effects"]?[0]?[1] ?? 0], ["http.note", asked["request"]?[1] ?? 0, refusal]]
            for granted in [["refused": ["http": true]], [:]] as [JSONObject] {
                var more = granted
                more["capabilities"] = capabilities
                try await load(pool, "v", body, more)
                let again = try #require(ScriptError(answer: try await pool.call(start("c", "v", journal: journal), worker: 0)))
                #expect(again.message == "a.lua:3: it is not granted")
            }
            #expect(try await pool.call(start("c", "v"), worker: 0)["op"] == "finished")
        }
    }

    @Test("a journal is not judged again by limits that are lower now; the new turn behind it is, also where it began in the journal")
    func lowered() async throws {
        let body = """
            for turn = 1, 3 do
              for n = 1, 5 do effect('send', { text = ('x'):rep(1000) }) request('r', {}) external('http.get', {}) end
              wait('receive', {})
            end
            effect('send', {})
            request('r', {})
            effect('send', {})
            """
        try await withPool { pool async throws in
            try await load(pool, "v", body)
            var answer = try await pool.call(start("c", "v"), worker: 0)
            var journal: [JSON] = []
            var waits = 0
            while waits < 3 {
                for effect in answer["effects"]?.elements ?? [] { journal.append([effect[0] ?? 0, effect[1] ?? 0]) }
                let request = try #require(answer["request"])
                let isWait = request[0] == "receive"
                let value: JSON = isWait ? ["t": 1, "z": 0] : ["ok": 1]
                journal.append([request[0] ?? 0, request[1] ?? 0, value])
                if isWait { waits += 1 }
                answer = try await pool.call(resume("c", value), worker: 0)
            }
            // The new turn has sent one message so far and asks.
            #expect(answer["request"]?[0] == "r" && answer["effects"]?.elements?.count == 1)
            let low: JSONObject = ["limits": ["messages": 1, "host_calls": 2, "http_calls": 0, "output": 900]]
            try await load(pool, "v", body, low)
            let again = try await pool.call(start("c", "v", journal: .array(journal)), worker: 0)
            #expect(again["request"]?[0] == "r" && again["effects"]?.elements?.count == 1, "\(again)")
            let error = try #require(ScriptError(answer: try await pool.call(resume("c", ["ok": 1]), worker: 0)))
            #expect(error.kind == .budget && error.budget == "host_calls" && error.value == 2 && error.line == 8)
            // A turn that was interrupted in its middle: what it did before counts.
            for effect in answer["effects"]?.elements ?? [] { journal.append([effect[0] ?? 0, effect[1] ?? 0]) }
            journal.append(["r", answer["request"]?[1] ?? 0, ["ok": 1]])
            let rest = try #require(ScriptError(answer: try await pool.call(start("d", "v", journal: .array(journal)), worker: 0)))
            #expect(rest.kind == .budget && rest.budget == "host_calls" && rest.line == 8)
            try await load(pool, "v", body, ["limits": ["messages": 2, "host_calls": 3]])
            #expect(try await pool.call(start("d", "v", journal: .array(journal)), worker: 0)["op"] == "finished")
        }
    }

    @Test("a turn of a replay may take four times the instructions of a new one, and the new one behind it no more than ever")
    func replayedWork() async throws {
        let body = "for turn = 1, 3 do for n = 1, 60000 do end wait('receive', {}) end for n = 1, 60000 do end"
        try await withPool { pool async throws in
            try await load(pool, "v", body)
            let answer = try await pool.call(start("c", "v"), worker: 0)
            let entry: JSON = ["receive", answer["request"]?[1] ?? 0, ["t": 1, "z": 0]]
            try await load(pool, "v", body, ["limits": ["instructions": 20_000]])
            let two = try await pool.call(start("c", "v", journal: [entry, entry]), worker: 0)
            #expect(ScriptError(answer: two)?.budget == "instructions")
            try await load(pool, "v", body, ["limits": ["instructions": 70_000]])
            #expect(try await pool.call(start("c", "v", journal: [entry, entry, entry]), worker: 0)["op"] == "finished")
            let tight = "for turn = 1, 3 do for n = 1, (turn == 3 and 10 or 60000) do end wait('receive', {}) end for n = 1, 60000 do end"
            try await load(pool, "w", tight, ["limits": ["instructions": 20_000]])
            let waits = try await pool.call(start("w", "w", journal: [entry, entry]), worker: 0)
            #expect(waits["request"]?[0] == "receive", "\(waits)")
            #expect(ScriptError(answer: try await pool.call(resume("w", ["t": 1, "z": 0]), worker: 0))?.budget == "instructions")
        }
    }

    @Test("what bot.plugin does not name is an ordinary error at the line that uses it", arguments: ["effect", "external", "request"])
    func unused(kind: String) async throws {
        try await withPool { pool async throws in
            try await load(pool, "v", "effect('http.note', {})\n\(kind)('ai.ask', {})", ["capabilities": ["http.note": "http", "ai.ask": "ai"]])
            let error = try #require(ScriptError(answer: try await pool.call(start("c", "v"), worker: 0)))
            #expect(error.message == "a.lua:3: bot.ai.ask needs \"ai\": write uses = { \"ai\" } in bot.plugin")
        }
    }

    @Test("a turn that uses up its processor time delays the others of its worker by no more than that")
    func fairness() async throws {
        let limits = ScriptLimits(instructions: .max)
        let worker = try WorkerCopy()
        defer { worker.remove() }
        try await withPool(limits: limits, executable: worker.path) { pool async throws in
            try await load(pool, "greedy", "while true do end")
            try await load(pool, "modest", "return 1")
            let process = try #require(WorkerCopy.process(of: worker))
            let before = try #require(WorkerCopy.processorTime(of: process))
            let rounds = 12
            for round in 0..<rounds {
                async let greedy = pool.call(start("g\(round)", "greedy"), worker: 0)
                async let modest = pool.call(start("m\(round)", "modest"), worker: 0)
                #expect(try await modest["op"] == "finished")
                let error = try #require(ScriptError(answer: try await greedy))
                #expect(error.budget == "cpu_ms" && error.value == 50)
            }
            // What others run on this machine delays, too, but is nobody's fault: the worker's own time counts.
            let used = try #require(WorkerCopy.processorTime(of: process)) - before
            #expect(used >= limits.processorTime * rounds - .milliseconds(20))
            #expect(used <= (limits.processorTime + .milliseconds(15)) * rounds, "\(used)")
        }
    }
}
