// Moonpost
// SPDX-License-Identifier: Apache-2.0

internal import Core
internal import Foundation
internal import Logging
internal import Plugins
internal import Scripting

/// Writes the files of a sketch where nothing stands in their way.
struct SketchWriter {
    let configuration: Configuration

    /// Writes all of the files or none, and prints what was written.
    func write(_ files: [Sketch.File], name: SketchName, what: String) async throws {
        let scripts = configuration.scripts
        let places = files.map(\.path) + ["\(scripts.flows)/\(name.name).lua", "\(scripts.plugins)/\(name.name)"]
        if let taken = places.first(where: { FileManager.default.fileExists(atPath: $0) }) {
            throw CommandFailure("\(taken) exists, and is not overwritten: choose another name for the \(what)")
        }
        if let conflict = try await conflict(of: files, name) {
            throw CommandFailure("nothing was written: \(conflict.message); choose another name for the \(what)")
        }
        for file in files {
            try Self.write(file)
            print("wrote \(file.path)")
        }
        if !FileManager.default.fileExists(atPath: Sketch.languageServer.path) {
            try Self.write(Sketch.languageServer)
            print("wrote \(Sketch.languageServer.path)")
        }
        if !FileManager.default.fileExists(atPath: DefinitionFiles.folder) {
            for file in DefinitionFiles.files() { try Self.write(Sketch.File(path: file.path, text: file.text)) }
            print("wrote \(DefinitionFiles.folder)")
        }
    }

    /// What of it the flows that are there have already, such as the words that begin it.
    private func conflict(of files: [Sketch.File], _ name: SketchName) async throws -> PluginProblem? {
        let pool = try await WorkerPool.start(
            WorkerPool.Configuration(
                executable: try ScriptWorkerExecutable.locate(), workers: 1, prelude: Prelude.source,
                limits: ScriptLimits(configuration.scripts.limits)),
            logger: Logger(label: "new") { _ in SwiftLogNoOpLogHandler() })
        do {
            let conflict = try await conflict(of: files, name, pool)
            await pool.shutdown()
            return conflict
        } catch {
            await pool.shutdown()
            throw error
        }
    }

    private func conflict(of files: [Sketch.File], _ name: SketchName, _ pool: WorkerPool) async throws -> PluginProblem? {
        let sources = files.filter { $0.path.hasSuffix(".lua") }.enumerated().map { index, file in
            let module = ((file.path as NSString).lastPathComponent as NSString).deletingPathExtension
            return SourceFile(name: file.path, module: index == 0 ? "main" : module, text: file.text)
        }
        let new = PluginSnapshot(plugin: name.name, sources: sources)
        // Those with a problem are not published, so nothing of them is taken.
        let present = PluginFolders.read(paths: [], configuration: configuration).candidates.map(\.snapshot)
        var compiled: [PublishedPlugin] = []
        for snapshot in present + [new] {
            switch try await PluginCompiler(pool: pool, configuration: configuration).compile(snapshot) {
            case .compiled(let plugin, _): compiled.append(plugin)
            case .rejected(let problems):
                if snapshot == new { return problems.first }
            }
        }
        let catalog = PluginCatalog()
        catalog.publish(compiled.filter { $0.name != name.name }, at: Timestamp(milliseconds: 0))
        return catalog.conflicts(of: compiled.filter { $0.name == name.name }).first
    }

    static func write(_ file: Sketch.File, replacing: Bool = false) throws(CommandFailure) {
        let url = URL(fileURLWithPath: file.path)
        do {
            try FileManager.default.createDirectory(at: url.deletingLastPathComponent(), withIntermediateDirectories: true)
            try Data(file.text.utf8).write(to: url, options: replacing ? .atomic : .withoutOverwriting)
        } catch {
            throw CommandFailure("\(file.path): the file cannot be written: \(error.localizedDescription)")
        }
    }
}
