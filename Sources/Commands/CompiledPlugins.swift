// Moonpost
// SPDX-License-Identifier: Apache-2.0

internal import Core
internal import Host
internal import Logging
internal import Plugins
internal import Scripting

/// Flows and plugins as they stand on disk, compiled, without a store.
struct CompiledPlugins {
    var contents: PluginFolders.Contents
    var plugins: [PublishedPlugin] = []
    var problems: [PluginProblem]

    /// - Parameters:
    ///   - paths: Lua files or folders; empty: what is configured.
    ///   - beside: Called while the compiler is there.
    static func compile(
        _ paths: [String], _ configuration: Configuration, beside: (CompiledPlugins, PluginCompiler) async throws -> [PluginProblem] = { _, _ in [] }
    ) async throws -> CompiledPlugins {
        let contents = PluginFolders.read(paths: paths, configuration: configuration)
        let pool = try await WorkerPool.start(
            WorkerPool.Configuration(
                executable: try ScriptWorkerExecutable.locate(), workers: 1, prelude: Prelude.source,
                limits: ScriptLimits(configuration.scripts.limits)),
            logger: Logger(label: "compile") { _ in SwiftLogNoOpLogHandler() })
        var result = CompiledPlugins(contents: contents, problems: contents.problems)
        let compiler = PluginCompiler(pool: pool, configuration: configuration)
        for candidate in contents.candidates {
            switch try await compiler.compile(candidate.snapshot) {
            case .compiled(let plugin, _): result.plugins.append(plugin)
            case .rejected(let found): result.problems += found
            }
        }
        result.problems += try await beside(result, compiler)
        await pool.shutdown()
        return result
    }

    /// What is wrong, in the order of the files.
    var sortedProblems: [PluginProblem] { problems.sorted { ($0.file, $0.line) < ($1.file, $1.line) } }
}
