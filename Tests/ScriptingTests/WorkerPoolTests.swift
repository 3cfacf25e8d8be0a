// Moonpost
// SPDX-License-Identifier: Apache-2.0

import Core
import Foundation
import Logging
import Testing

@testable import Scripting

/// Pools of real processes. One at a time, because some count what is left of them.
@Suite(.serialized, .timeLimit(.minutes(10))) struct WorkerPoolTests {
    private func withPool(
        workers: Int = 1, prints: Bool = false, hardDeadline: Duration = .seconds(20), maximumPrinted: Int = 1 << 20,
        printed: @escaping @Sendable (Int, String) -> Void = { _, _ in }, covered: (@Sendable (ScriptCoverage) -> Void)? = nil,
        _ body: (WorkerPool, StandInWorker) async throws -> Void
    ) async throws {
        let standIn = try StandInWorker()
        defer { standIn.remove() }
        let configuration = WorkerPool.Configuration(
            executable: standIn.path, workers: workers, prelude: "", prints: prints, covered: covered, hardDeadline: hardDeadline,
            maximumPrinted: maximumPrinted)
        let pool = try await WorkerPool.start(configuration, logger: quiet, printed: printed)
        do {
            try await body(pool, standIn)
        } catch {
            await pool.shutdown(grace: .zero)
            throw error
        }
        await pool.shutdown(grace: .zero)
        #expect(StandInWorker.processes() == [])
    }

    private var quiet: Logger { Logger(label: "test") { _ in SwiftLogNoOpLogHandler() } }

    private func frame(_ what: String, value: Int = 0) -> [UInt8] {
        Array(#"{"op":"resume","do":"\#(what)","value":\#(value)}"#.utf8)
    }

    private func failure(
        _ pool: WorkerPool, _ what: String, worker: Int = 0, generation: Int? = nil, deadline: Duration? = nil
    ) async -> WorkerError.Code? {
        do throws(WorkerError) {
            let answer = try await pool.call(frame(what), worker: worker, generation: generation, deadline: deadline)
            Issue.record("answered with \(answer)")
            return nil
        } catch {
            return error.code
        }
    }

    @Test("a worker gets its configuration first, the host's process id, and none of its environment")
    func startsCleanly() async throws {
        try await withPool { pool, _ async throws in
            let state = try await pool.call(frame("state"), worker: 0)
            #expect(state["configured"] == 1)
            #expect(state["argument"]?.text == String(getpid()))
            #expect(state["environment"]?.text == "")
        }
    }

    @Test("calls in flight are answered in order, posts pass without an answer")
    func answers() async throws {
        try await withPool(workers: 2) { pool, _ async throws in
            try pool.post(Array(#"{"op":"drop"}"#.utf8), worker: 1)
            let isRight = await withTaskGroup(of: Bool.self) { group in
                for index in 0..<500 {
                    group.addTask {
                        (try? await pool.call(frame("echo", value: index), worker: index % 2))?["result"] == .integer(Int64(index))
                    }
                }
                return await group.reduce(true) { $0 && $1 }
            }
            #expect(isRight)
            #expect(try await pool.call(frame("state"), worker: 1)["configured"] == 101)
            #expect(try await pool.call(frame("long"), worker: 1)["result"]?.text?.utf8.count == 900_000)
        }
    }

    @Test("a long frame is written in pieces while answers are read")
    func writesLongFrames() async throws {
        try await withPool { pool, _ async throws in
            let long = Array(#"{"op":"resume","do":"echo","value":1,"text":"\#(String(repeating: "z", count: 8 << 20))"}"#.utf8)
            let isRight = await withTaskGroup(of: Bool.self) { group in
                for _ in 0..<4 { group.addTask { (try? await pool.call(long, worker: 0))?["result"] == 1 } }
                return await group.reduce(true) { $0 && $1 }
            }
            #expect(isRight)
            await #expect(throws: WorkerError.self) { try await pool.call([UInt8](repeating: 32, count: (16 << 20) + 1), worker: 0) }
        }
    }

    @Test("a worker that hangs is killed for the oldest frame, and the others are innocent")
    func killsTheHanging() async throws {
        try await withPool(hardDeadline: .milliseconds(600)) { pool, _ async throws in
            let start = ContinuousClock.now
            async let hanging = failure(pool, "hang")
            // The hanging frame is the first for certain once the pool has taken it.
            while pool.counters.frames < 1 { await Task.yield() }
            let others = await withTaskGroup(of: WorkerError.Code?.self) { group in
                for _ in 0..<10 { group.addTask { await failure(pool, "hang", generation: 1) } }
                return await group.reduce(into: []) { $0.append($1) }
            }
            #expect(await hanging == .killed)
            #expect(others.allSatisfy { $0 == .lost })
            #expect(start.duration(to: .now) < .seconds(10))
            #expect(pool.generation(of: 0) == 2)
            #expect(pool.counters.kills == 1)
            #expect(try await pool.call(frame("echo", value: 5), worker: 0)["result"] == 5)
        }
    }

    @Test("a call may bring its own deadline")
    func usesTheCallsDeadline() async throws {
        try await withPool { pool, _ async throws in
            #expect(await failure(pool, "hang", deadline: .milliseconds(100)) == .killed)
        }
    }

    @Test(
        "a worker that ends by itself has crashed over the oldest frame; one that was killed has not",
        arguments: [
            ("exit", WorkerError.Code.crashed(.status(3))), ("crash", .crashed(.signal(11))),
            // As if somebody else had killed it: nobody is to blame.
            ("leave", .lost),
        ])
    func noticesCrashes(what: String, code: WorkerError.Code) async throws {
        try await withPool { pool, _ async throws in
            #expect(await failure(pool, what) == code)
            #expect(pool.counters.crashes == 1)
            #expect(try await pool.call(frame("state"), worker: 0)["configured"] == 1)
        }
    }

    @Test(
        "a worker that breaks the protocol is killed at once",
        arguments: ["oversize", "garbage", "empty", "deep", "nameless", "list", "wrongop", "print", "lines"])
    func refusesNonsense(what: String) async throws {
        try await withPool { pool, _ async throws in
            guard case .protocolViolation(let how) = await failure(pool, what) else {
                Issue.record("no violation")
                return
            }
            #expect(!how.isEmpty)
            #expect(pool.counters.violations == 1)
            #expect(try await pool.call(frame("echo", value: 5), worker: 0)["result"] == 5)
        }
    }

    @Test("an answer that nobody waits for ends the worker")
    func refusesASecondAnswer() async throws {
        try await withPool { pool, _ async throws in
            _ = try await pool.call(frame("twice"), worker: 0)
            while pool.generation(of: 0) == 1 { await Task.yield() }
            #expect(pool.counters.violations == 1)
        }
    }

    @Test("silence in the middle of a frame ends with the deadline")
    func killsTheStalling() async throws {
        try await withPool(hardDeadline: .milliseconds(150)) { pool, _ async throws in
            #expect(await failure(pool, "partial") == .killed)
        }
    }

    @Test("what a script prints comes before its answer")
    func prints() async throws {
        let lines = Notes()
        try await withPool(prints: true, printed: { _, text in lines.add(text) }) { pool, _ async throws in
            _ = try await pool.call(frame("print"), worker: 0)
            #expect(lines.all == ["one", "two"])
        }
    }

    @Test("what a worker tells of lines comes before its answer, and lines that no file has are a breach")
    func covers() async throws {
        let notes = Notes()
        try await withPool(covered: { notes.add("\($0.version) \($0.source) \($0.canRun) \($0.ran)") }) { pool, _ async throws in
            _ = try await pool.call(frame("lines"), worker: 0)
            #expect(notes.all == ["v a.lua [1, 2] [2]"])
            guard case .protocolViolation = await failure(pool, "nolines") else {
                Issue.record("no violation")
                return
            }
        }
    }

    @Test("a worker that prints without end is killed")
    func limitsPrinting() async throws {
        try await withPool(prints: true) { pool, _ async throws in
            guard case .protocolViolation = await failure(pool, "flood") else {
                Issue.record("no violation")
                return
            }
        }
    }

    @Test("a frame for a generation that is over never reaches the next")
    func refusesOldGenerations() async throws {
        try await withPool { pool, _ async throws in
            #expect(try await pool.call(frame("echo"), worker: 0, generation: 1)["op"] == "finished")
            #expect(await failure(pool, "exit") == .crashed(.status(3)))
            #expect(await failure(pool, "echo", generation: 1) == .restarted)
            #expect(throws: WorkerError.self) { try pool.post(frame("drop"), worker: 0, generation: 1) }
            #expect(try await pool.call(frame("echo"), worker: 0, generation: 2)["op"] == "finished")
        }
    }

    @Test("a worker that does not exist answers with an error, and the others go on", arguments: [-1, 7, Int.min, Int.max])
    func refusesWorkersThatAreNot(number: Int) async throws {
        try await withPool { pool, _ async throws in
            #expect(await failure(pool, "state", worker: number) != nil)
            pool.kill(worker: number)
            #expect(try await pool.call(frame("state"), worker: 0)["configured"] == 1)
        }
    }

    @Test("a version is loaded once in each generation, however many ask")
    func loadsOnce() async throws {
        try await withPool { pool, _ async throws in
            let made = Notes()
            for expected in 1...3 {
                let outcomes = await withTaskGroup(of: LoadedVersion?.self) { group in
                    for _ in 0..<50 {
                        group.addTask {
                            try? await pool.ensureLoaded("v1", worker: 0) {
                                made.add("v1")
                                return Array(#"{"op":"load","version":"v1"}"#.utf8)
                            }
                        }
                    }
                    return await group.reduce(into: []) { $0.append($1) }
                }
                #expect(outcomes.allSatisfy { $0?.answer["op"] == "loaded" && $0?.generation == expected })
                #expect(made.all.count == expected)
                #expect(await failure(pool, "exit") == .crashed(.status(3)))
            }
        }
    }

    @Test("a version that was refused or unloaded is loaded again")
    func loadsAgain() async throws {
        try await withPool { pool, _ async throws in
            let refused = Array(#"{"op":"load","version":"v1","do":"refuse"}"#.utf8)
            let first = try await pool.ensureLoaded("v1", worker: 0) { refused }
            #expect(!first.isLoaded)
            #expect(ScriptError(answer: first.answer)?.description == "a.lua:3: no end")
            let good = Array(#"{"op":"load","version":"v1"}"#.utf8)
            #expect(try await pool.ensureLoaded("v1", worker: 0) { good }.isLoaded)
            #expect(try await pool.ensureLoaded("v1", worker: 0) { refused }.isLoaded)
            try pool.unload("v1", worker: 0, frame: Array(#"{"op":"unload","version":"v1"}"#.utf8))
            #expect(try await !pool.ensureLoaded("v1", worker: 0) { refused }.isLoaded)
        }
    }

    @Test("a program that cannot be started gives its path and the reason")
    func failsToStart() async throws {
        for (path, reason) in [("/nowhere/script-worker", "No such file"), ("/etc/passwd", "Permission denied")] {
            let error = await #expect(throws: WorkerError.self) {
                try await WorkerPool.start(.init(executable: path, prelude: ""), logger: quiet)
            }
            #expect(error?.description.contains(path) == true)
            #expect(error?.description.contains(reason) == true)
        }
    }

    @Test("a program that goes missing fails its callers, and serves again when it is back")
    func survivesAMissingProgram() async throws {
        try await withPool { pool, standIn async throws in
            _ = try await pool.call(frame("echo"), worker: 0)
            try standIn.uninstall()
            #expect(await failure(pool, "exit") == .crashed(.status(3)))
            guard case .unavailable(let reason) = await failure(pool, "echo") else {
                Issue.record("not unavailable")
                return
            }
            #expect(reason.contains(standIn.path))
            try standIn.install()
            while (try? await pool.call(frame("echo"), worker: 0)) == nil { await Task.yield() }
        }
    }

    @Test("shutting down lets calls in flight finish and refuses new ones")
    func shutsDownGently() async throws {
        try await withPool { pool, _ async throws in
            let calls = (0..<50).map { index in
                Task { try await pool.call(frame("echo", value: index), worker: 0)["result"] }
            }
            while pool.counters.frames < 50 { await Task.yield() }
            await pool.shutdown()
            for (index, call) in calls.enumerated() { #expect(try await call.value == .integer(Int64(index))) }
            #expect(await failure(pool, "echo") == .closed)
            await pool.shutdown()
        }
    }

    @Test("shutting down ends what does not finish in time, and workers that do not go")
    func shutsDownInTime() async throws {
        try await withPool { pool, _ async throws in
            async let hanging = failure(pool, "hang")
            while pool.counters.frames < 1 { await Task.yield() }
            await pool.shutdown(grace: .milliseconds(20))
            #expect(await hanging == .closed)
        }
    }

    @Test("a pool that is dropped ends its workers")
    func endsWithItsPool() async throws {
        let standIn = try StandInWorker()
        defer { standIn.remove() }
        var pool: WorkerPool? = try await WorkerPool.start(
            .init(executable: standIn.path, workers: 2, prelude: ""), logger: quiet)
        #expect(try await pool?.call(frame("echo"), worker: 0)["op"] == "finished")
        pool = nil
        while !StandInWorker.processes().isEmpty { await Task.yield() }
    }

    @Test("nothing is left of pools that are gone")
    func leavesNothing() async throws {
        let descriptors = { try FileManager.default.contentsOfDirectory(atPath: "/proc/self/fd").count }
        try await withPool(workers: 2) { pool, _ in _ = try await pool.call(frame("echo"), worker: 0) }
        let before = try descriptors()
        for _ in 0..<30 {
            try await withPool(workers: 2) { pool, _ async throws in
                #expect(await failure(pool, "exit") == .crashed(.status(3)))
                _ = try await pool.call(frame("echo"), worker: 1)
            }
        }
        // Other tests open and close descriptors meanwhile; 30 pools with 2 workers would leave 120 for good.
        while try descriptors() >= before + 60 { await Task.yield() }
        #expect(StandInWorker.processes() == [])
    }

    @Test("ten thousand calls end exactly once each while workers are killed at random")
    func survivesKilling() async throws {
        let total = 10_000
        let callers = 64
        try await withPool(workers: 2) { pool, _ async throws in
            let (progress, answered) = AsyncStream<Void>.makeStream()
            let killer = Task {
                var random = SeededGenerator(seed: 42)
                var count = 0
                var next = 100
                for await _ in progress {
                    count += 1
                    guard count >= next else { continue }
                    next = count + Int.random(in: 50...250, using: &random)
                    pool.kill(worker: Int.random(in: 0...1, using: &random))
                }
            }
            let tallies = await withTaskGroup(of: [String: Int].self) { group in
                for caller in 0..<callers {
                    group.addTask {
                        var tally: [String: Int] = [:]
                        for index in stride(from: caller, to: total, by: callers) {
                            let worker = pool.worker(for: "contact \(index)")
                            let expected = index % 3 == 0 ? pool.generation(of: worker) : nil
                            do throws(WorkerError) {
                                let answer = try await pool.call(
                                    frame("echo", value: index), worker: worker, generation: expected)
                                tally[answer["result"] == .integer(Int64(index)) ? "answered" : "wrong", default: 0] += 1
                                answered.yield()
                            } catch {
                                switch error.code {
                                case .lost: tally["lost", default: 0] += 1
                                case .restarted where expected != nil: tally["restarted", default: 0] += 1
                                default: tally["undocumented: \(error)", default: 0] += 1
                                }
                            }
                        }
                        return tally
                    }
                }
                return await group.reduce(into: [:]) { $0.merge($1, uniquingKeysWith: +) }
            }
            answered.finish()
            await killer.value
            let known: Set = ["answered", "lost", "restarted"]
            #expect(tallies.values.reduce(0, +) == total)
            #expect(tallies.keys.allSatisfy(known.contains), "\(tallies)")
            #expect(tallies["answered", default: 0] > total / 2)
            #expect(pool.counters.crashes >= 20)
            #expect(tallies["lost", default: 0] > 0)
        }
    }
}
