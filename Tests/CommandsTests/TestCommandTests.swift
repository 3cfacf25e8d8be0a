// Moonpost
// SPDX-License-Identifier: Apache-2.0

internal import Core
internal import Foundation
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

    private static let halfTested = """
        bot.plugin { title = "Tea" }
        bot.flow("tea", { triggers = { "tea" }, run = function(chat)
          if chat:confirm("Milk?") then
            chat:say("With milk.")
          else
            chat:say("Without.")
          end
        end })
        """

    @Test("shows which lines no scene reached, and fails below the percentage that is wanted")
    func coverage() throws {
        let project = try Project([
            "flows/tea.lua": Self.halfTested, "flows/tea.chat": "> tea\n< Milk?\n> yes\n< With milk.\n",
            "flows/cake.lua": Self.flow.replacing("tea", with: "cake"), "flows/cake.chat": "> cake\n< Tea*\n",
        ])
        let report = "flows/cake.lua 100 %\nflows/tea.lua 80 % (line 6 not reached)\ncoverage: 85 % of 7 lines\nok: 2 scenes in 2 files\n"
        #expect(try project.run("test", "--coverage").output == report)
        let enough = try project.run("test", "--coverage-min", "85.7")
        #expect(enough.code == 0)
        #expect(enough.output == report)
        let tooLittle = try project.run("test", "--coverage-min", "85.8")
        #expect(tooLittle.code == 1)
        #expect(tooLittle.output == report)
        #expect(tooLittle.errors == "Error: the scenes reach 85.7 % of the lines, and --coverage-min wants 85.8 %\n")
        let wrong = try project.run("test", "--coverage-min", "101")
        #expect(wrong.code == 64)
        #expect(wrong.errors.contains("write a number from 0 to 100"), "\(wrong)")
        let json = try JSON(try project.run("test", "--coverage", "--json", "flows/tea.chat").output)
        let files: JSON = [["file": "flows/tea.lua", "percent": 80.0, "lines": 5, "reached": 4, "missed": [6]]]
        #expect(json["coverage"]?["files"] == files)
        #expect(json["coverage"]?["percent"]?.double == 80)
        let without = try JSON(project.run("test", "--json").output)
        #expect(without["coverage"] == nil)
    }

    @Test("runs a file of the folder in which it is run, with the flows there")
    func currentFolder() throws {
        let project = try Project(["tea.lua": Self.flow, "t.chat": "> tea\n< Tea*\n"])
        for path in ["t.chat", "./t.chat", "."] {
            let outcome = try project.run("test", path)
            #expect(outcome.code == 0 && outcome.output.hasPrefix("ok"), "\(path): \(outcome)")
        }
        let plugin = try Project(["main.lua": Self.flow, "t.chat": "> tea\n< Tea*\n"])
        let outcome = try plugin.run("test", "t.chat")
        #expect(outcome.code == 0, "\(outcome)")
    }

    @Test("query-bot works alone, without the flows and plugins that it ships with")
    func queryBotAlone() throws {
        let project = try Project([
            "config.toml": "[plugins.query-bot]\ngrant = [\"ai\", \"tasks\", \"projects\", \"users\"]\n",
            "alone.chat": "contact: Amina, +201001234567, language en\n> Cement x 2\n< Sorry, I do not know what to do with that.*\n> how much is delivery?\n< Delivery*\n",
        ])
        let plugins = URL(fileURLWithPath: #filePath).deletingLastPathComponent().deletingLastPathComponent().deletingLastPathComponent()
            .appendingPathComponent("plugins/query-bot")
        try FileManager.default.createDirectory(atPath: project.path + "/plugins", withIntermediateDirectories: true)
        let copy = project.path + "/plugins/query-bot"
        try FileManager.default.copyItem(atPath: plugins.path, toPath: copy)
        for scene in try FileManager.default.contentsOfDirectory(atPath: copy) where scene.hasSuffix(".chat") {
            try FileManager.default.removeItem(atPath: copy + "/" + scene)
        }
        try project.write("plugins/query-bot/alone.chat", try project.read("alone.chat"))
        let outcome = try project.run("test")
        #expect(outcome.code == 0, "\(outcome)")
    }
}
