// Moonpost
// SPDX-License-Identifier: Apache-2.0

internal import ChatTesting
internal import Core
internal import Testing

@Suite("A conversation that is typed", .timeLimit(.minutes(10)))
struct ChatSessionTests {
    private static let lunch = """
        local dish = chat:choose("Which dish, {name}?", { "Soup", "Rice" }, { values = { name = chat.contact.name } })
        if dish == "Rice" then error("no rice") end
        chat:wait("1 hour")
        chat:say("{dish} is ready, *{id}*.", { dish = dish, id = bot.id() })
        """

    private func configuration(_ flows: ScratchFlows) -> Configuration {
        Configuration(scripts: Configuration.Scripts(flows: flows.path, plugins: flows.path + "/none"))
    }

    /// What each line is answered with.
    private func type(_ lines: [String], _ flows: ScratchFlows, between: (Int) throws -> Void = { _ in }) async throws -> [ChatSession.Reply] {
        var session = try await ChatSession.open([], configuration: configuration(flows))
        var replies: [ChatSession.Reply] = []
        for (index, line) in lines.enumerated() {
            try between(index)
            replies.append(await session.take(line))
        }
        try await session.close()
        return replies
    }

    @Test("says what the bot says, with its choices, and lets time pass")
    func talks() async throws {
        let flows = try ScratchFlows(["talk.lua": ScratchFlows.flow(Self.lunch)])
        let replies = try await type(["talk", "", "[Soup]", "/wait 59 minutes", "/wait 1 minute", "/quit"], flows)
        #expect(replies[0].lines == ["< Which dish, Amina?\n  [Soup] [Rice]"])
        #expect(replies[1...3].allSatisfy { $0.lines.isEmpty })
        #expect(replies[4].lines.first?.hasPrefix("< Soup is ready, *") == true)
        #expect(replies.map(\.isOver) == [false, false, false, false, false, true])
    }

    @Test("shows an error in a script with file and line")
    func scriptError() async throws {
        let flows = try ScratchFlows(["talk.lua": ScratchFlows.flow(Self.lunch)])
        let replies = try await type(["talk", "rice", "talk"], flows)
        #expect(replies[1].lines.first?.hasPrefix("< Sorry, something went wrong") == true)
        #expect(replies[1].lines.last?.hasPrefix("error: ") == true)
        #expect(replies[1].lines.last?.contains("talk.lua:4: no rice") == true, "\(replies[1].lines)")
        #expect(replies[2].lines.count == 1, "it is told once: \(replies[2].lines)")
    }

    @Test("goes on after what cannot be done, and says what can")
    func mistakes() async throws {
        let flows = try ScratchFlows(["talk.lua": ScratchFlows.flow(Self.lunch)])
        let replies = try await type(
            ["/save", "/save a", "/wait", "/wait 3 m", "/relod", "/fail graph 200", "[Soup]", "/as <", "\\/talk", "talk"], flows)
        #expect(
            replies[...6].map(\.lines) == [
                ["error: write a name behind it: /save lunch.chat"], ["error: nothing has been said yet"],
                ["error: write how long: /wait 2 hours"],
                ["error: \"3 m\" is ambiguous: write \"3 minutes\" or \"3 months\" in days"],
                ["error: there is no /relod: did you mean /reload? To send it as it is, write \\/relod"],
                ["error: 200 is neither an HTTP status of a failure (400 to 599) nor an error code of WhatsApp (like 131056); there are also \"timeout\" and \"down\""],
                ["error: there is nothing to tap: no message to Amina has buttons or a list"],
            ])
        #expect(replies[9].lines.count == 1)
    }

    @Test("reads the flows again, and keeps them where they are broken")
    func reloads() async throws {
        let flows = try ScratchFlows(["talk.lua": ScratchFlows.flow("chat:say('One')")])
        let replies = try await type(["talk", "/reload", "talk", "/reload", "talk"], flows) { index in
            if index == 1 { try flows.write("talk.lua", ScratchFlows.flow("chat:say('Two'")) }
            if index == 3 { try flows.write("talk.lua", ScratchFlows.flow("chat:say('Three')")) }
        }
        #expect(replies[1].lines.first?.contains("talk.lua:4: ") == true, "\(replies[1].lines)")
        #expect(replies[2].lines == ["< One"])
        #expect(replies[3].lines.first?.hasPrefix("note: the flows are read again") == true)
        #expect(replies[4].lines == ["< Three"])
    }

    @Test("refuses flows with a mistake from the start, with file and line")
    func broken() async throws {
        let flows = try ScratchFlows(["talk.lua": "bot.plugin { titel = 'A' }"])
        let error = await #expect(throws: ChatHarness.Problem.self) { try await type([], flows) }
        #expect(error?.description.contains("talk.lua:1: ") == true)
    }

    @Test("is saved as a scene that passes, with several people, deeds, and what is new each time")
    func saves() async throws {
        let flows = try ScratchFlows(["talk.lua": ScratchFlows.flow(Self.lunch)])
        let lines = [
            "talk", "/restart", "/as Omar, +201007654321, language ar", "talk", "/fail graph 503 x2", "[Rice]", "talk", "soup", "/as Amina",
            "/crash", "[Soup]", "/wait 90 minutes", "image photo.jpg \"a photo\"", "/as", "\\/talk", "/save one",
        ]
        let replies = try await type(lines, flows)
        let save = try #require(replies.last?.save)
        #expect(save.text.hasPrefix("contact: Amina, +201001234567\ncontact: Omar, +201007654321, language ar\n\nAmina> talk\n< Which dish, Amina?\n"))
        let runner = ChatRunner(flows: flows.path, plugins: flows.path + "/none")
        let saver = ChatSaver([], configuration: configuration(flows), runner: runner)
        let printed = await saver.save(save)
        #expect(printed.first == "wrote \(flows.path)/one.chat")
        // A script failed in it, and ids are new.
        let report = try await runner.run()
        #expect(report.scenes.count == 1, "\(report.text)")
        let again = await saver.save(save)
        #expect(again == ["error: \(flows.path)/one.chat: the file exists, and is not overwritten: choose another name"])
    }

    @Test("passes as it was saved, and where ids differ with what the bot says now")
    func savedPasses() async throws {
        let flows = try ScratchFlows(["talk.lua": ScratchFlows.flow(Self.lunch)])
        let replies = try await type(["talk", "Soup", "/wait 1 hour", "/save one"], flows)
        let runner = ChatRunner(flows: flows.path, plugins: flows.path + "/none")
        let printed = await ChatSaver([flows.path + "/talk.lua"], configuration: configuration(flows), runner: runner)
            .save(try #require(replies.last?.save))
        #expect(printed == ["wrote \(flows.path)/one.chat", "note: played again, the bot says something else in places; the file has what it says now"])
        let report = try await runner.run()
        #expect(report.isSuccess, "\(report.text)")
    }
}
