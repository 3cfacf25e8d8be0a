// Moonpost
// SPDX-License-Identifier: Apache-2.0

import ChatTesting
import Core
import Fetch
import Host
import Store
import Testing

@Suite("Sending within limits", .timeLimit(.minutes(10)))
struct LimitsTests {
    private static let echo = plugin("echo", "bot.flow(\"fallback\", { run = function(chat) chat:say(chat.message.text) end })")
    /// Says so many things at once.
    private static let talker = plugin("talker", """
        bot.flow("fallback", { run = function(chat)
          for index = 1, tonumber(chat.message.text) do chat:say("line " .. index) end
        end })
        """)
    /// Says something in a turn that nobody's message began.
    private static let reminder = plugin("reminder", """
        bot.flow("fallback", { run = function(chat)
          chat:say("soon")
          chat:wait(chat.message.text)
          chat:say("remember")
        end })
        """)

    private func texts(_ bot: TestHost) -> [String] { bot.world.graph.accepted.map(\.text) }

    @Test("a person gets 45 messages at once, and the next one six seconds later; the outbox says what it waits for")
    func pairRate() async throws {
        try await withHost(Self.talker, configure: { $0.limits.pairBurst = 45 }) { bot async throws in
            #expect(try await bot.say("47").count == 45)
            #expect(try await bot.lines("SELECT error FROM outbox WHERE state = 'held'").first?.contains("pair rate") == true)
            #expect(try await bot.say("1", from: .omar) == ["line 1"])
            #expect(try await bot.pass(.milliseconds(5_999)) == [])
            #expect(try await bot.pass(.milliseconds(1)) == ["line 46"])
            #expect(try await bot.pass(.seconds(6)) == ["line 47"])
            #expect(try await bot.incidents().isEmpty)
        }
    }

    @Test("a debt is known after a restart")
    func pairRateAfterRestart() async throws {
        let world = try await World { $0.limits.pairBurst = 45 }
        let bot = try await world.open([Self.talker])
        #expect(try await bot.say("45").count == 45)
        let next = try await bot.restarted()
        #expect(try await next.say("1") == [])
        #expect(try await next.pass(.seconds(6)) == ["line 1"])
        try await next.close()
        await world.close()
    }

    @Test("a number sends no faster than its throughput, with what it receives counted")
    func throughput() async throws {
        try await withHost(Self.echo, configure: { $0.limits.throughput = 20 }) { bot async throws in
            for index in 0..<10 {
                _ = await bot.send([Incoming.text("hello", id: bot.world.nextWAMID(), from: .number(index))], from: [.number(index)])
            }
            try await bot.until { try await bot.lines("SELECT id FROM inbox WHERE state = 'ready'").isEmpty }
            // Ten came in, which at 20 a second is half a second; each answer takes another twentieth.
            for _ in 0..<90 {
                bot.world.clock.advance(by: .milliseconds(10))
                for _ in 0..<20 { await Task.yield() }
            }
            #expect(texts(bot).count < 10)
            try await bot.until {
                bot.world.clock.advance(by: .milliseconds(10))
                return bot.world.graph.accepted.count == 10
            }
            #expect((bot.world.clock.now - World.beginning).milliseconds >= 950)
        }
    }

    @Test("in quiet hours a reminder waits for the morning, and an answer does not")
    func quietHours() async throws {
        try await withHost(
            Self.reminder, configure: { $0.limits.quietHours = Configuration.Limits.QuietHours(from: 21 * 60, to: 8 * 60) }
        ) { bot async throws in
            #expect(try await bot.say("13 hours") == ["soon"])
            #expect(try await bot.pass(.seconds(13 * 3_600)) == [])
            #expect(try await bot.lines("SELECT priority || ' ' || state FROM outbox ORDER BY id") == ["reply accepted", "notification held"])
            // It does not keep what is written meanwhile from being answered.
            #expect(try await bot.say("1 week") == ["soon"])
            #expect(try await bot.pass(.seconds(10 * 3_600 - 1)) == [])
            #expect(try await bot.pass(.seconds(1)) == ["remember"])
        }
    }

