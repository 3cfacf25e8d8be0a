// Moonpost
// SPDX-License-Identifier: Apache-2.0

internal import ArgumentParser
internal import ChatTesting
internal import Core
internal import Foundation
internal import Logging
internal import Scripting

/// `moonpost test`
struct TestCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "test", abstract: "Runs .chat files: transcripts that are tests.",
        discussion: """
            Shows each difference in its place in the conversation, and ends with exit code 1 where there is any. \
            With --update it writes what the bot says now into the files of scenes that fail: read the change before you \
            keep it. With --coverage it lists for each Lua file the lines that no scene reached.
            """)

    @OptionGroup var options: ConfigurationOptions

    @Argument(help: ".chat files or folders; without any, those beside the configured flows and plugins.", completion: .file())
    var paths: [String] = []

    @Flag(help: "Print one JSON document instead of text.")
    var json = false

    @Option(help: "Write the results as JUnit XML, too.", completion: .file(extensions: ["xml"]))
    var junit: String?

    @Flag(help: "Rewrite the lines of the bot in scenes that fail with what it says now.")
    var update = false

    @Flag(help: "Show which lines of the Lua files no scene reached.")
    var coverage = false

    @Option(help: "Like --coverage; less than this many percent of all lines is a failure.")
    var coverageMin: Double?

    func validate() throws {
        guard let coverageMin, !(0...100).contains(coverageMin) else { return }
        throw ValidationError("--coverage-min \(coverageMin) is no percentage: write a number from 0 to 100")
    }

    func run() async throws {
        let configuration = try options.read()
        var logger = options.logger("moonpost")
        // Scenes provoke failures on purpose; what matters of them stands in the transcripts.
        if logger.logLevel == .notice { logger.logLevel = .critical }
        let runner = ChatRunner(
            configuration: configuration, limits: ScriptLimits(configuration.scripts.limits), logger: logger)
        let coverage = coverage || coverageMin != nil
        let report = update ? try await runner.record(paths, coverage: coverage) : try await runner.run(paths, coverage: coverage)
        if let junit { try Self.write(report.junit, to: junit) }
        print(json ? report.jsonText : report.text)
        guard report.isSuccess else { throw ExitCode(1) }
        if let coverageMin, let reached = report.coverage?.percent, reached < coverageMin {
            throw CommandFailure(
                "the scenes reach \(Self.shown(reached)) % of the lines, and --coverage-min wants \(Self.shown(coverageMin)) %")
        }
    }

    /// Rounded down to a tenth, so that what is too little never looks like enough.
    private static func shown(_ percent: Double) -> String {
        String(format: "%g", (percent * 10).rounded(.down) / 10)
    }

    private static func write(_ text: String, to file: String) throws {
        do {
            try Data(text.utf8).write(to: URL(fileURLWithPath: file), options: .atomic)
        } catch {
            throw CommandFailure("--junit \(file): the file cannot be written: \(error.localizedDescription)")
        }
    }
}
