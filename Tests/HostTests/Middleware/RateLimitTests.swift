// Moonpost
// SPDX-License-Identifier: Apache-2.0

import ChatTesting
import Core
import Host
import Store
import Testing

@Suite("How fast somebody may write", .timeLimit(.minutes(10)))
struct RateLimitTests {
    private static let echo = plugin("echo", "bot.flow(\"fallback\", { run = function(chat) chat:say(chat.message.text or \"seen\") end })")
    private static let start = Timestamp(milliseconds: 1_767_603_600_000)
    private static let ids = IDGenerator(clock: ManualClock(start), random: SeededGenerator(seed: 1))
    private static let amina = ContactID(stored: "amina")

    private static func limiter(repeats: Int? = nil) -> InboundLimiter {
        InboundLimiter(InboundLimiter.Rules(perMinute: 30, burst: 10, repeats: repeats, mute: .seconds(600)))
    }

    private static func id(_ index: Int) -> UpdateID { UpdateID(stored: "\(index)") }

    /// Judges a message that was not there before.
    private func judge(_ limiter: inout InboundLimiter, _ contact: ContactID, text: String?, at time: Timestamp) -> InboundLimiter.Verdict {
        limiter.judge(contact, message: Self.ids.next(), text: text, at: time)
    }

    private static func limits(_ configuration: inout Configuration) {
        configuration.limits.inboundPerMinute = 30
        configuration.limits.repeats = 10
    }

