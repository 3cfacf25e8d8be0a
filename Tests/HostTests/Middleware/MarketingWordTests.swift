// Moonpost
// SPDX-License-Identifier: Apache-2.0

import ChatTesting
import Core
import Fetch
import Host
import Store
import Testing

@Suite("Who wants no marketing", .timeLimit(.minutes(10)))
struct MarketingWordTests {
    private static let asking = plugin("asking", """
        bot.flow("fallback", { run = function(chat)
          if chat.message.text == "ask" then chat:say("got " .. chat:ask("Name?")) else chat:say("said " .. chat.message.text) end
        end })
        """)

    private static func choices(_ bot: TestHost) async throws -> [String] {
        try await bot.lines("SELECT stops || ' ' || source FROM marketing_choices")
    }

    @Test("STOP and START are confirmed once and kept; said again they are words like any other")
    func words() async throws {
        let world = try await World()
        let bot = try await world.open([Self.asking])
        #expect(try await bot.say("Start") == ["said Start"])
        let stopped = try await bot.say(" STOP. ")
        #expect(stopped.count == 1 && stopped[0].contains("no more advertising"), "\(stopped)")
        #expect(try await Self.choices(bot) == ["1 word"])
        #expect(try await bot.say("stop") == ["said stop"])
        #expect(try await bot.say("hello") == ["said hello"])
        let next = try await bot.restarted()
        let resumed = try await next.say("START")
        #expect(resumed.count == 1 && resumed[0].contains("again"), "\(resumed)")
        #expect(try await Self.choices(next) == ["0 word"])
        #expect(try await next.say("START") == ["said START"])
        try await next.close()
        await world.close()
    }

    @Test("in Arabic, with whatever hamza", arguments: ["إلغاء الاشتراك", "الغاء الاشتراك", "توقف"])
    func arabic(word: String) async throws {
        try await withHost(Self.asking, configure: { $0.business.language = "ar" }) { bot async throws in
            let stopped = try await bot.say(word)
            #expect(stopped.count == 1 && stopped[0].contains("لن تصلك"), "\(stopped)")
            #expect(try await Self.choices(bot) == ["1 word"])
        }
    }

    @Test("STOP in the middle of a conversation cancels it, too, each time")
    func inConversation() async throws {
        try await withHost(Self.asking) { bot async throws in
            #expect(try await bot.say("ask") == ["Name?"])
            let stopped = try await bot.say("stop")
            #expect(stopped.count == 1 && stopped[0].hasPrefix("Cancelled. You will get no more"), "\(stopped)")
            #expect(try await bot.conversations() == 0)
            #expect(try await bot.say("ask") == ["Name?"])
            #expect(try await bot.say("stop") == ["Cancelled."])
        }
    }

    @Test("STOP works for somebody who has written too much")
    func limited() async throws {
        try await withHost(Self.asking, configure: { $0.limits.inboundPerMinute = 30 }) { bot async throws in
            for index in 0..<12 { _ = try await bot.say("\(index)") }
            #expect(try await bot.lines("SELECT COUNT(*) FROM inbox WHERE state = 'limited'") == ["2"])
            #expect(try await bot.say("stop").count == 1)
            #expect(try await Self.choices(bot) == ["1 word"])
        }
    }

    @Test("a campaign to somebody who has stopped is dead with the reason, and what is no marketing is sent")
    func refused() async throws {
        let world = try await World()
        let bot = try await world.open([Self.asking])
        world.graph.answer { _ async throws(FetchError) in throw FetchError(code: .unreachable, message: "down", requestWasWritten: false) }
        _ = try await bot.say("offer")
        _ = try await bot.database.write { try $0.execute("UPDATE outbox SET priority = 'campaign'", []) }
        // The host knows it as a campaign from the next start on.
        let next = try await bot.restarted()
        _ = try await next.say("stop")
        world.graph.answer(nil)
        try await next.pass(.seconds(3_600))
        #expect(world.graph.accepted.map(\.text).count == 1 && world.graph.accepted[0].text.contains("no more advertising"))
        let error = try #require(try await next.lines("SELECT error FROM outbox WHERE state = 'dead'").first)
        #expect(error.contains("wants no marketing since 2026-01-05 09:00") && error.contains("START"), "\(error)")
        try await next.close()
        await world.close()
    }

    @Test("131050 stops it, in an answer as in a status; other codes and outages do not", arguments: [131_050, 131_049, 131_026] as [Int64])
    func codes(code: Int64) async throws {
        try await withHost(Self.asking) { bot async throws in
            _ = try await bot.say("hello")
            let accepted = bot.world.graph.accepted[0]
            let errors: JSON = [["code": .integer(code), "title": "no"]]
            _ = await bot.report(Incoming.status("failed", of: accepted.wamid, callback: accepted.callback, errors: errors))
            #expect(try await Self.choices(bot) == (code == 131_050 ? ["1 131050"] : []))
            bot.world.graph.answer { _ async throws(FetchError) in GraphRecorder.refusal(code: Int(code), "no") }
            _ = try await bot.say("hello", from: .omar)
            #expect(try await Self.choices(bot).count == (code == 131_050 ? 2 : 0))
        }
    }
}
