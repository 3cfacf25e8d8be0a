// Moonpost
// SPDX-License-Identifier: Apache-2.0

import Core
import Foundation
import Logging
import Testing

@testable import Scripting

/// The pool with the real `script-worker`, where it stands beside the test program.
@Suite(.serialized, .enabled(if: (try? ScriptWorkerExecutable.locate()) != nil), .timeLimit(.minutes(10)))
struct ScriptWorkerTests {
    /// The least that a worker accepts.
    private let prelude = "return { open = function() end, globals = {} }"

    private func run(_ pool: WorkerPool, _ text: String) async throws -> JSON {
        let frame: JSON = ["op": "run", "name": "test.lua", "text": .string(text)]
        return try await pool.call(frame.encoded(), worker: 0)
    }

    private func start(_ limits: ScriptLimits = ScriptLimits(), notes: Notes = Notes()) async throws -> WorkerPool {
        try await WorkerPool.start(
            .init(executable: ScriptWorkerExecutable.locate(), workers: 1, prelude: prelude, limits: limits, prints: true),
            logger: Logger(label: "test") { _ in SwiftLogNoOpLogHandler() }, printed: { _, text in notes.add(text) })
    }

    @Test("a script runs, prints and finishes")
    func runs() async throws {
        let notes = Notes()
        let pool = try await start(notes: notes)
        #expect(try await run(pool, "print('hello ' .. 1 + 1)")["op"] == "finished")
        #expect(notes.all.joined().contains("hello 2"))
        await pool.shutdown()
        #expect(pool.counters.crashes == 0)
    }

    @Test("an error tells its file and line")
    func fails() async throws {
        let pool = try await start()
        let error = try #require(ScriptError(answer: try await run(pool, "local a\nerror('no luck')")))
        #expect(error.kind == .script)
        #expect(error.file == "test.lua")
        #expect(error.line == 2)
        await pool.shutdown()
    }

    @Test("a loop without end is ended by a budget, and the worker lives on")
    func endsLoops() async throws {
        let pool = try await start()
        let error = try #require(ScriptError(answer: try await run(pool, "while true do end")))
        #expect(error.kind == .budget)
        #expect(try await run(pool, "return 1")["op"] == "finished")
        #expect(pool.generation(of: 0) == 1)
        await pool.shutdown()
    }

    @Test("an answer is not held back by the script behind it, so that only the one that hangs is to blame")
    func blamesTheOneThatHangs() async throws {
        // Time enough to fill the table: what hangs is its last assignment.
        let pool = try await start(ScriptLimits(processorTime: .milliseconds(250)))
        // The worker finds the other two together when it is done with this one.
        async let busy = run(pool, "for n = 1, 5000000 do end")
        while pool.counters.frames < 1 { await Task.yield() }
        async let innocent = run(pool, "return 1")
        while pool.counters.frames < 2 { await Task.yield() }
        // One assignment that takes most of a minute: only the deadline ends it.
        async let hanging = run(pool, "local t, s = {}, (1 << 19) - 1 for i = 1, (1 << 18) + 1 do t[i * s] = true end")
        #expect(try await busy["op"] == "finished")
        #expect(try await innocent["op"] == "finished")
        do {
            Issue.record("answered with \(try await hanging)")
        } catch {
            #expect((error as? WorkerError)?.code == .killed)
        }
        await pool.shutdown()
    }

    @Test("nor is it lost where that script ends the worker at once")
    func blamesTheOneThatEndsTheWorker() async throws {
        let pool = try await start(ScriptLimits(memory: 2 << 20))
        async let busy = run(pool, "for n = 1, 1000000 do end")
        while pool.counters.frames < 1 { await Task.yield() }
        async let innocent = run(pool, "return 1")
        while pool.counters.frames < 2 { await Task.yield() }
        // The stack for these is many times what the script may have.
        async let greedy = run(pool, "return select('#', table.unpack({}, 1, 900000))")
        #expect(try await busy["op"] == "finished")
        #expect(try await innocent["op"] == "finished")
        do {
            Issue.record("answered with \(try await greedy)")
        } catch {
            #expect((error as? WorkerError)?.code == .crashed(.status(4)))
        }
        await pool.shutdown()
    }

    @Test("a worker that was killed is there again")
    func comesBack() async throws {
        let pool = try await start()
        #expect(try await run(pool, "return 1")["op"] == "finished")
        pool.kill(worker: 0)
        while pool.generation(of: 0) == 1 { await Task.yield() }
        #expect(try await run(pool, "return 1")["op"] == "finished")
        #expect(pool.counters.restarts == 1)
        await pool.shutdown()
    }
}
