// Moonpost
// SPDX-License-Identifier: Apache-2.0

internal import ChatTesting
internal import Core
internal import Logging
internal import Plugins
internal import Scripting
internal import Testing

@Suite("The harness", .timeLimit(.minutes(10)))
struct ChatHarnessTests {
    private let amina = ChatPerson(name: "Amina", phone: "201001234567")
    private let omar = ChatPerson(name: "Omar", phone: "201007654321")

    private func talk(_ greeting: String) -> String {
        """
        bot.plugin { title = "Talk" }
        bot.flow("talk", { triggers = { "talk" }, run = function(chat)
          chat:ask("\(greeting), who are you?")
          chat:say("\(greeting)!")
        end })
        """
    }

    private func withHarness(_ flows: ScratchFlows, _ body: (ChatHarness) async throws -> Void) async throws {
        let logger = Logger(label: "test") { _ in SwiftLogNoOpLogHandler() }
        let pool = try await WorkerPool.start(
            WorkerPool.Configuration(executable: try ScriptWorkerExecutable.locate(), workers: 1, prelude: Prelude.source),
            logger: logger)
        let path = flows.path
        let harness = try await ChatHarness.open(
            ChatHarness.Setup(configuration: Configuration(), pool: pool, seed: 1, logger: logger) {
                PluginFolders(flows: path, plugins: "").read()
            })
        try await body(harness)
        try await harness.close()
        await pool.shutdown()
    }

    @Test("shows that a conversation ends on the version on which it began", arguments: [false, true])
    func versions(crashes: Bool) async throws {
        let flows = try ScratchFlows(["talk.lua": talk("Hello")])
        try await withHarness(flows) { harness in
            try await harness.say(.text("talk"), from: amina)
            #expect(try await harness.next(for: amina)?.text == "Hello, who are you?")
            try flows.write("talk.lua", talk("Welcome"))
            try await harness.reload()
            if crashes { try await harness.crash() }
            try await harness.say(.text("talk"), from: omar)
            #expect(try await harness.next(for: omar)?.text == "Welcome, who are you?")
            try await harness.say(.text("Amina"), from: amina)
            #expect(try await harness.next(for: amina)?.text == "Hello!")
            #expect(try await harness.next(for: amina) == nil)
        }
    }

    @Test("keeps the version from before where the new one has a mistake, and says so")
    func badEdit() async throws {
        let flows = try ScratchFlows(["talk.lua": talk("Hello")])
        try await withHarness(flows) { harness in
            try flows.write("talk.lua", talk("\" .. "))
            await #expect(throws: ChatHarness.Problem.self) { try await harness.reload() }
            try await harness.say(.text("talk"), from: amina)
            #expect(try await harness.next(for: amina)?.text == "Hello, who are you?")
        }
    }
}
