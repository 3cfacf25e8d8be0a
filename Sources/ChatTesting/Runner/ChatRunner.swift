// Moonpost
// SPDX-License-Identifier: Apache-2.0

package import Core
internal import Foundation
package import Logging
internal import Plugins
package import Scripting

/// Plays `.chat` files against a host of their own, with real script workers and a simulated WhatsApp.
///
/// ```swift
/// let report = try await ChatRunner(flows: "flows", plugins: "plugins").run()
/// print(report.text)
/// ```
///
/// Every scene gets a fresh store and a clock that stands still: it is Monday, 5 January 2026, 09:00, until a `~` line
/// lets time pass. Scenes run in parallel. The program `script-worker` must stand beside the program that runs.
public struct ChatRunner: Sendable {
    private(set) var configuration: Configuration
    let limits: ScriptLimits
    let executable: String?
    let logger: Logger
    /// Where workers tell which lines ran; nil where nobody wants to know.
    private var log: CoverageLog?

    /// - Parameters:
    ///   - flows: the folder with one `.lua` file for each flow, and `.chat` files beside them.
    ///   - plugins: the folder with one folder for each plugin.
    public init(flows: String = "flows", plugins: String = "plugins") {
        self.init(configuration: Configuration(scripts: Configuration.Scripts(flows: flows, plugins: plugins)))
    }

    /// - Parameters:
    ///   - configuration: whose folders, business, grants and limits count; its numbers, its database and what it sets
    ///     of plugins do not: tests are played with the defaults that the plugins declare.
    ///   - executable: the program `script-worker`; nil finds it beside the program that runs.
    package init(
        configuration: Configuration, limits: ScriptLimits = ScriptLimits(), executable: String? = nil,
        logger: Logger = Logger(label: "moonpost.test") { _ in SwiftLogNoOpLogHandler() }
    ) {
        self.configuration = configuration
        self.limits = limits
        self.executable = executable
        self.logger = logger
    }

    /// Plays the scenes of `paths`, files or folders; without any, those of the flows and plugins folders.
    ///
    /// A file within these two folders is played with everything in them. Any other is played with the flows of the
    /// folder in which it stands.
    /// - Throws: where the script workers cannot be started. What is wrong in files is in the report.
    /// - Parameter coverage: also find out which lines of the scripts no scene reached.
    public func run(_ paths: [String] = [], coverage: Bool = false) async throws -> ChatReport {
        try await run(paths, recording: false, coverage)
    }

    /// Plays the scenes, and rewrites those that fail with what the bot says now: their `<` lines and choices; patterns
    /// that still match, comments and everything else in the files stay as they are.
    ///
    /// A scene that fails for another reason, such as an error in a script, is left alone; its failure says why.
    public func record(_ paths: [String] = [], coverage: Bool = false) async throws -> ChatReport {
        try await run(paths, recording: true, coverage)
    }

    // MARK: - What is played

    struct Part: Sendable {
        var file: String
        var plugins: @Sendable () -> PluginFolders.Contents
        /// Which of the file's scenes it is, from 0.
        var index: Int
        var scene: ChatScene
    }

    private func run(_ paths: [String], recording: Bool, _ coverage: Bool) async throws -> ChatReport {
        var runner = self
        for name in configuration.plugins.keys { runner.configuration.plugins[name]?.settings = [:] }
        runner.log = coverage ? CoverageLog() : nil
        return try await runner.run(paths, recording: recording)
    }

    private func run(_ paths: [String], recording: Bool) async throws -> ChatReport {
        let pool = try await makePool(workers: configuration.scripts.workers ?? WorkerPool.defaultWorkers)
        do {
            let report = try await run(paths, recording: recording, pool)
            await pool.shutdown()
            return report
        } catch {
            await pool.shutdown()
            throw error
        }
    }

