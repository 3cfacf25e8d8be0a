// Moonpost
// SPDX-License-Identifier: Apache-2.0

internal import ChatTesting
internal import Testing
internal import WhatsApp

@Suite("A .chat file")
struct ChatScriptTests {
    private let amina = ChatPerson(name: "Amina", phone: "201001234567", language: "en")

    private func script(_ text: String) throws -> ChatScript { try ChatScript(text, file: "order.chat") }

    /// The problems of a file that cannot be read.
    private func problems(_ text: String) -> [String] {
        do {
            _ = try ChatScript(text, file: "x.chat")
            return []
        } catch {
            return error.problems.map(\.description)
        }
    }

    @Test("reads every kind of line")
    func everything() throws {
        let script = try script(
            """
            # flows/order.chat
            contact: Amina, +201001234567, language en

            > Hi
            < Welcome*
              [Yes] [No, thanks]
            > [Yes]
            > image photo.jpg "the broken one"
            > location 30.04 31.23
            ! restart
            ! crash
            ! reload
            ! fail graph 503 x3
            ! fail status 131026 x2
            > contacts Omar Said +20 100 765 4321, Sara +201001112233
            > order cement-50 x2, lime-25 x1 42.50 EGP "by Thursday"
            > order tea for two
            ! edit "three bags"
            ! delete
            ! call
            Amina! marketing stop
            ! number +20 100 987 6543
            ~ 1 hour 30 minutes
            """)
        #expect(script.scenes.count == 1)
        #expect(
            script.scenes[0].steps.map(\.action) == [
                .meet(amina), .say(amina, .text("Hi")),
                .hear(amina, ChatPattern("Welcome*"), choices: [ChatPattern("Yes"), ChatPattern("No, thanks")]),
                .say(amina, .tap("Yes")), .say(amina, .media(.image, name: "photo.jpg", caption: "the broken one")),
                .say(amina, .location(latitude: 30.04, longitude: 31.23, name: nil)), .act(.restart), .act(.crash), .act(.reload),
                .act(.failGraph(.status(503), count: 3)), .act(.failGraph(.told(131_026), count: 2)),
                .say(amina, .contacts([.init(name: "Omar Said", phone: "201007654321"), .init(name: "Sara", phone: "201001112233")])),
                .say(
                    amina,
                    .order(
                        [
                            .init(product: "cement-50", quantity: 2, price: 0, currency: "USD"),
                            .init(product: "lime-25", quantity: 1, price: 42.5, currency: "EGP"),
                        ], text: "by Thursday")),
                .say(amina, .text("order tea for two")), .say(amina, .edit("three bags")), .say(amina, .deletion), .say(amina, .call),
                .say(amina, .marketing(false)), .say(amina, .number("201009876543")), .pass(.seconds(5_400)),
            ])
        #expect(script.scenes[0].steps.map(\.line) == [2, 4, 5, 7, 8, 9] + Array(10...23))
    }

    @Test("goes on with a message in indented lines, empty ones between them included")
    func continuation() throws {
        let scene = try script("< one\n  two\n\n    three\n  \\[four]\n\n  [A]\n  [B] [C]\n\n> five\n  six\n").scenes[0]
        #expect(
            scene.steps[0].action
                == .hear(
                    scene.people[0], ChatPattern("one\ntwo\n\n  three\n\\[four]"),
                    choices: ["A", "B", "C"].map(ChatPattern.init)))
        #expect(scene.steps[1].action == .say(scene.people[0], .text("five\nsix")))
        #expect(scene.steps[1].line == 10)
    }

    @Test("reads files of every kind, places with names, reactions, and every way not to get through")
    func things() throws {
        let says = try script(
            """
            > video clip.mp4 "look"
            > audio song.mp3
            > voice note.ogg
            > document Price-list.2026.pdf "for you"
            > sticker smile.webp
            > location 30.04, 31.23 "Our shop"
            > reaction 👍
            """
        ).scenes[0].steps.map(\.action)
        let expected: [ChatUtterance] = [
            .media(.video, name: "clip.mp4", caption: "look"), .media(.audio, name: "song.mp3", caption: nil), .voice(name: "note.ogg"),
            .media(.document, name: "Price-list.2026.pdf", caption: "for you"), .media(.sticker, name: "smile.webp", caption: nil),
            .location(latitude: 30.04, longitude: 31.23, name: "Our shop"), .reaction("👍"),
        ]
        let standIn = try script("> Hi\n").scenes[0].people[0]
        #expect(says == expected.map { .say(standIn, $0) })
        let fails = try script("! fail graph 131056 x2\n! fail graph timeout\n! fail graph down x4\n").scenes[0].steps.map(\.action)
        #expect(fails == [.act(.failGraph(.code(131_056), count: 2)), .act(.failGraph(.timeout, count: 1)), .act(.failGraph(.down, count: 4))])
    }

    @Test("takes a line with a backslash, or one that only looks like something else, as a text")
    func texts() throws {
        let scene = try script("> \\[Yes]\n> image of my house\n> location unknown\n> \\location 1 2\n> audio 2.0\n> reaction time\n> voice call?\n").scenes[0]
        #expect(
            scene.steps.map(\.action)
                == ["[Yes]", "image of my house", "location unknown", "location 1 2", "audio 2.0", "reaction time", "voice call?"].map { .say(scene.people[0], .text($0)) })
    }

    @Test("keeps people from scene to scene, and begins each with the first")
    func people() throws {
        let script = try script(
            """
            contact: Amina, +201001234567, language en
            contact: Omar, +20 100 765 43 21
            --- The first
            > Hi
            Omar> Hi
            < Welcome
            --- The second
            > Hello
            Omar< Nothing
            < More
            contact: Amina
            < And this
            """)
        let omar = ChatPerson(name: "Omar", phone: "201007654321", language: nil)
        #expect(script.scenes.map(\.title) == ["The first", "The second"])
        #expect(script.scenes.map(\.line) == [3, 7])
        #expect(script.scenes.map { $0.steps.compactMap(\.action.person) } == [[amina, omar, omar], [amina, omar, omar, amina, amina]])
    }

    @Test("needs nobody to be introduced")
    func standIn() throws { #expect(try script("> Hi\n").scenes[0].people.map(\.name) == ["Amina"]) }

    @Test("says what is wrong, with the line and what to write instead")
    func mistakes() {
        let text = """
            contact: Amina, 12
            hello
            > Hi
            Amena> Hi
            ~ 3 m
            ! resart
            ! fail graph
            ! fail graph 200
              stray
            <
            contact: Omar, nobody
            """
        let expected = [
            "x.chat:2: \"Amina\" was introduced before: write \"contact: Ami",
            "x.chat:3: a line begins with \">\" (the person), \"<\" (the bot)",
            "x.chat:5: nobody here is called \"Amena\": did you mean \"Amina\"",
            "x.chat:6: \"3 m\" is ambiguous: write \"3 minutes\" or \"3 months",
            "x.chat:7: \"! resart\" is nothing that can be done: did you mea",
            "x.chat:8: \"! fail graph\" is not complete: write it like \"! f",
            "x.chat:9: 200 is neither an HTTP status of a failure (400 to 5",
            "x.chat:10: an indented line continues the \">\" or \"<\" line abov",
            "x.chat:11: write what the bot says behind \"<\", or \"< *\" for an",
            "x.chat:12: \"nobody\" says nothing about a contact: write a phon",
        ]
        let problems = problems("contact: Amina, +201001234567\n" + text)
        #expect(problems.count == expected.count)
        for (problem, beginning) in zip(problems, expected) { #expect(problem.hasPrefix(beginning)) }
    }

    @Test("says what is wrong with a number and with a message")
    func moreMistakes() {
        #expect(problems("contact: Amina, 12\n") == ["x.chat:1: \"12\" is no phone number: write it with country code, like +201001234567"])
        #expect(problems("contact: Amina, timezone Cairo\n") == ["x.chat:1: there is no time zone \"Cairo\": write it like \"Africa/Cairo\""])
        #expect(problems("contact: Amina, timezone Africa/Cairo, language en\n> hi\n") == [])
        #expect(problems("contact: Amina, language english\n") == ["x.chat:1: \"english\" is no language: write it like \"en\" or \"ar-EG\""])
        #expect(
            problems("> Hi\n[Yes] [No]\n") == [
                "x.chat:2: the choices of a message are indented below its \"<\" line; a tap is \"> [Yes]\": [Yes] [No]"
            ])
        #expect(
            problems("> image plan.pdf\n> sticker a.webp \"x\"\n") == [
                "x.chat:1: \"plan.pdf\" cannot be sent as image: its name must end in .jpg, .jpeg, .png or .webp; to send the words, write \\image plan.pdf",
                "x.chat:2: WhatsApp has no caption with a message of type sticker; to send the words, write \\sticker a.webp \"x\"",
            ])
        #expect(problems("< Hi\n  [Yes]\n  text\n") == ["x.chat:3: the choices end the message: its text stands above them"])
    }
}
