// Moonpost
// SPDX-License-Identifier: Apache-2.0

internal import ChatTesting
internal import Testing

@Suite("An error in a script", .timeLimit(.minutes(2)))
struct ScriptFailureTests {
    @Test("fails the scene where the apology is expected by stars alone, and not where it is expected in words")
    func apology() async throws {
        let report = try await ScratchFlows.run("error('oops')", "--- stars\n> talk\n< *\n--- words\n> talk\n< Sorry*\n")
        #expect(report.scenes.map { $0.failure?.line } == [3, nil], "\(report.text)")
        let summary = report.scenes[0].failure?.summary ?? ""
        #expect(summary.hasPrefix("a script fails: ") && summary.hasSuffix("/talk.lua:3: oops"), "\(report.text)")
        #expect(report.scenes[1].notes.count == 1)
    }

    @Test("fails the scene in bot.every and bot.on, at the line after which it happened")
    func handlers() async throws {
        let flows = try ScratchFlows([
            "talk.lua": """
            bot.plugin { title = "Talk" }
            bot.flow("talk", { triggers = { "talk" }, run = function(chat) bot.emit("said") chat:say("Hello") end })
            bot.on("said", function() error("no listener") end)
            bot.every("round", { every = "1 hour", run = function() error("no round") end })
            """,
            "talk.chat": "--- on\n> talk\n< Hello\n--- every\n~ 90 minutes\n",
        ])
        let report = try await flows.run()
        #expect(
            report.scenes.map { $0.failure?.summary.split(separator: "/").last } == ["talk.lua:3: no listener", "talk.lua:4: no round"],
            "\(report.text)")
        #expect(report.scenes.last?.failure?.line == 5)
    }
}
