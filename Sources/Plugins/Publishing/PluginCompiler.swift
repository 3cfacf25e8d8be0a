// Moonpost
// SPDX-License-Identifier: Apache-2.0

package import Core
package import Scripting

/// Compiles a snapshot in a worker, runs its declarations under budget, and checks every field.
package struct PluginCompiler: Sendable {
    private let loader: PluginLoader

    package init(_ loader: PluginLoader) { self.loader = loader }

    /// Compiles with the limits that the configuration gives each plugin.
    package init(pool: WorkerPool, configuration: Configuration) {
        loader = PluginLoader(pool: pool, permissions: PluginPermissions(base: pool.limits, plugins: configuration.plugins))
    }

    /// What came of a snapshot.
    package enum Outcome: Sendable {
        /// It compiled; `raw` is what it declared, as the worker reported it.
        case compiled(PublishedPlugin, raw: JSON)
        case rejected([PluginProblem])
    }

    /// - Throws: `WorkerError` where no worker could do it: that says nothing about the plugin.
    package func compile(_ snapshot: PluginSnapshot) async throws -> Outcome {
        let hash = snapshot.hash
        let file = snapshot.sources.first?.name ?? snapshot.plugin
        let worker = loader.pool.worker(for: snapshot.plugin)
        let answer: JSON
        do {
            answer = try await loaded(snapshot, hash: hash, worker: worker)
        } catch {
            guard error.isSuspect else { throw error }
            return .rejected([PluginProblem(
                file: file, line: 1, message: "loading it ended its script worker, so it cannot be published: \(error)")])
        }
        if let error = ScriptError(answer: answer) {
            return .rejected([Self.problem(error, file: file)])
        }
        var reader = DeclarationReader(file: file)
        let declarations = reader.read(answer["declarations"]?.elements ?? [], plugin: snapshot.plugin)
        var problems = reader.problems
        problems += Self.checkSettings(snapshot, declarations, file: file)
        guard problems.isEmpty else { return .rejected(problems.sorted { $0.line < $1.line }) }
        return .compiled(
            PublishedPlugin(snapshot: snapshot, hash: hash, declarations: declarations), raw: answer["declarations"] ?? [])
    }

    private func loaded(_ snapshot: PluginSnapshot, hash: String, worker: Int) async throws(WorkerError) -> JSON {
        while true {
            do throws(WorkerError) {
                return try await loader.load(snapshot, hash: hash, worker: worker).answer
            } catch {
                // Where another frame ended the worker, ours is as good as before.
                if !error.mayReplay { throw error }
            }
        }
    }

    private static func problem(_ error: ScriptError, file: String) -> PluginProblem {
        let place = error.file ?? file
        let line = error.line ?? 1
        // The message may begin with the place, as Lua's own do.
        let prefix = "\(place):\(line): "
        let message = error.message.hasPrefix(prefix) ? String(error.message.dropFirst(prefix.count)) : error.message
        return PluginProblem(file: place, line: line, message: message)
    }

    private static func checkSettings(
        _ snapshot: PluginSnapshot, _ declarations: PluginDeclarations, file: String
    ) -> [PluginProblem] {
        snapshot.settings.compactMap { name, value in
            guard let setting = declarations.settings.first(where: { $0.name == name }) else {
                let names = declarations.settings.map(\.name)
                let hint = NearestName.of(name, among: names).map { ": did you mean \"\($0)\"?" } ?? ""
                return PluginProblem(
                    file: file, line: 1,
                    message: "[plugins.\(snapshot.plugin)] sets \"\(name)\", which bot.settings does not declare\(hint)")
            }
            if setting.type.accepts(value) { return nil }
            return PluginProblem(
                file: file, line: 1,
                message: "[plugins.\(snapshot.plugin)] \(name) must be \(setting.type.description), and is \(value.typeName)")
        }
    }
}
