// Moonpost
// SPDX-License-Identifier: Apache-2.0

internal import Testing

@Suite("moonpost chat", .timeLimit(.minutes(10)))
struct ChatCommandTests {
    private static let flow = """
        bot.plugin { title = "Tea" }
        bot.flow("tea", { triggers = { "tea" }, run = function(chat)
          local kind = chat:choose("Which?", { "Green", "Black" })
          if kind == "Black" then error("no black tea") end
          chat:say("{kind} tea.", { kind = kind })
        end })
        """

    @Test("reads like a transcript with piped input, and ends with it")
    func transcript() throws {
        let project = try Project(["flows/tea.lua": Self.flow])
        let outcome = try project.run("chat", input: "tea\n[Green]\n/wait 2 hours\ntea\nblack")
        #expect(outcome.code == 0, "\(outcome)")
        let lines = outcome.output.split(separator: "\n").map(String.init)
        #expect(
            lines.prefix(9) == [
                "> tea", "< Which?", "  [Green] [Black]", "> [Green]", "< Green tea.", "> /wait 2 hours", "> tea", "< Which?",
                "  [Green] [Black]",
            ])
        #expect(lines.last?.hasPrefix("error: ") == true && lines.last?.contains("flows/tea.lua:4: no black tea") == true, "\(lines)")
    }

    @Test("saves beside the flows what moonpost test then passes")
    func saves() throws {
        let project = try Project(["flows/tea.lua": Self.flow])
        let outcome = try project.run("chat", input: "tea\n/restart\ngreen\n/save tea\n/quit\nnever\n")
        #expect(outcome.output.hasSuffix("> /save tea\nwrote flows/tea.chat\n> /quit\n"), "\(outcome)")
        #expect(try project.read("flows/tea.chat") == "> tea\n< Which?\n  [Green] [Black]\n! restart\n> green\n< Green tea.\n")
        #expect(try project.run("test").output == "ok: 1 scene in 1 file\n")
    }

    @Test("ends at once where the flows are broken or missing, and says where")
    func broken() throws {
        let project = try Project(["flows/tea.lua": "bot.plugin { titel = 'Tea' }\n"])
        let outcome = try project.run("chat", input: "tea\n")
        #expect(outcome.code == 1)
        #expect(outcome.errors.contains("flows/tea.lua:1: "), "\(outcome)")
        #expect(try project.run("chat", "nowhere.lua").errors == "Error: nowhere.lua: there is no such file or folder\n")
    }

    @Test("chats with the files that it is given")
    func paths() throws {
        let project = try Project(["other/tea.lua": Self.flow])
        let outcome = try project.run("chat", "other/tea.lua", input: "tea\n")
        #expect(outcome.output.contains("< Which?\n"), "\(outcome)")
    }
}