    @Test("a token that does not work holds the number; an admin is told once, with code, meaning and what happens next; nothing is lost")
    func account() async throws {
        try await withHost(Self.echo) { bot async throws in
            bot.world.graph.answer { _ async throws(FetchError) in GraphRecorder.refusal(code: 190, status: 401, "Session has expired") }
            #expect(try await bot.say("one") == [])
            #expect(try await bot.say("two", from: .omar) == [])
            #expect(bot.world.graph.requests.count == 1)
            let incident = try #require(try await bot.incidents().first)
            #expect(try await bot.incidents().map(\.kind) == ["account.stopped"])
            #expect(incident.details["code"] == 190)
            #expect(incident.details["meaning"]?.text?.contains("access token") == true)
            #expect(incident.details["next"]?.text?.isEmpty == false)
            #expect(incident.details["advice"]?.text?.isEmpty == false)
            bot.world.graph.answer(nil)
            for _ in 0..<4 { try await bot.pass(.seconds(120)) }
            #expect(Set(texts(bot)) == ["one", "two"])
        }
    }

    @Test("what stops the account or its campaigns holds them when a status tells it, too, and an admin is told once; a failure without a code holds nothing")
    func stoppedByStatus() async throws {
        try await withHost(Self.echo) { bot async throws in
            _ = try await bot.say("one")
            _ = await bot.report(Incoming.status("failed", of: "wamid.out.1"))
            #expect(try await bot.say("two", from: .omar) == ["two"])
            #expect(try await bot.incidents().map(\.kind) == ["message.failed"])
            func failed(_ code: Int, _ index: Int) -> JSON {
                Incoming.status("failed", of: "wamid.out.\(index)", at: 1_767_603_600 + index, errors: [["code": .integer(Int64(code)), "title": "x"]])
            }
            _ = await bot.report(failed(131_048, 2))
            #expect(try await bot.incidents().map(\.kind).contains("campaigns.stopped"))
            #expect(try await bot.say("three", from: .omar) == ["three"])
            #expect(try await bot.say("four", from: .omar) == ["four"])
            _ = await bot.report(failed(131_042, 3), failed(131_042, 4))
            #expect(try await bot.say("five", from: .omar) == [])
            #expect(try await bot.incidents().map(\.kind).count { $0 == "account.stopped" } == 1)
            #expect(try await bot.lines("SELECT COUNT(*) FROM outbox WHERE state = 'held'") == ["3"])
            for _ in 0..<3 { try await bot.pass(.seconds(120)) }
            #expect(texts(bot).sorted() == ["five", "four", "four", "one", "three", "three", "two"])
        }
    }

    @Test("a store that fails while a refusal is written counts it once and loses no incident", arguments: ["INSERT INTO incidents", "UPDATE outbox SET state = $1"])
    func refusalIsOne(statement: String) async throws {
        let world = try await World()
        var made: UnreliableDatabase?
        let bot = try await world.open([Self.echo]) { database in
            let unreliable = UnreliableDatabase(database)
            made = unreliable
            return unreliable
        }
        let database = try #require(made)
        for (index, code) in [(1, 131_049), (2, 190)] {
            world.graph.answer { _ async throws(FetchError) in GraphRecorder.refusal(code: code) }
            if code == 190 || statement.hasPrefix("UPDATE") { database.fail(2) { $0.hasPrefix(statement) } }
            let person = Person.number(index)
            _ = await bot.send([Incoming.text("hi", id: world.nextWAMID(), from: person)], from: [person])
            try await bot.until {
                world.clock.advance(by: .milliseconds(20))
                return try await bot.lines("SELECT id FROM outbox WHERE state = 'held'").count == index
            }
            database.fail(nil)
        }
        #expect(try await bot.lines("SELECT refusals FROM marketing_memory") == ["1"])
        #expect(try await bot.incidents().map(\.kind) == ["account.stopped"])
        #expect(world.graph.requests.count == 2)
        try await bot.close()
        await world.close()
    }

