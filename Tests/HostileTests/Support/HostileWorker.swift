// Moonpost
// SPDX-License-Identifier: Apache-2.0

import Core
import Foundation
import Logging
import Plugins
import Scripting

/// Worker 0 of a pool, which runs hostile scripts, and its process as the system sees it.
final class HostileWorker: Sendable {
    static let limits = ScriptLimits(processorTime: .milliseconds(50))
    /// Longer than usual: on a busy machine nothing that a budget stops is to be taken for what hangs.
    static let hardDeadline = Duration.seconds(4)

    let pool: WorkerPool
    private let process: ObservedProcess
    private let folder: String

    /// - Parameters:
    ///   - name: Of the process, at most 15 bytes; different for each pool.
    ///   - neighbours: Further workers of the pool, for others.
    init(name: String, neighbours: Int = 0) async throws {
        folder = NSTemporaryDirectory() + "moonpost-\(UUID().uuidString)"
        try FileManager.default.createDirectory(atPath: folder, withIntermediateDirectories: true)
        let path = folder + "/" + name
        try FileManager.default.createSymbolicLink(atPath: path, withDestinationPath: try ScriptWorkerExecutable.locate())
        pool = try await WorkerPool.start(
            WorkerPool.Configuration(
                executable: path, workers: 1 + neighbours, prelude: Prelude.source, limits: Self.limits, prints: true,
                hardDeadline: Self.hardDeadline),
            logger: Logger(label: "hostile") { _ in SwiftLogNoOpLogHandler() })
        // They are started in order.
        process = ObservedProcess(name: name, others: Set(ObservedProcess.children(named: name).dropFirst()))
    }

    func close() async throws {
        await pool.shutdown(grace: .seconds(1))
        try FileManager.default.removeItem(atPath: folder)
    }

    /// Whatever else the machine does adds to a script's time and never takes from it: of a slow run and two more, the
    /// least counts.
    func run(_ script: HostileScript) async -> ScriptRun {
        var run = await runOnce(script)
        for _ in 0..<2 where run.isSlow {
            let again = await runOnce(script)
            if again.cost < run.cost { run = again }
        }
        return run
    }

    private func runOnce(_ script: HostileScript) async -> ScriptRun {
        // After a kill the next one may be on its way: who answers is there.
        if self.process.identifier == nil { _ = try? await pool.call(Self.frame("waiting", "return"), worker: 0) }
        let process = process.identifier
        let before = process.flatMap(ObservedProcess.processorTime)
        let start = ContinuousClock.now
        var run = ScriptRun(script: script, end: .finished, time: .zero)
        do {
            let answer = try await pool.call(Self.frame(script.name + ".lua", script.text), worker: 0)
            if let error = ScriptError(answer: answer) {
                run.message = error.message
                run.end = error.kind == .budget || error.kind == .memory ? .stopped(error.budget ?? "?") : .refused
            }
        } catch {
            run.message = "\(error)"
            run.end = error.code == .killed ? .killed : .died("\(error.code)")
        }
        run.time = start.duration(to: .now)
        if let process, let before, let after = ObservedProcess.processorTime(of: process) { run.processorTime = after - before }
        run.peak = process.flatMap(ObservedProcess.peak) ?? 0
        return run
    }

    private static func frame(_ name: String, _ text: String) -> [UInt8] {
        let frame: JSON = ["op": "run", "name": .string(name), "text": .string(text)]
        return frame.encoded()
    }
}