    private func run(_ paths: [String], recording: Bool, _ pool: WorkerPool) async throws -> ChatReport {
        let begun = ContinuousClock.now
        let files = ChatFiles(paths, configuration: configuration)
        var report = ChatReport(scenes: [], problems: files.problems)
        var checks: [ChatFiles.Plugins: Check] = [:]
        var texts: [String: String] = [:]
        var parts: [Part] = []
        for (path, plugins) in files.files {
            if checks[plugins] == nil {
                let check = try await check(plugins, pool)
                report.problems += check.problems
                checks[plugins] = check
            }
            do {
                let text = try Self.read(path)
                let script = try ChatScript(text, file: path)
                texts[path] = text
                if script.scenes.isEmpty {
                    report.problems.append("\(path):1: there is no scene in the file: write what a person sends behind \">\"")
                }
                // Against flows that cannot be published a scene shows nothing.
                guard checks[plugins]?.problems.isEmpty == true else { continue }
                let configuration = configuration
                let read = { @Sendable in ChatFiles.read(plugins, configuration) }
                parts += script.scenes.enumerated().map { Part(file: path, plugins: read, index: $0, scene: $1) }
            } catch {
                report.problems += error.problems.map(\.description)
            }
        }
        report.scenes = await play(parts, pool)
        if recording { await record(parts, texts: texts, into: &report, pool) }
        if let log { report.coverage = Self.coverage(checks.values.flatMap(\.candidates), paths, log) }
        report.duration = ContinuousClock.now - begun
        return report
    }

    static func read(_ path: String) throws(ChatProblems) -> String {
        guard let data = FileManager.default.contents(atPath: path) else {
            throw ChatProblems(problems: [ChatProblem(file: path, line: 1, message: "the file cannot be read")])
        }
        guard let text = String(validating: data, as: UTF8.self) else {
            throw ChatProblems(problems: [ChatProblem(file: path, line: 1, message: "the file is not valid UTF-8")])
        }
        return text
    }

    /// What was read of the plugins of some files, and what is wrong with it.
    private struct Check {
        var candidates: [PluginCandidate]
        var problems: [String]
    }

    /// Compiles the plugins once, so that a mistake is told once.
    private func check(_ plugins: ChatFiles.Plugins, _ pool: WorkerPool) async throws -> Check {
        let contents = ChatFiles.read(plugins, configuration)
        var problems = contents.problems
        var compiled: [PublishedPlugin] = []
        for snapshot in contents.snapshots {
            switch try await PluginCompiler(pool: pool, configuration: configuration).compile(snapshot) {
            case .compiled(let plugin, _): compiled.append(plugin)
            case .rejected(let found): problems += found
            }
        }
        problems += PluginCatalog().conflicts(of: compiled)
        let shown = problems.sorted { ($0.file, $0.line) < ($1.file, $1.line) }.map(\.description)
        return Check(candidates: contents.candidates, problems: shown)
    }

    // MARK: - Playing

    /// Plays scenes with plugins that are in memory.
    func play(
        _ scenes: [(file: String, scene: ChatScene)], with plugins: @escaping @Sendable () -> PluginFolders.Contents
    ) async throws -> [ChatReport.Scene] {
        // People chat meanwhile: half of the machine is theirs.
        let share = max(ProcessInfo.processInfo.activeProcessorCount / 2, 1)
        let pool = try await makePool(workers: share)
        var counts: [String: Int] = [:]
        let parts = scenes.map { file, scene in
            let index = counts[file, default: 0]
            counts[file] = index + 1
            return Part(file: file, plugins: plugins, index: index, scene: scene)
        }
        let played = await play(parts, pool, parallel: share)
        await pool.shutdown()
        return played
    }

    /// How long a scene may take: its steps take milliseconds, and a machine may be very busy.
    static let longest = Duration.seconds(300)

    /// Waiting for the disk and for workers leaves room for more than one scene on a processor.
    private static var parallel: Int { ProcessInfo.processInfo.activeProcessorCount * 2 }

    func play(_ parts: [Part], _ pool: WorkerPool, parallel: Int = parallel) async -> [ChatReport.Scene] {
        await withTaskGroup(of: (Int, ChatReport.Scene).self) { group in
            var results = [ChatReport.Scene?](repeating: nil, count: parts.count)
            var rest = parts.enumerated().makeIterator()
            func addNext() {
                guard let (index, part) = rest.next() else { return }
                group.addTask { (index, await play(part, pool)) }
            }
            for _ in 0..<parallel { addNext() }
            while let (index, scene) = await group.next() {
                results[index] = scene
                addNext()
            }
            return results.compactMap(\.self)
        }
    }

