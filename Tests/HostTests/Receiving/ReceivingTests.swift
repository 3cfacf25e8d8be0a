// Moonpost
// SPDX-License-Identifier: Apache-2.0

import Core
import Host
import Store
import Testing
import WhatsApp

@Suite("Receiving", .timeLimit(.minutes(10)))
struct ReceivingTests {
    private static let echo = plugin("echo", "bot.flow(\"fallback\", { run = function(chat) chat:say(tostring(chat.message.text)) end })")

    private func stored(_ bot: TestHost) async throws -> [String] {
        try await bot.lines("SELECT (SELECT COUNT(*) FROM webhooks) || ' ' || (SELECT COUNT(*) FROM inbox)")
    }

    @Test("a body with a wrong signature, or none, is refused and nothing of it is stored")
    func signature() async throws {
        try await withHost(Self.echo) { bot async throws in
            let body = Incoming.body(messages: [Incoming.text("hi", id: "wamid.1", from: .amina)], people: [.amina])
            for signature in [nil, "", "sha256=" + String(repeating: "0", count: 64), Signature.sign(body + [0x20], secret: World.number.appSecret), Signature.sign(body, secret: Secret("other"))] {
                #expect(await bot.host.receiver.receive(signature: signature, body: body) == .unauthorized)
            }
            #expect(try await stored(bot) == ["0 0"])
            #expect(bot.host.receiver.counters.unauthorized == 5)
        }
    }

    @Test("what is not JSON or not a webhook is refused, and nothing of it is stored", arguments: ["", "{", "[]", "null", "{\"object\":\"page\"", "\u{FEFF}{}"])
    func malformed(text: String) async throws {
        try await withHost(Self.echo) { bot async throws in
            guard case .malformed = await bot.post(Array(text.utf8)) else {
                Issue.record("it is taken")
                return
            }
            #expect(try await stored(bot) == ["0 0"])
        }
    }

    @Test("a message that comes again is answered once, whether it comes in the same webhook, later, or after a restart")
    func duplicates() async throws {
        try await withHost(Self.echo) { bot async throws in
            let message = Incoming.text("hi", id: "wamid.1", from: .amina)
            #expect(await bot.send([message, message], from: [.amina]) == .accepted(new: 1))
            #expect(await bot.send([message], from: [.amina]) == .accepted(new: 0))
            try await bot.settle()
            let second = try await bot.restarted()
            #expect(await second.send([message], from: [.amina]) == .accepted(new: 0))
            #expect(try await second.heard(after: 0) == ["hi"])
            #expect(second.host.receiver.counters.duplicates == 1 && bot.host.receiver.counters.duplicates == 2)
            try await second.close()
        }
    }

    @Test("the raw body is stored byte for byte with its updates")
    func raw() async throws {
        try await withHost(Self.echo) { bot async throws in
            let body = Incoming.body(messages: [Incoming.text("grüß \u{1F44B}", id: "wamid.1", from: .amina)], people: [.amina])
            _ = await bot.post(body)
            #expect(try await bot.database.read { try $0.firstRow("SELECT body FROM webhooks", [])?.blob(0) } == body)
        }
    }

    @Test("a message for a number that is not ours is stored, counted, and not answered")
    func unrouted() async throws {
        try await withHost(Self.echo) { bot async throws in
            let body = Incoming.body(messages: [Incoming.text("hi", id: "wamid.1", from: .amina)], people: [.amina], number: "999")
            #expect(await bot.post(body) == .accepted(new: 1))
            #expect(try await bot.heard(after: 0) == [])
            #expect(try await bot.lines("SELECT state FROM inbox") == ["unrouted"])
            #expect(bot.host.receiver.counters.unrouted == 1)
            #expect(try await bot.lines("SELECT COUNT(*) FROM contacts") == ["0"])
        }
    }

    @Test("a thousand messages in one webhook are all taken and answered")
    func thousand() async throws {
        try await withHost(Self.echo, workers: 2) { bot async throws in
            let people = (0..<1_000).map { Person.number($0) }
            let messages = people.map { Incoming.text("hi \($0.address)", id: "wamid.\($0.address)", from: $0) }
            #expect(await bot.send(messages, from: people) == .accepted(new: 1_000))
            try await bot.settle()
            #expect(Set(bot.world.graph.accepted.map(\.text)) == Set(people.map { "hi \($0.address)" }))
            #expect(bot.world.graph.accepted.count == 1_000)
        }
    }

    @Test("one malformed message among good ones hurts only itself")
    func partly() async throws {
        try await withHost(Self.echo) { bot async throws in
            let answer = await bot.send(
                [Incoming.text("one", id: "wamid.1", from: .amina), ["id": 5], "nonsense", Incoming.text("two", id: "wamid.2", from: .amina)], from: [.amina])
            #expect(answer == .accepted(new: 4))
            #expect(try await bot.heard(after: 0) == ["one", "two"])
            #expect(bot.host.receiver.counters.malformed == 2)
        }
    }

