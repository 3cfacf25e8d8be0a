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

    private static func word(_ text: String, _ limits: Configuration.Limits = Configuration.Limits()) -> MarketingWord? {
        MarketingVocabulary(limits).word(in: ["type": "text", "text": .string(text)])
    }

    @Test(
        "each language has its words, as people write them",
        arguments: [
            ("es", "DARME DE BAJA", "Suscribirme"), ("es", "cancelar suscripcion", "quiero publicidad"), ("fr", "Désabonner!", "S'abonner"),
            ("fr", "arreter", "me reabonner"), ("pt", "descadastrar", "Subscrever"), ("pt", "nao quero publicidade", "quero publicidade"),
            ("de", "Stopp.", "Abonnieren"), ("de", "Keine Werbung mehr!", "newsletter abonnieren"), ("it", "Disiscrivimi", "abbonarmi"),
            ("tr", "Abonelikten çık", "ABONE OL"), ("tr", "abonelikten cik", "yeniden abone ol"), ("id", "Berhenti berlangganan", "Berlangganan"),
            ("hi", "रोकें।", "सब्सक्राइब"), ("ur", "ان سبسکرائب۔", "سبسکرائب کریں"), ("ru", "СТОП", "Подписаться"),
            ("ru", "отписаться", "хочу рекламу"), ("fa", "لغو اشتراک", "اشتراک"), ("fa", "لغو۱۱", "مشترک شدن"), ("ar", "إيقاف", "ابدأ"),
            ("en", "Unsubscribe", "subscribe"),
        ])
    func languages(language: String, stop: String, start: String) {
        #expect(Self.word(stop) == .stop)
        #expect(Self.word(start) == .start)
        let vocabulary = MarketingVocabulary(Configuration.Limits())
        #expect(vocabulary.has(.stop, in: language) && vocabulary.has(.start, in: language + "-XX"))
    }

    @Test(
        "what answers an ordinary question is no such word, in any language",
        arguments: [
            "baja", "alta", "media", "sí", "no", "alto", "salir", "sair", "cancelar", "oui", "non", "annuler", "abmelden", "ja", "nein", "iptal", "evet",
            "hayır", "batal", "tidak", "ya", "हाँ", "नहीं", "रुको", "بند", "нет", "да", "отмена", "لغو", "خیر", "بله", "annulla", "basta", "fine", "end", "quit",
            "نعم", "لا", "إلغاء",
        ])
    func ordinary(text: String) { #expect(Self.word(text) == nil) }

    @Test("config.toml adds words to those that are there, and means what it says where they differ")
    func configured() {
        var limits = Configuration.Limits()
        limits.stopWords = ["es": ["BAJA"], "sw": ["acha"]]
        limits.startWords = ["es": ["alta", "parar"]]
        #expect(Self.word("baja.", limits) == .stop && Self.word("Acha", limits) == .stop && Self.word("alta", limits) == .start)
        #expect(Self.word("parar", limits) == .start)
        #expect(Self.word("stop", limits) == .stop && Self.word("darme de baja", limits) == .stop)
        let vocabulary = MarketingVocabulary(limits)
        #expect(vocabulary.has(.stop, in: "sw") && !vocabulary.has(.start, in: "sw") && !vocabulary.has(.stop, in: "eo"))
    }

    @Test("a word of another language than the person's counts, and a configured one as well")
    func anyLanguage() async throws {
        try await withHost(Self.asking, configure: { $0.limits.stopWords = ["es": ["baja"]] }) { bot async throws in
            #expect(try await bot.say("отписаться").first?.contains("no more advertising") == true)
            #expect(try await bot.say("подписаться").first?.contains("again") == true)
            #expect(try await bot.say("подписаться") == ["said подписаться"])
            #expect(try await bot.say("Baja").first?.contains("no more advertising") == true)
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
