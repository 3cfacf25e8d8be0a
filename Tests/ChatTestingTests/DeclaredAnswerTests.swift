// Moonpost
// SPDX-License-Identifier: Apache-2.0

@testable internal import ChatTesting
internal import Testing

@Suite("! http", .timeLimit(.minutes(10)))
struct DeclaredAnswerTests {
    private func run(_ body: String, _ chat: String) async throws -> ChatReport {
        let flow = """
            bot.plugin { title = "Talk", uses = { "http:api.example.com" } }
            bot.flow("talk", { triggers = { "talk" }, run = function(chat)
            \(body)
            end })
            """
        return try await ScratchFlows(["talk.lua": flow, "talk.chat": chat]).run()
    }

    @Test("the answer holds until another line for the same call, over a crash, and in its scene alone")
    func holds() async throws {
        let report = try await run(
            "while true do chat:say(bot.http.get('https://api.example.com/a').text) chat:ask('More?') end",
            """
            ! http GET https://api.example.com/a 200 one
            > talk
            < one
            < More?
            ! crash
            > yes
            < one
            < More?
            ! http GET https://api.example.com/* 200 two
            > yes
            < two
            < More?
            """)
        #expect(report.isSuccess, "\(report.text)")
    }

    @Test("a call that nobody declared fails the scene, also where the script catches it, and says which line to write", arguments: [
        "bot.http.get('https://api.example.com/a', { query = { b = 1 } })", "bot.http.try_get('https://api.example.com/a?b=1')",
        "pcall(bot.http.get, 'https://api.example.com/a?b=1')",
    ])
    func undeclared(line: String) async throws {
        let report = try await run(line + "\nchat:say('done')", "! http POST https://api.example.com/a?b=1 200\n> talk\n< *\n")
        let failure = try #require(report.scenes.first?.failure)
        #expect(failure.summary.contains("write \"! http GET https://api.example.com/a?b=1 200 {...}\""), "\(failure.summary)")
    }

    @Test("what nobody declared is not recorded as what the bot should say")
    func records() async throws {
        let flow = """
            bot.plugin { title = "Talk", uses = { "http:api.example.com" } }
            bot.flow("talk", { triggers = { "talk" }, run = function(chat)
            local a, e = bot.http.try_get("https://api.example.com/a")
            chat:say(e and e.code or a.text)
            end })
            """
        let chat = "> talk\n< one\n"
        let flows = try ScratchFlows(["talk.lua": flow, "talk.chat": chat])
        let report = try await flows.runner.record()
        #expect(!report.isSuccess)
        #expect(report.text.contains("write \"! http GET https://api.example.com/a 200 {...}\""), "\(report.text)")
        #expect(try flows.read("talk.chat") == chat)
    }

    @Test("a plugin that is not granted what it uses is told so in a test, too")
    func ungranted() async throws {
        let flow = "bot.plugin { title = 'Talk', uses = { 'http:other.example.com' } }\nbot.flow('talk', { triggers = { 'talk' }, run = function() end })"
        let report = try await ScratchFlows(["talk.lua": flow, "talk.chat": "> talk\n"]).run()
        #expect(!report.isSuccess)
        #expect(report.text.contains("write grant = [\"http:other.example.com\"] under [plugins.talk] in config.toml"), "\(report.text)")
    }

    @Test("what is written wrongly is told with what to write", arguments: [
        ("! http", "is nothing that can be done"), ("! http GET", "is not complete"), ("! http GET https://a.example", "is not complete"),
        ("! http FETCH https://a.example 200", "is not one of GET, POST"), ("! http GET a.example 200", "begins with https://"),
        ("! http GET https://a.example soon", "neither an HTTP status"), ("! http GET https://a.example 99", "neither an HTTP status"),
        ("! http GET https://a.example timeout x", "has nothing behind it"), ("! http GET https://a.example 200 {\"a\":", "begins like JSON, and is none"),
    ])
    func mistakes(line: String, expected: String) {
        let problems = #expect(throws: ChatProblems.self) { try ChatScript("\(line)\n> x\n", file: "x.chat") }
        #expect(problems?.problems.first?.message.contains(expected) == true, "\(problems?.problems.first?.message ?? "")")
    }

    @Test("a line is read as it stands")
    func reads() throws {
        let deed = try ChatDeed("HTTP get https://a.example/x 200 {\"A\": \"B c\"}")
        #expect(
            deed
                == .http(DeclaredAnswer(
                    method: "GET", address: ChatPattern("https://a.example/x"), outcome: .response(status: 200, body: "{\"A\": \"B c\"}", isJSON: true))))
        #expect(try ChatDeed("http POST * down") == .http(DeclaredAnswer(method: "POST", address: ChatPattern("*"), outcome: .down)))
    }
}