    @Test("a message of nobody is stored as it was read, with the reason why nobody is answered")
    func nobody() async throws {
        try await withHost(Self.echo) { bot async throws in
            let masked: JSON = ["id": "wamid.1", "from": "5511*****234", "timestamp": "1763712000", "type": "text", "text": ["body": "hello"]]
            #expect(await bot.send([masked], from: []) == .accepted(new: 1))
            #expect(try await bot.heard(after: 0) == [])
            #expect(try await bot.lines("SELECT kind || '|' || state || '|' || error FROM inbox") == ["message|failed|the message does not tell whose it is"])
            #expect(try await bot.lines("SELECT content FROM inbox").first?.contains("hello") == true)
            #expect(try await bot.lines("SELECT COUNT(*) FROM contacts") == ["0"])
        }
    }

    @Test("the platform's check of the address is answered with its challenge, and a wrong token is not")
    func verification() async throws {
        try await withHost { bot async throws in
            let receiver = bot.host.receiver
            #expect(receiver.verification(mode: "subscribe", token: World.number.verifyToken.value, challenge: "1158201444") == "1158201444")
            #expect(receiver.verification(mode: "subscribe", token: "wrong", challenge: "1") == nil)
            #expect(receiver.verification(mode: "unsubscribe", token: World.number.verifyToken.value, challenge: "1") == nil)
            #expect(receiver.verification(mode: nil, token: nil, challenge: nil) == nil)
        }
    }

    @Test("a store that fails is answered with a failure, and what comes again then is taken")
    func failing() async throws {
        let world = try await World()
        var unreliable: UnreliableDatabase?
        let bot = try await world.open([Self.echo]) { database in
            let made = UnreliableDatabase(database)
            unreliable = made
            return made
        }
        let database = try #require(unreliable)
        database.fail { sql in sql.hasPrefix("INSERT INTO inbox") ? UnreliableDatabase.Failure() : nil }
        let message = Incoming.text("hi", id: "wamid.1", from: .amina)
        #expect(await bot.send([message], from: [.amina]) == .failed)
        #expect(try await stored(bot) == ["0 0"])
        #expect(try await bot.lines("SELECT COUNT(*) FROM contacts") == ["0"])
        database.fail(nil)
        #expect(await bot.send([message], from: [.amina]) == .accepted(new: 1))
        #expect(try await bot.heard(after: 0) == ["hi"])
        try await bot.close()
        await world.close()
    }

    @Test("an app's secret speaks for the numbers of that app alone: what it signs for another is stored and not answered")
    func foreignSecret() async throws {
        var other = World.number
        other.name = "other"
        other.phoneNumberID = "999"
        other.appSecret = Secret("the secret of another app")
        let second = other
        try await withHost(Self.echo, configure: { $0.numbers.append(second) }) { bot async throws in
            let ours = Incoming.body(messages: [Incoming.text("hi", id: "wamid.1", from: .amina)], people: [.amina])
            let theirs = Incoming.body(messages: [Incoming.text("hi", id: "wamid.2", from: .amina)], people: [.amina], number: "999")
            for body in [ours, theirs] {
                let signature = Signature.sign(body, secret: second.appSecret)
                #expect(await bot.host.receiver.receive(signature: signature, body: body) == .accepted(new: 1))
            }
            #expect(try await bot.heard(after: 0) == ["hi"])
            #expect(try await bot.lines("SELECT number || ' ' || state FROM inbox ORDER BY id") == ["\(World.number.phoneNumberID) unrouted", "999 done"])
            #expect(bot.host.receiver.counters.unrouted == 1)
        }
    }

    @Test("a row of the inbox that cannot be read is set aside with the reason, and keeps nobody else waiting")
    func unreadable() async throws {
        try await withHost(Self.echo) { bot async throws in
            await bot.host.stop()
            // Stored while nobody works: as if the host had died before it came to them.
            _ = await bot.send([Incoming.text("one", id: "wamid.1", from: .amina)], from: [.amina])
            _ = await bot.send([Incoming.text("two", id: "wamid.2", from: .omar)], from: [.omar])
            _ = try await bot.database.write { try $0.execute("UPDATE inbox SET content = 'no JSON' WHERE dedup_key LIKE '%wamid.1%'") }
            try await bot.database.close()
            let next = try await bot.world.open(bot.plugins)
            #expect(try await next.heard(by: .omar, after: 0) == ["two"])
            #expect(try await next.lines("SELECT state FROM inbox ORDER BY id") == ["failed", "done"])
            #expect(try await next.lines("SELECT error FROM inbox ORDER BY id").first != "nothing")
            #expect(try await next.say("three", from: .omar) == ["three"])
            try await next.close()
        }
    }
}
