// Moonpost
// SPDX-License-Identifier: Apache-2.0

internal import ChatTesting
internal import Testing

@Suite("Recording what the bot says now", .timeLimit(.minutes(10)))
struct ChatRecordingTests {
    private static let menu = """
        chat:say("*Hello* {name},\\n\\n[note] \\\\ done", { name = chat.contact.name })
        local dish = chat:choose("Which dish?", { "Soup", "Salad" })
        if dish == "Salad" then error("no salad") end
        chat:say("Enjoy your {dish}!", { dish = dish })
        """

    /// Records the file, and returns it with what was reported.
    private func record(_ body: String, _ chat: String) async throws -> (report: ChatReport, text: String) {
        let flows = try ScratchFlows(["talk.lua": ScratchFlows.flow(body), "talk.chat": chat])
        let report = try await ChatRunner(flows: flows.path, plugins: flows.path + "/none").record()
        if report.isSuccess {
            let again = try await flows.run()
            #expect(again.isSuccess, "\(again.text)")
        }
        return (report, try flows.read("talk.chat"))
    }

    @Test("rewrites, adds and removes lines of the bot, and keeps everything else byte for byte")
    func everything() async throws {
        let before = """
            # about this file  \t
            contact: Amina, +201001234567

            --- First\u{20}\u{20}
            > talk
            # what it asks

            < Which*
              [Soup] [Fish]
            > [Soup]
            < *Soup!
            < And more.


            # the end
            """
        let after = """
            # about this file  \t
            contact: Amina, +201001234567

            --- First\u{20}\u{20}
            > talk
            < \\*Hello\\* Amina,

              \\[note] \\\\ done
            # what it asks

            < Which*
              [Soup] [Salad]
            > [Soup]
            < *Soup!


            # the end
            """
        let (report, text) = try await record(Self.menu, before)
        #expect(text == after)
        #expect(report.isSuccess, "\(report.text)")
        #expect(report.scenes.map(\.isRecorded) == [true])
        #expect(report.text.contains("talk.chat:4: First: recorded\n"))
        #expect(report.text.hasSuffix("ok: 1 scene in 1 file, 1 of them recorded"))
    }

    @Test("keeps the ends of lines of another system, and a file without one at its end")
    func lineEnds() async throws {
        let (report, text) = try await record("chat:say('One') chat:say('Two')", "> talk\r\n< One\r\n  \r\n# more\r\n< 2")
        #expect(report.isSuccess, "\(report.text)")
        #expect(Array(text.utf8) == Array("> talk\r\n< One\r\n  \r\n# more\r\n< Two".utf8))
    }

    @Test("does not touch scenes that pass")
    func passing() async throws {
        let passing = "--- passes\n> talk\n<    *\n< Which*\n"
        let (report, text) = try await record(Self.menu, passing + "--- fails\n> talk\n< *\n< What?\n" + passing)
        #expect(text == passing + "--- fails\n> talk\n< *\n< Which dish?\n" + passing)
        #expect(report.scenes.map(\.isRecorded) == [false, true, false])
    }

    @Test("refuses a scene in which a script fails, and says so")
    func scriptError() async throws {
        let chat = "> talk\n< *\n< *\n> [Salad]\n< Enjoy*\n"
        let (report, text) = try await record(Self.menu, chat)
        #expect(text == chat)
        #expect(report.scenes.first?.failure?.refusal?.contains("talk.lua:5: no salad") == true, "\(report.text)")
        #expect(report.text.contains("Not recorded: line 1: the host reports: "))
    }

    @Test("refuses a scene that taps what is no longer there, and says so")
    func nothingToTap() async throws {
        let chat = "> talk\n< *\n< Which?\n> [Fish]\n"
        let (report, text) = try await record(Self.menu, chat)
        #expect(text == chat)
        #expect(
            report.scenes.first?.failure?.refusal
                == "line 4: there is no [Fish] to tap: the latest message with choices has [Soup] [Salad]")
    }

    @Test("gives each line to the person whose it is")
    func twoPeople() async throws {
        let before = """
            contact: Amina, +201001234567
            contact: Omar, +201007654321
            Amina> talk
            Omar> talk
            Omar< Hi?
            > o
            Amina> a
            < You said a
            """
        let after = """
            contact: Amina, +201001234567
            contact: Omar, +201007654321
            Amina> talk
            Omar> talk
            Omar< Yes?
            > o
            Amina< Yes?
            Amina> a
            < You said a
            < Yes?
            Omar< You said o
            < Yes?
            """
        let (report, text) = try await record("while true do chat:say('You said ' .. chat:ask('Yes?')) end", before)
        #expect(report.isSuccess, "\(report.text)")
        #expect(text == after)
    }

    @Test("goes on with the same person where a line with a name goes away")
    func speaker() async throws {
        let chat = """
            contact: Omar, +201007654321
            contact: Amina, +201001234567
            > talk
            < Hi Amina
            Omar< Nothing.
            > talk
            < Hi Omar
            """
        let (report, text) = try await record("chat:say('Hi ' .. chat.contact.name)", chat)
        #expect(report.isSuccess, "\(report.text)")
        #expect(text == chat.replacing("Omar< Nothing.\n> talk", with: "contact: Omar\n> talk"))
    }

    @Test("writes every message so that it matches", arguments: [
        "  two spaces", "\\n\\nempty lines first", "and last\\n\\n", "a\\n   deep\\n b", "[Yes]\\n[No]", "* \\\\* \\\\", "a\\r\\nb", "-", "#", "> <",
    ])
    func texts(text: String) async throws {
        let (report, chat) = try await record("chat:say(\"\(text)\")", "> talk\n< other\n")
        #expect(report.isSuccess, "\(report.text)\n\(chat)")
    }
}
