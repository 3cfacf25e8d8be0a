// Moonpost
// SPDX-License-Identifier: Apache-2.0

internal import ArgumentParser
internal import Core
internal import Host
internal import Plugins
internal import Store

/// `moonpost check`
struct CheckCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "check", abstract: "Compiles and validates flows and plugins.",
        discussion: """
            Prints each problem as file:line: message and ends with exit code 1 where there is any. What may be meant, such as \
            a text that one language has and another has not, a declared template that Meta has otherwise or has not approved, or a \
            language in which no word ends marketing, is a warning; templates are those that the host has read last.
            """)

    @OptionGroup var store: StoreOptions

    @Argument(help: "Lua files or folders; without any, the configured flows and plugins.", completion: .file())
    var paths: [String] = []

    func run() async throws {
        let configuration = try store.options.read()
        let permissions = PluginPermissions(plugins: configuration.plugins)
        let compiled = try await CompiledPlugins.compile(paths, configuration) { compiled, compiler in
            // A file that is checked alone may go on to flows of the others.
            let others = paths.isEmpty ? [] : try await Self.names(PluginFolders.read(paths: [], configuration: configuration), compiler)
            return compiled.plugins.compactMap { $0.problem(permissions) } + PluginCatalog().conflicts(of: compiled.plugins, others: others)
        }
        if paths.isEmpty { for warning in compiled.contents.unknown(in: configuration.plugins) { print("warning: \(warning)") } }
        if paths.isEmpty { for warning in await wordWarnings(configuration) { print("warning: \(warning)") } }
        for warning in await templateWarnings(of: compiled.plugins, configuration) { print("warning: \(warning)") }
        for warning in compiled.plugins.flatMap(\.warnings) { print("warning: \(warning)") }
        for problem in compiled.sortedProblems { print(problem) }
        guard compiled.problems.isEmpty else { throw ExitCode(1) }
        let count = compiled.plugins.count
        print(count == 0 ? "nothing to check" : "ok: \(count) plugin\(count == 1 ? "" : "s")")
        if count == 0 { throw ExitCode(1) }
    }

    /// How declared templates differ from those that a host has read from Meta; nothing where none has run here.
    private func templateWarnings(of plugins: [PublishedPlugin], _ configuration: Configuration) async -> [String] {
        guard plugins.contains(where: { !$0.declarations.templates.isEmpty }), store.exists(configuration) else { return [] }
        do {
            let stored = try await store.withStore { database in try await database.read { try TemplateRepository.all(in: $0) } }
            let accounts = TemplateReview.accounts(stored)
            return plugins.flatMap { TemplateReview.problems(of: $0, accounts) }.map(\.description)
        } catch {
            return ["declared templates are not compared with Meta's: \(error)"]
        }
    }

    /// In which languages nobody can end or resume marketing by a word.
    private func wordWarnings(_ configuration: Configuration) async -> [String] {
        guard store.exists(configuration) else { return StopWordWarnings.of(configuration, numbers: configuration.numbers) }
        do {
            let keys = try InstallationKey(configuration, store: store.path(configuration)).load()
            let numbers = try await store.withStore { try await InstalledNumbers.read(configuration.numbers, $0, keys) }
            return StopWordWarnings.of(configuration, numbers: numbers)
        } catch {
            return StopWordWarnings.of(configuration, numbers: configuration.numbers) + ["the numbers of the store are not looked at: \(error)"]
        }
    }

    private static func names(_ contents: PluginFolders.Contents, _ compiler: PluginCompiler) async throws -> Set<String> {
        var names: Set<String> = []
        for snapshot in contents.snapshots {
            if case .compiled(let plugin, _) = try await compiler.compile(snapshot) { names.formUnion(plugin.declarations.names) }
        }
        return names
    }
}
