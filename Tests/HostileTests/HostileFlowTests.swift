// Moonpost
// SPDX-License-Identifier: Apache-2.0

import ChatTesting
import Core
import Foundation
import Logging
import Plugins
import Scripting
import Store
import Testing

extension SandboxTests {
    @Suite("A hostile flow", .timeLimit(.minutes(10)))
    struct HostileFlowTests {
        private static let apology = "Sorry, something went wrong on our side. Please try again."
        private static let echo = PluginSnapshot(
            plugin: "echo",
            sources: [
                SourceFile(
                    name: "flows/echo.lua", module: "main",
                    text: """
                        bot.plugin { title = "Echo" }
                        bot.flow("echo", { triggers = { "echo" }, run = function(chat)
                          chat:say("you said " .. chat:ask("?"))
                        end })
                        """)
            ])

        private let attacker = ChatPerson(name: "Mallory", phone: "201001234567")
        private let bystander = ChatPerson(name: "Amina", phone: "201007654321")

        /// The plugin with this body of a flow; its lines keep their numbers.
        private func plugin(_ script: HostileScript) -> PluginSnapshot {
            let head = "bot.plugin { title = \"Hostile\" } "
                + "bot.flow(\"hostile\", { triggers = { \"attack\" }, run = function(chat, given) "
            return PluginSnapshot(
                plugin: "hostile",
                sources: [SourceFile(name: "flows/hostile.lua", module: "main", text: head + script.text + "\nend })")])
        }

        private func withHarness(
            _ script: HostileScript, _ pool: WorkerPool, seed: UInt64, _ body: (ChatHarness) async throws -> Void
        ) async throws {
            let plugins = [PluginCandidate(plugin(script)), PluginCandidate(Self.echo)]
            let harness = try await ChatHarness.open(
                ChatHarness.Setup(
                    configuration: Configuration(), pool: pool, seed: seed, logger: Logger(label: "test") { _ in SwiftLogNoOpLogHandler() }
                ) { PluginFolders.Contents(plugins) })
            do {
                try await body(harness)
            } catch {
                try await harness.close()
                throw error
            }
            try await harness.close()
        }

        @Test("ends with an apology to the person and an incident that names the budget, its value, file and line; others are served")
        func flows() async throws {
            let flows = try HostileScript.flows()
            #expect(flows.count >= 20)
            try await withThrowingTaskGroup(of: Void.self) { group in
                // Each row of flows has its workers: one flow's deadline is not to hold up another row.
                let rows = 3
                for row in 0..<rows {
                    group.addTask {
                        let pool = try await WorkerPool.start(
                            WorkerPool.Configuration(
                                executable: try ScriptWorkerExecutable.locate(), workers: 2, prelude: Prelude.source,
                                // Time enough for each script to meet the budget that it is about.
                                limits: ScriptLimits(processorTime: .milliseconds(250)), hardDeadline: HostileWorker.hardDeadline),
                            logger: Logger(label: "test") { _ in SwiftLogNoOpLogHandler() })
                        for (index, script) in flows.enumerated() where index % rows == row {
                            try await withHarness(script, pool, seed: UInt64(index)) { try await attack(script, $0) }
                        }
                        await pool.shutdown(grace: .seconds(1))
                    }
                }
                try await group.waitForAll()
            }
        }

        private func attack(_ script: HostileScript, _ harness: ChatHarness) async throws {
            let heard = try await provoke(script, harness)
            let incidents = try await harness.incidents().filter { $0.level == .error }
            #expect(!heard.contains("got out"), "\(script.name)")
            if script.ending == .harmless {
                #expect(incidents.isEmpty, "\(script.name): \(incidents.map(\.summary))")
                #expect(!heard.isEmpty && !heard.contains(Self.apology), "\(script.name): \(heard)")
            } else {
                #expect(heard.last == Self.apology, "\(script.name): \(heard.suffix(3))")
                let incident = try #require(incidents.first, "\(script.name)")
                #expect(incidents.count == 1 && incident.plugin == "hostile", "\(script.name)")
                check(incident, of: script)
            }
            // Nobody else notices, and the person is free.
            for person in [bystander, attacker] {
                try await harness.say(.text("echo"), from: person)
                #expect(try await harness.next(for: person)?.text == "?", "\(script.name)")
                try await harness.say(.text("hello"), from: person)
                #expect(try await harness.next(for: person)?.text == "you said hello", "\(script.name)")
            }
        }

        /// Writes until the flow has ended; gives what the person heard.
        private func provoke(_ script: HostileScript, _ harness: ChatHarness) async throws -> [String] {
            var heard: [String] = []
            for words in ["attack", "more", "more", "more"] {
                try await harness.say(.text(words), from: attacker)
                var isAsking = false
                while let message = try await harness.next(for: attacker) {
                    heard.append(message.text)
                    isAsking = message.text.hasSuffix("?")
                }
                if !isAsking { break }
            }
            return heard
        }

        private func check(_ incident: Incident, of script: HostileScript) {
            let error = incident.details["error"]
            switch script.ending {
            case .budget("deadline"):
                #expect(incident.summary.contains("hard deadline"), "\(script.name): \(incident.summary)")
            case .budget(let budget):
                #expect(error?["budget"]?.text == budget, "\(script.name): \(incident.summary)")
                #expect(error?["value"]?.int != nil, "\(script.name): \(incident.summary)")
                #expect(incident.summary.contains(#/^flows/hostile\.lua:\d+: .* more than \d+ /#), "\(script.name): \(incident.summary)")
            default:
                #expect(incident.details["kind"] == "script", "\(script.name): \(incident.summary)")
                // Only what is wrong with many turns together has no line.
                let isPlaced = incident.summary.hasPrefix("flows/hostile.lua:") || incident.summary.hasPrefix("chat:go went on")
                #expect(isPlaced, "\(script.name): \(incident.summary)")
            }
        }
    }
}
