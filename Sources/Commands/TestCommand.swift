// Moonpost
// SPDX-License-Identifier: Apache-2.0

internal import ArgumentParser
internal import ChatTesting
internal import Core
internal import Logging
internal import Scripting

/// `moonpost test`
struct TestCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "test", abstract: "Runs .chat files: transcripts that are tests.")

    @OptionGroup var options: ConfigurationOptions

    @Argument(help: ".chat files or folders; without any, those beside the configured flows and plugins.", completion: .file())
    var paths: [String] = []

    func run() async throws {
        let configuration = try options.read()
        var logger = options.logger("moonpost")
        // Scenes provoke failures on purpose; what matters of them stands in the transcripts.
        if logger.logLevel == .notice { logger.logLevel = .critical }
        let runner = ChatRunner(
            configuration: configuration, limits: ScriptLimits(configuration.scripts.limits), logger: logger)
        let report = try await runner.run(paths)
        print(report.text)
        guard report.isSuccess else { throw ExitCode(1) }
    }
}
