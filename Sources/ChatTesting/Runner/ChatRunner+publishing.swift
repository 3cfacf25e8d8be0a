// Moonpost
// SPDX-License-Identifier: Apache-2.0

internal import Core
package import Plugins

extension ChatRunner {
    /// Plays the tests of a plugin that asks to be published beside others, from what was read of it and not from the
    /// disk.
    /// - Returns: A problem for each scene that fails, and for each file that is not a `.chat` file.
    package func problems(of candidate: PluginCandidate, beside others: [PluginSnapshot]) async throws -> [PluginProblem] {
        var problems: [PluginProblem] = []
        var scenes: [(file: String, scene: ChatScene)] = []
        for test in candidate.tests {
            do {
                scenes += try ChatScript(test.text, file: test.name).scenes.map { (test.name, $0) }
            } catch {
                problems += error.problems.map { PluginProblem(file: $0.file, line: $0.line, message: $0.message) }
            }
        }
        guard problems.isEmpty, !scenes.isEmpty else { return problems }
        // What this house sets is not what the tests were written with.
        let contents = PluginFolders.Contents(
            ([candidate.snapshot] + others).map { snapshot in
                var snapshot = snapshot
                snapshot.settings = [:]
                return PluginCandidate(snapshot)
            })
        // Grants were decided before: what uses more did not come this far.
        var configuration = configuration
        for snapshot in contents.snapshots {
            configuration.plugins[snapshot.plugin, default: Configuration.Plugin()].grants = Configuration.Plugin.everything
        }
        let runner = ChatRunner(configuration: configuration, limits: limits, executable: executable, logger: logger)
        for failed in try await runner.play(scenes, with: { contents }).filter({ $0.failure != nil }) {
            guard let failure = failed.failure else { continue }
            problems.append(PluginProblem(file: failure.file, line: failure.line, message: "the test fails: \(failure.summary)\n\(failure.transcript)"))
        }
        return problems
    }
}