    @Test("10 at once and 30 a minute pass; who is over that is told once, and once more in another go")
    func bucket() {
        var limiter = Self.limiter()
        for index in 0..<10 { #expect(judge(&limiter, Self.amina, text: "\(index)", at: Self.start) == .passes) }
        #expect(judge(&limiter, Self.amina, text: "a", at: Self.start) == .limited(tells: true))
        #expect(judge(&limiter, Self.amina, text: "b", at: Self.start) == .limited(tells: false))
        #expect(judge(&limiter, Self.amina, text: "c", at: Self.start + .seconds(2)) == .passes)
        #expect(judge(&limiter, Self.amina, text: "d", at: Self.start + .seconds(2)) == .limited(tells: false))
        #expect(judge(&limiter, ContactID(stored: "omar"), text: "e", at: Self.start) == .passes)
        let later = Self.start + .seconds(60)
        for index in 0..<10 { #expect(judge(&limiter, Self.amina, text: "\(index)", at: later) == .passes) }
        #expect(judge(&limiter, Self.amina, text: "f", at: later) == .limited(tells: true))
    }

    @Test("who floods is muted for a while, and heard again after it")
    func flood() {
        var limiter = Self.limiter()
        var verdicts: [InboundLimiter.Verdict] = []
        for index in 0..<200 { verdicts.append(judge(&limiter, Self.amina, text: "\(index)", at: Self.start + .milliseconds(Int64(index)))) }
        #expect(verdicts.count { $0 == .muted(.flood, tells: false) } == 1)
        #expect(verdicts.count { $0 == .limited(tells: true) } == 1)
        #expect(verdicts.last == .silent)
        #expect(judge(&limiter, Self.amina, text: "x", at: Self.start + .seconds(599)) == .silent)
        #expect(judge(&limiter, Self.amina, text: "x", at: Self.start + .seconds(700)) == .passes)
    }

    @Test("the same text again and again mutes; the same text now and then does not, and a tap never does")
    func repetition() {
        var limiter = Self.limiter(repeats: 5)
        for index in 0..<4 { #expect(judge(&limiter, Self.amina, text: "buy", at: Self.start + .seconds(Int64(index * 5))) == .passes) }
        #expect(judge(&limiter, Self.amina, text: "buy", at: Self.start + .seconds(25)) == .muted(.repetition, tells: true))
        let omar = ContactID(stored: "omar")
        for index in 0..<20 { #expect(judge(&limiter, omar, text: "yes", at: Self.start + .seconds(Int64(index * 61))) == .passes) }
        let sara = ContactID(stored: "sara")
        for index in 0..<20 { #expect(judge(&limiter, sara, text: nil, at: Self.start + .seconds(Int64(index * 5))) == .passes) }
    }

    @Test("a message that is tried again is judged once, whatever the verdict was")
    func triedAgain() {
        var limiter = Self.limiter(repeats: 3)
        for _ in 0..<100 { #expect(limiter.judge(Self.amina, message: Self.id(1), text: "hi", at: Self.start) == .passes) }
        for index in 2...10 { #expect(limiter.judge(Self.amina, message: Self.id(index), text: "\(index)", at: Self.start) == .passes) }
        for _ in 0..<100 { #expect(limiter.judge(Self.amina, message: Self.id(11), text: "x", at: Self.start) == .limited(tells: true)) }
        #expect(limiter.judge(Self.amina, message: Self.id(12), text: "y", at: Self.start) == .limited(tells: false))
    }

    @Test("a message that a store which fails makes the host try over and over is answered in the end, and nobody is muted")
    func retries() async throws {
        let world = try await World { Self.limits(&$0) }
        var made: UnreliableDatabase?
        let bot = try await world.open([Self.echo]) { database in
            let unreliable = UnreliableDatabase(database)
            made = unreliable
            return unreliable
        }
        let database = try #require(made)
        database.failCommits(20)
        _ = await bot.send([Incoming.text("hi", id: "wamid.a", from: .amina)], from: [.amina])
        try await bot.until {
            if bot.host.activity.count == 0 { return true }
            bot.world.clock.advance(by: .milliseconds(10))
            return false
        }
        #expect(database.count == 20)
        #expect(try await bot.heard(after: 0) == ["hi"])
        #expect(try await bot.lines("SELECT state FROM inbox") == ["done"])
        #expect(try await bot.incidents().isEmpty)
        try await bot.close()
        await world.close()
    }

    @Test("what is over the limit is stored and not run, the person is told in their language, and others are answered")
    func host() async throws {
        try await withHost(Self.echo, configure: Self.limits) { bot async throws in
            for index in 0..<10 { #expect(try await bot.say("message \(index)") == ["message \(index)"]) }
            let told = try await bot.say("one too many")
            #expect(told.count == 1 && told[0].contains("faster"), "\(told)")
            #expect(try await bot.say("and another") == [])
            #expect(try await bot.say("hello", from: .omar) == ["hello"])
            #expect(try await bot.lines("SELECT error FROM inbox WHERE state = 'limited'") == [
                "more than 30 messages a minute", "more than 30 messages a minute",
            ])
            let kept = try await bot.lines("SELECT content FROM inbox WHERE state = 'limited' ORDER BY id")
            #expect(kept.first?.contains("one too many") == true)
            try await bot.pass(.seconds(2))
            #expect(try await bot.say("again") == ["again"])
        }
    }

    @Test("an hour's messages that an outage delivers at once, in any order, are judged by when they were sent")
    func backlog() {
        for seed in UInt64(1)...20 {
            var random = SeededGenerator(seed: seed)
            var limiter = Self.limiter()
            let sent = (0..<200).map { Self.start + .seconds(Int64($0 * 18)) }.shuffled(using: &random)
            for (index, time) in sent.enumerated() { #expect(judge(&limiter, Self.amina, text: "\(index)", at: time) == .passes) }
            // And a flood among them is one all the same.
            let flood = (0..<200).map { _ in judge(&limiter, Self.amina, text: "\(Self.ids.next(UpdateSubject.self))", at: Self.start + .seconds(7_200)) }
            #expect(flood.count { $0 == .passes } == 10 && flood.last == .silent)
        }
    }

    @Test("an album takes nothing of what may be written; more than 100 files at once are too many")
    func album() {
        var limiter = Self.limiter()
        func file(_ index: Int) -> InboundLimiter.Verdict {
            limiter.judge(Self.amina, message: Self.id(index), text: nil, isFile: true, at: Self.start)
        }
        for index in 0..<100 { #expect(file(index) == .passes) }
        for index in 0..<10 { #expect(judge(&limiter, Self.amina, text: "\(index)", at: Self.start) == .passes) }
        #expect(file(100) == .limited(tells: true))
    }

    @Test("what an outage kept is all answered, and an album is all seen")
    func hostBacklog() async throws {
        try await withHost(Self.echo, configure: Self.limits) { bot async throws in
            bot.world.clock.advance(by: .seconds(3_600))
            let late = (0..<30).map { Incoming.text("\($0)", id: "wamid.\($0)", from: .amina, at: World.beginning + .seconds(Int64($0 * 60))) }
            _ = await bot.send(late, from: [.amina])
            #expect(try await bot.heard(after: 0).count == 30)
            let photos = (0..<12).map { Incoming.message(id: "wamid.p\($0)", from: .omar, type: "image", content: ["id": "1", "mime_type": "image/jpeg"], at: bot.world.clock.now) }
            _ = await bot.send(photos, from: [.omar])
            try await bot.settle()
            #expect(try await bot.lines("SELECT DISTINCT state FROM inbox") == ["done"])
        }
    }

    @Test("who repeats themselves is muted, and an admin sees a security incident")
    func incident() async throws {
        try await withHost(Self.echo, configure: Self.limits) { bot async throws in
            for _ in 0..<9 { #expect(try await bot.say("Buy!") == ["Buy!"]) }
            #expect(try await bot.say("buy!").count == 1)
            #expect(try await bot.say("something else") == [])
            #expect(try await bot.incidents().map(\.kind) == ["security.repetition"])
            try await bot.pass(.seconds(600))
            #expect(try await bot.say("sorry") == ["sorry"])
        }
    }

    @Test("a flood is a security incident, and an event for plugins, once")
    func floodAlert() async throws {
        let watcher = plugin("watch", "bot.on('security_alert', function(event) bot.store.add(event.kind .. ' ' .. event.details.contact) end)")
        try await withHost(Self.echo, watcher, configure: Self.limits) { bot async throws in
            let now = bot.world.clock.now
            let flood = (0..<200).map { Incoming.text("\($0)", id: "wamid.\($0)", from: .amina, at: now) }
            _ = await bot.send(flood, from: [.amina])
            try await bot.settle()
            #expect(try await bot.incidents().map(\.kind) == ["security.flood"])
            let contact = try #require(try await bot.lines("SELECT id FROM contacts").first)
            #expect(try await bot.stored("security.flood \(contact)", of: "watch") == 1)
        }
    }
}
