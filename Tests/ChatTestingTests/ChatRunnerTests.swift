// Moonpost
// SPDX-License-Identifier: Apache-2.0

internal import ChatTesting
internal import Testing

@Suite("The .chat runner", .timeLimit(.minutes(10)))
struct ChatRunnerTests {
    private static let echo = "while true do chat:say('You said ' .. chat:ask('Yes?')) end"

    @Test("shows a difference in its place in the conversation")
    func difference() async throws {
        let report = try await ScratchFlows.run(
            "if chat:confirm('Really?') then chat:say('Good.\\nVery good.') end",
            "--- A yes\n> talk\n< *\n> [Yes]\n< Bad.\n> never said\n")
        #expect(!report.isSuccess)
        let failure = try #require(report.scenes.first?.failure)
        #expect(failure.line == 5)
        #expect(failure.summary == "the bot says something else")
        #expect(failure.expected == "< Bad.")
        #expect(failure.got == "< Good.\n  Very good.")
        #expect(
            failure.transcript == """
                    > talk
                    < Really?
                      [Yes] [No]
                    > [Yes]
                  - < Bad.
                  + < Good.
                  +   Very good.
                """)
        #expect(report.text.contains("talk.chat:5: A yes: the bot says something else\n"))
        #expect(report.text.hasSuffix("failed: 1 of 1 scene in 1 file"))
    }

    @Test("does not let the bot say more or less than is written")
    func moreOrLess() async throws {
        let chat = "--- less\n> talk\n< One\n< Two\n< Three\n--- more\n> talk\n< One\n--- more, before something else\n> talk\n< One\n~ 1 hour\n"
        let report = try await ScratchFlows.run("chat:say('One') chat:say('Two')", chat)
        #expect(
            report.scenes.map(\.failure?.summary) == [
                "the bot says nothing", "the bot says more after this line", "the bot says more before this line",
            ])
        #expect(report.scenes.map(\.failure?.line) == [5, 8, 12])
    }

    @Test("tells which error in a script is behind a difference")
    func scriptError() async throws {
        let report = try await ScratchFlows.run("chat:say('Hello ' .. nobody.name)", "> talk\n< Hello*\n")
        let failure = try #require(report.scenes.first?.failure)
        #expect(failure.incidents.count == 1)
        #expect(failure.incidents.first?.contains("talk.lua:3:") == true, "\(failure.incidents)")
    }

    @Test("checks buttons and lists, and taps them")
    func choices() async throws {
        let body = """
            local a = chat:choose("A?", { "One", "Two" })
            local b = chat:choose(a .. "!", { "1st", "2nd", "3rd", "4th" })
            chat:say(b)
            """
        let good = "> talk\n< A?\n  [One] [Two]\n> [Two]\n< Two!\n  [1st] [2nd]\n  [3rd] [4*]\n> [3rd]\n< 3rd\n"
        let other = "> talk\n< A?\n  [Two] [One]\n"
        let none = "> talk\n< A?\n> [Three]\n"
        let report = try await ScratchFlows.run(body, [good, other, none].joined(separator: "---\n"))
        #expect(
            report.scenes.map(\.failure?.summary) == [
                nil, "the message shows other choices", "there is no [Three] to tap: the latest message with choices has [One] [Two]",
            ])
    }

    @Test("keeps a conversation through restart, crash and reload")
    func restarts() async throws {
        let chat = "> talk\n< Yes?\n! restart\n> a\n< You said a\n< Yes?\n! crash\n> b\n< You said b\n< Yes?\n! reload\n> c\n< You said c\n< Yes?\n"
        let report = try await ScratchFlows.run(Self.echo, chat)
        #expect(report.isSuccess, "\(report.text)")
    }

    @Test("lets time pass, and everything on the way happens at its moment")
    func time() async throws {
        let body = """
            chat:wait("2 hours")
            chat:say("It is " .. bot.now().hour)
            chat:wait("3 days")
            chat:say("It is " .. bot.now().weekday)
            """
        let chat = "> talk\n~ 119 minutes\n~ 1 minute\n< It is 11\n~ 2 weeks\n< It is thursday\n"
        let report = try await ScratchFlows.run(body, chat)
        #expect(report.scenes.map(\.failure?.transcript) == [nil])
        // Three days later WhatsApp would want a template.
        #expect(report.scenes.first?.notes.count == 1)
    }

    @Test("fires what came due during a restart, once")
    func schedules() async throws {
        let flow = """
            bot.plugin { title = "Daily" }
            bot.flow("count", { triggers = { "count" }, run = function(chat) chat:say("{n}", { n = bot.store.get("n") or 0 }) end })
            bot.every("tick", { at = "10:00", run = function() bot.store.add("n") end })
            """
        let chat = "> count\n< 0\n~ 2 hours\n> count\n< 1\n! restart\n~ 3 days\n! crash\n> count\n< 4\n"
        let report = try await ScratchFlows(["daily.lua": flow, "daily.chat": chat]).run()
        #expect(report.isSuccess, "\(report.text)")
    }

    @Test("keeps two people apart")
    func twoPeople() async throws {
        let chat = """
            contact: Amina, +201001234567
            contact: Omar, +201007654321, language ar
            Amina> talk
            Omar> talk
            Omar< Yes?
            Amina< Yes?
            Omar> o
            Amina> a
            < You said a
            < Yes?
            Omar< You said o
            < Yes?
            """
        let report = try await ScratchFlows.run(Self.echo, chat)
        #expect(report.isSuccess, "\(report.text)")
    }

    @Test("sends the lines of one person in a row without waiting, and the bot takes them in order")
    func quick() async throws {
        let chat = "> talk\n> a\n> b\n< Yes?\n< You said a\n< Yes?\n< You said b\n< Yes?\n"
        let report = try await ScratchFlows.run(Self.echo, chat)
        #expect(report.isSuccess, "\(report.text)")
    }

    @Test("waits for what is sent again after failures, and it comes once", arguments: ["503 x3", "131056 x2", "429", "timeout x2", "down x3"])
    func failures(failure: String) async throws {
        let chat = "! fail graph \(failure)\n> talk\n< Yes?\n> a\n< You said a\n< Yes?\n~ 1 day\n"
        let report = try await ScratchFlows.run(Self.echo, chat)
        #expect(report.isSuccess, "\(report.text)")
    }

    @Test("keeps the order of messages of which the first is tried again", arguments: ["503 x3", "timeout", "down x2"])
    func behind(failure: String) async throws {
        let chat = "! fail graph \(failure)\n> talk\n< One\n< Two\n< Three\n"
        let report = try await ScratchFlows.run("chat:say('One') chat:say('Two') chat:say('Three')", chat)
        #expect(report.isSuccess, "\(report.text)")
    }

    @Test("sends after a restart or a crash what could not be sent before it", arguments: ["restart", "crash"])
    func held(deed: String) async throws {
        let chat = "! fail graph 503 x2\n> talk\n! \(deed)\n< Yes?\n> a\n< You said a\n< Yes?\n"
        let report = try await ScratchFlows.run(Self.echo, chat)
        #expect(report.isSuccess, "\(report.text)")
    }

    @Test("taps rows and buttons by their number, where no title is one")
    func numbers() async throws {
        let body = """
            local a = chat:choose("A?", { "One", "Two" })
            local b = chat:choose(a, { "10", "3", "1", "2" })
            chat:say(b)
            """
        let chat = "> talk\n< A?\n> [2]\n< Two\n> [3]\n< 3\n---\n> talk\n< A?\n> [3]\n"
        let report = try await ScratchFlows.run(body, chat)
        #expect(report.scenes.map(\.failure?.summary) == [nil, "there is no [3] to tap: the latest message with choices has [One] [Two]"])
    }

    @Test("sends files of every kind, and what was said is reacted to")
    func files() async throws {
        let body = """
            for i = 1, 5 do
              local file = chat:ask_media("File?")
              chat:say("{kind} {name} {voice} {caption} {mime}", { kind = file.type, name = file.filename or "-",
                voice = tostring(file.voice), caption = file.caption or "-", mime = file.media.mime })
            end
            local reaction = chat:receive()
            chat:say("{kind} {emoji}", { kind = reaction.type, emoji = reaction.emoji })
            """
        let chat = """
            > talk
            < File?
            > video a.mp4 "look"
            < video - nil look video/mp4
            < File?
            > audio a.mp3
            < audio - false - audio/mpeg
            < File?
            > voice a.ogg
            < audio - true - audio/ogg; codecs=opus
            < File?
            > document a.pdf
            < document a.pdf nil - application/pdf
            < File?
            > sticker a.webp
            < sticker - nil - image/webp
            > reaction 👍
            < reaction 👍
            """
        let report = try await ScratchFlows.run(body, chat)
        #expect(report.isSuccess, "\(report.text)")
    }

    @Test("shows places and pictures that people send")
    func things() async throws {
        let body = """
            local place = chat:ask_location("Where?")
            local picture = chat:ask_media("Show me")
            chat:say("{a} {b} {c}", { a = place.latitude, b = picture.type, c = picture.caption })
            chat:react("👍")
            """
        let chat = "> talk\n< Where?\n> location 30.5 31.25\n< Show me\n> image a.jpg \"the gate\"\n< 30.5 image the gate\n< reaction 👍\n"
        let report = try await ScratchFlows.run(body, chat)
        #expect(report.isSuccess, "\(report.text)")
    }

    @Test("reports what cannot be played, with file and line")
    func problems() async throws {
        let broken = try ScratchFlows(["a.lua": "bot.plugin { titel = 'A' }", "a.chat": "> Hi\n", "b.chat": "hello\n"])
        let report = try await broken.run()
        #expect(report.scenes.isEmpty)
        #expect(report.problems.count == 3, "\(report.problems)")
        #expect(report.problems.contains { $0.contains("a.lua:1: ") && $0.contains("did you mean \"title\"?") })
        #expect(report.problems.contains { $0.contains("b.chat:1: ") })
        #expect(!report.isSuccess)
        let empty = try await ScratchFlows(["a.lua": ScratchFlows.flow(""), "a.chat": "contact: Amina\n", "b.chat": "> talk\n"]).run()
        #expect(empty.problems.count == 1)
        #expect(empty.problems.first?.hasSuffix("a.chat:1: there is no scene in the file: write what a person sends behind \">\"") == true)
        #expect(!empty.isSuccess)
        let missing = try await ChatRunner(flows: "/nowhere", plugins: "/nowhere").run(["/nowhere/x.chat"])
        #expect(missing.problems == ["/nowhere/x.chat: there is no such file or folder"])
    }

    @Test("plays a file from elsewhere with the flows beside it")
    func elsewhere() async throws {
        let flow = "bot.plugin { title = 'A' } bot.flow('a', { triggers = { 'a' }, run = function(chat) chat:say('A') end })"
        let flows = try ScratchFlows(["a.lua": flow, "a.chat": "> a\n< A\n", "other.chat": "> a\n< B\n"])
        let report = try await ChatRunner(flows: "/nowhere", plugins: "/nowhere").run([flows.path + "/a.chat"])
        #expect(report.isSuccess, "\(report.text)")
        #expect(report.scenes.count == 1)
    }

    @Test("plays a hundred scenes in a few seconds")
    func speed() async throws {
        let scene = "> talk\n< Yes?\n> a\n< You said a\n< Yes?\n> b\n< You said b\n< Yes?\n~ 1 day\n! restart\n> c\n< You said c\n< Yes?\n"
        let start = ContinuousClock.now
        let report = try await ScratchFlows.run(Self.echo, Array(repeating: scene, count: 100).joined(separator: "---\n"))
        let time = ContinuousClock.now - start
        #expect(report.isSuccess, "\(report.text)")
        #expect(report.scenes.count == 100)
        // Ten or less with nothing else to do; here every other test runs beside it.
        #expect(time < .seconds(120))
        print("100 scenes: \(time)")
    }
}
