// Moonpost
// SPDX-License-Identifier: Apache-2.0

internal import Core
internal import Testing

@Suite("moonpost test", .timeLimit(.minutes(10)))
struct TestCommandTests {
    private static let flow = """
        bot.plugin { title = "Tea" }
        bot.flow("tea", { triggers = { "tea" }, run = function(chat) chat:say("Tea & <more>") end })
        """

    private func project() throws -> Project {
        try Project(["flows/tea.lua": Self.flow, "flows/tea.chat": "--- one\n> tea\n< Tea*\n--- two\n> tea\n< Coffee\n"])
    }

    @Test("prints one JSON document and nothing else")
    func json() throws {
        let project = try project()
        let outcome = try project.run("test", "--json")
        #expect(outcome.code == 1)
        let json = try JSON(outcome.output)
        #expect(json["passed"] == .bool(false))
        #expect(json["scenes"]?.elements?.map { $0["passed"]?.bool } == [true, false])
        #expect(json["scenes"]?[1]?["failure"]?["transcript"]?.text == "    > tea\n  - < Coffee\n  + < Tea & <more>")
        let missing = try project.run("test", "--json", "nowhere.chat")
        #expect(missing.code == 1)
        let problems = try JSON(missing.output)
        #expect(problems["problems"]?[0]?.text == "nowhere.chat: there is no such file or folder")
    }

    @Test("writes JUnit XML beside what it prints")
    func junit() throws {
        let project = try project()
        let outcome = try project.run("test", "--junit", "results.xml")
        #expect(outcome.output.hasSuffix("failed: 1 of 2 scenes in 1 file\n"))
        let text = try project.read("results.xml")
        #expect(text.contains("<testsuites tests=\"2\" failures=\"1\" errors=\"0\""))
        #expect(text.contains("+ &lt; Tea &amp; &lt;more&gt;</failure>"))
        let refused = try project.run("test", "--junit", "no/such/folder.xml")
        #expect(refused.code == 1)
        #expect(refused.errors.contains("--junit no/such/folder.xml: the file cannot be written"), "\(refused)")
    }

    @Test("writes what the bot says now into the file, and then passes")
    func update() throws {
        let project = try project()
        let outcome = try project.run("test", "--update")
        #expect(outcome.code == 0, "\(outcome)")
        #expect(outcome.output == "flows/tea.chat:4: two: recorded\nok: 2 scenes in 1 file, 1 of them recorded\n")
        #expect(try project.read("flows/tea.chat") == "--- one\n> tea\n< Tea*\n--- two\n> tea\n< Tea & <more>\n")
        #expect(try project.run("test").output == "ok: 2 scenes in 1 file\n")
    }
}
