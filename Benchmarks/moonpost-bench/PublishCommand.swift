// Moonpost
// SPDX-License-Identifier: Apache-2.0

internal import ArgumentParser
internal import ChatTesting
internal import Core
internal import Foundation
internal import Logging
internal import Plugins
internal import Scripting
internal import Store

/// Measures how long it takes to publish a plugin: compile, declare, check, play its tests, store, swap.
struct PublishCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(commandName: "publish")

    func run() async throws {
        let folder = FileManager.default.temporaryDirectory.appending(path: "moonpost-publish-\(UUID().uuidString)").path
        let logger = Logger(label: "bench") { _ in SwiftLogNoOpLogHandler() }
        let database = try SQLiteDatabase(path: folder + "/moonpost.db", logger: logger)
        let engine = try await Engine.open()
        let clock = SystemClock()
        let runner = ChatRunner()
        let publisher = Publisher(
            loader: engine.loader, catalog: PluginCatalog(), database: database, clock: clock, logger: logger
        ) { candidate, others in try await runner.problems(of: candidate, beside: others) }
        let count = 50
        for (what, tests) in [("without tests", []), ("with its test of four lines", [Self.test])] {
            let time = try await Engine.each(count, inFlight: 1) { index in
                let candidate = PluginCandidate(Self.snapshot("\(what) \(index)"), tests: tests)
                let report = try await publisher.publish([candidate], author: "bench")
                guard report.published == ["bench"] else { throw ValidationError("\(report.problems)") }
            }
            row("publishing a plugin \(what)", time.inMilliseconds)
        }
        await engine.pool.shutdown()
        try await database.close()
        try FileManager.default.removeItem(atPath: folder)
    }

    private static func snapshot(_ version: String) -> PluginSnapshot {
        let text = """
            bot.plugin { title = "Bench", version = "\(version)" }
            bot.flow("greet", { triggers = { "hi" }, run = function(chat)
              local name = chat:ask("Your name?")
              chat:say("Hello {name}", { name = name })
            end })
            """
        return PluginSnapshot(plugin: "bench", sources: [SourceFile(name: "bench.lua", module: "main", text: text)])
    }

    private static let test = SourceFile(name: "bench.chat", module: "", text: "> hi\n< Your name?\n> Jo\n< Hello Jo\n")
}
