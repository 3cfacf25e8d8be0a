// Moonpost
// SPDX-License-Identifier: Apache-2.0

import ChatTesting
import Core
import Testing

@Suite("The language model of a scene", .timeLimit(.minutes(10)))
struct DeclaredModelTests {
    private func run(_ body: String, _ chat: String) async throws -> ChatReport {
        let flow = """
            bot.plugin { title = "Talk", uses = { "ai" } }
            bot.flow("talk", { triggers = { "talk" }, run = function(chat)
            \(body)
            end })
            """
        return try await ScratchFlows(["talk.lua": flow, "talk.chat": chat]).run()
    }

    @Test("answers and fails line by line, once each, and nothing is asked again over a restart and a crash")
    func answers() async throws {
        let report = try await run(
            """
            while true do
              local text, e = bot.ai.try_complete { prompt = chat:ask("?") }
              chat:say(text or e.code)
            end
            """,
            #"""
            ! model answers "One \"a\"\nand two"
            ! model fails 429
            ! model fails timeout
            ! model fails down x2
            > talk
            < ?
            > a
            < One "a"
              and two
            < ?
            ! restart
            > b
            < throttled
            < ?
            ! crash
            > c
            < timed_out
            < ?
            > d
            < unavailable
            < ?
            > e
            < unavailable
            < ?
            """#)
        #expect(report.isSuccess, "\(report.text)")
    }

    @Test("a question that nobody declared fails the scene, also where the script catches it, and says which line to write")
    func undeclared() async throws {
        let report = try await run(
            "bot.ai.try_complete { prompt = 'Hi' }\nbot.ai.try_complete { prompt = 'And now?' }\nchat:say('done')", "! model answers \"Hello\"\n> talk\n< done\n")
        let failure = try #require(report.scenes.first?.failure)
        #expect(failure.summary.contains("write \"! model answers"), "\(failure.summary)")
    }

    @Test("is none where the scene says nothing of it")
    func none() async throws {
        let report = try await run("local text, e = bot.ai.try_complete { prompt = 'Hi' }\nchat:say(e.code)", "> talk\n< no_model\n")
        #expect(report.isSuccess, "\(report.text)")
    }

    @Test("a mistake in the line says how it is written", arguments: [
        "model answers", "model answers Hello", "model answers \"\"", "model fails", "model fails 200", "model fails 503 3", "model sings", "model calls", "model calls {}",
    ])
    func mistakes(line: String) async throws {
        let report = try await run("chat:say('x')", "! \(line)\n> talk\n< x\n")
        #expect(!report.isSuccess)
        #expect(report.text.contains("! model"), "\(report.text)")
    }
}