    @Test(
        "what a refusal says of campaigns and of a template is known after a restart",
        arguments: [(131_048, "held waits: campaigns"), (132_015, "held waits: the template offer is paused"), (132_016, "dead the template offer is disabled")])
    func lasting(code: Int, expected: String) async throws {
        let world = try await World()
        /// A campaign's message that the next start takes up.
        func insert(_ name: String, _ bot: TestHost) async throws {
            let (now, id) = (world.clock.now, ContactID(stored: name))
            var message = OutgoingMessage(
                id: world.ids.next(), lane: name, number: World.number.phoneNumberID, contact: id, priority: .campaign,
                content: ["type": "template", "name": "offer", "language": "en"], createdAt: now)
            message.state = .held
            message.notBefore = now
            try await bot.database.write { [message] connection in
                _ = try ContactRepository.resolve([ContactAlias(.phone, "20100" + name)], name: nil, at: now, newID: id, in: connection)
                try OutboxRepository.insert(message, in: connection)
            }
        }
        world.graph.answer { _ async throws(FetchError) in GraphRecorder.refusal(code: code) }
        let first = try await world.open([Self.echo])
        try await insert("1000001", first)
        let second = try await first.restarted()
        try await insert("1000002", second)
        let third = try await second.restarted()
        #expect(world.graph.requests.count == 1)
        let row = try #require(try await third.lines("SELECT state || ' ' || error FROM outbox ORDER BY id DESC").first)
        #expect(row.hasPrefix(expected), "\(row)")
        try await third.close()
        await world.close()
    }

    @Test("130429 slows the number, and the message is sent again")
    func slowed() async throws {
        try await withHost(Self.echo, configure: { $0.limits.throughput = 80 }) { bot async throws in
            bot.world.graph.answer { request async throws(FetchError) in
                request.index == 1 ? GraphRecorder.refusal(code: 130_429, "Rate limit hit") : GraphRecorder.acceptance(of: request)
            }
            #expect(try await bot.say("one") == [])
            #expect(try await bot.pass(.seconds(2)) == ["one"])
        }
    }

    @Test("a failure says code, meaning and what happens next, in the outbox as in the incident")
    func explained() async throws {
        try await withHost(Self.echo) { bot async throws in
            bot.world.graph.answer { _ async throws(FetchError) in GraphRecorder.refusal(code: 131_026, "Message undeliverable") }
            #expect(try await bot.say("one") == [])
            let error = try #require(try await bot.lines("SELECT error FROM outbox").first)
            #expect(error.contains("131026") && error.contains("cannot be delivered") && error.contains("not sent again"), "\(error)")
            let incident = try #require(try await bot.incidents().first)
            #expect(incident.details["code"] == 131_026)
            #expect(incident.details["meaning"] == "The message cannot be delivered to this person")
            #expect(incident.details["next"] == "it is not sent again")
        }
    }

    @Test("131049 in a status is remembered of the person, and so is the next one")
    func marketing() async throws {
        try await withHost(Self.echo) { bot async throws in
            for (index, refusals) in [(0, "1"), (1, "2")] {
                _ = try await bot.say("hello")
                let accepted = bot.world.graph.accepted[index]
                let errors: JSON = [["code": 131_049, "title": "Not delivered"]]
                _ = await bot.report(Incoming.status("failed", of: accepted.wamid, callback: accepted.callback, errors: errors))
                #expect(try await bot.lines("SELECT CAST(refusals AS TEXT) FROM marketing_memory") == [refusals])
            }
            let incident = try #require(try await bot.incidents().first)
            #expect(incident.details["meaning"]?.text?.contains("enough marketing") == true)
        }
    }

    @Test("what Meta tells of limits and templates is kept, and an answer to another app's secret is not")
    func learned() async throws {
        try await withHost(Self.echo) { bot async throws in
            func change(_ field: String, _ value: JSON) -> [UInt8] {
                let body: JSON = [
                    "object": "whatsapp_business_account",
                    "entry": [["id": "1", "time": 1_767_603_600, "changes": [["field": .string(field), "value": value]]]],
                ]
                return body.encoded()
            }
            _ = await bot.post(change("business_capability_update", ["max_daily_conversations_per_business": "TIER_2K"]))
            _ = await bot.post(
                change("message_template_status_update", ["event": "PAUSED", "message_template_name": "offer", "message_template_language": "en"]))
            _ = await bot.post(change("account_alerts", ["alert": "x"]))
            #expect(try await bot.lines("SELECT subject FROM learned_limits ORDER BY subject") == ["messaging_limit", "template:offer:en"])
        }
    }
}