    private func play(_ part: Part, _ pool: WorkerPool) async -> ChatReport.Scene {
        let begun = ContinuousClock.now
        var result = ChatReport.Scene(
            file: part.file, line: part.scene.line, title: part.scene.title, failure: nil, notes: [], duration: .zero)
        let outcome = await Self.limited(to: Self.longest) { () async -> (ChatReport.Failure?, [String]) in
            do {
                return try await perform(part, pool)
            } catch {
                return (Self.failure(of: part, "\(error)"), [])
            }
        }
        (result.failure, result.notes) =
            outcome ?? (Self.failure(of: part, "the scene does not come to an end within \(Self.longest.components.seconds) seconds"), [])
        result.duration = ContinuousClock.now - begun
        return result
    }

    private func perform(_ part: Part, _ pool: WorkerPool) async throws -> (ChatReport.Failure?, [String]) {
        try await withHarness(for: part, pool) { harness in
            var runner = SceneRunner(part.scene, file: part.file, harness: harness)
            return await runner.play()
        }
    }

    /// Opens a harness for a scene, and closes it.
    func withHarness<Value: Sendable>(
        for part: Part, _ shared: WorkerPool, _ body: (ChatHarness) async throws -> Value
    ) async throws -> Value {
        // A crash kills workers: not those of the scenes beside this one.
        let crashes = part.scene.steps.contains { $0.action == .act(.crash) }
        let pool = crashes ? try await makePool(workers: 1) : shared
        do {
            var setup = ChatHarness.Setup(
                configuration: configuration, pool: pool, seed: Self.seed(part), logger: logger, plugins: part.plugins)
            setup.hasModel = part.scene.steps.contains { step in if case .act(.model) = step.action { true } else { false } }
            let folder = (part.file as NSString).deletingLastPathComponent
            setup.file = { name in
                // Beside the scene and nowhere else.
                let path = (folder as NSString).appendingPathComponent(name)
                guard !name.contains("/"), FileManager.default.fileExists(atPath: path) else { return nil }
                return Array(try Data(contentsOf: URL(fileURLWithPath: path)))
            }
            let harness = try await ChatHarness.open(setup)
            let value = try await body(harness)
            try await harness.close()
            if crashes { await pool.shutdown() }
            return value
        } catch {
            if crashes { await pool.shutdown() }
            throw error
        }
    }

    private func makePool(workers: Int) async throws -> WorkerPool {
        var limits = limits
        // To look at each line takes time that is not the script's; its instructions are counted as ever.
        if log != nil { limits.processorTime = limits.processorTime * 20 }
        return try await WorkerPool.start(
            WorkerPool.Configuration(
                executable: try ScriptWorkerExecutable.locate(explicit: executable), workers: workers, prelude: Prelude.source,
                limits: limits, covered: log.map { log in { @Sendable coverage in log.add(coverage) } }),
            logger: logger)
    }

    /// Each scene has random numbers of its own, the same in every run, also when lines come or go above it.
    private static func seed(_ part: Part) -> UInt64 {
        FNV1a.hash("\(part.file):\(part.index)".utf8)
    }

    private static func failure(of part: Part, _ summary: String) -> ChatReport.Failure {
        ChatReport.Failure(
            file: part.file, line: part.scene.line, summary: summary, expected: nil, got: nil, transcript: "", incidents: [])
    }

    /// What `work` returns, or nil where it takes longer; then it is left to itself.
    static func limited<Value: Sendable>(
        to limit: Duration, _ work: @escaping @Sendable () async -> Value
    ) async -> Value? {
        let (stream, continuation) = AsyncStream.makeStream(of: Value?.self, bufferingPolicy: .bufferingOldest(1))
        let working = Task { continuation.yield(await work()) }
        let alarm = Task {
            do {
                try await Task.sleep(for: limit)
            } catch {
                return
            }
            continuation.yield(nil)
        }
        defer {
            alarm.cancel()
            working.cancel()
        }
        for await value in stream { return value }
        return nil
    }
}
