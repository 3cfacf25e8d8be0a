// Moonpost
// SPDX-License-Identifier: Apache-2.0

import ChatTesting
import Core
import Host
import Store
import Testing

@Suite("What becomes of an account", .timeLimit(.minutes(10)))
struct AccountTests {
    private static let echo = plugin("echo", "bot.flow(\"fallback\", { run = function(chat) chat:say(chat.message.text) end })")
    private static let talker = plugin("talker", """
        bot.flow("fallback", { run = function(chat)
          for index = 1, tonumber(chat.message.text) do chat:say("line " .. index) end
        end })
        """)

    /// A webhook of the account, so many seconds after the beginning.
    private func post(_ value: JSON, to bot: TestHost, field: String = "account_update", account: String = "1", at seconds: Int64 = 0) async -> Bool {
        let body: JSON = [
            "object": "whatsapp_business_account",
            "entry": [
                ["id": .string(account), "time": .integer(1_767_603_600 + seconds), "changes": [["field": .string(field), "value": value]]]
            ],
        ]
        if case .accepted = await bot.post(body.encoded()) { return true }
        return false
    }

    private static let deleted: JSON = ["event": "ACCOUNT_DELETED"]
    private static let reconnected: JSON = ["event": "ACCOUNT_RECONNECTED"]

    @Test("one that is closed sends nothing, also after a restart, until Meta opens it; then what waited goes out at once; an admin is told of each, once")
    func closed() async throws {
        let world = try await World { $0.numbers[0].businessAccountID = "1" }
        let first = try await world.open([Self.echo])
        #expect(try await first.say("one") == ["one"])
        for _ in 0..<2 { #expect(await post(Self.deleted, to: first)) }
        #expect(try await first.say("two") == [])
        let bot = try await first.restarted()
        #expect(try await bot.say("three", from: .omar) == [])
        let error = try await bot.lines("SELECT error FROM outbox WHERE state = 'held'").last
        #expect(error?.contains("waits until Meta opens the account again") == true, "\(error ?? "")")
        #expect(try await bot.pass(.seconds(7_200)) == [])
        #expect(try await bot.incidents().map(\.kind) == ["account.critical"])
        #expect(try await bot.incidents().first?.details["next"]?.text?.isEmpty == false)
        for _ in 0..<2 { #expect(await post(Self.reconnected, to: bot, at: 7_200)) }
        try await bot.until { world.graph.accepted.count == 3 }
        try await bot.settle()
        #expect(Set(world.graph.accepted.map(\.text)) == ["one", "two", "three"])
        #expect(try await bot.incidents().map(\.kind) == ["account.critical", "account.restored"])
        let last = try await bot.restarted()
        #expect(try await last.say("four") == ["four"])
        try await last.close()
        await world.close()
    }

    @Test("a word of Meta's that is older than the last one changes nothing, nor does one about another account")
    func order() async throws {
        try await withHost(Self.echo, configure: { $0.numbers[0].businessAccountID = "1" }) { bot async throws in
            #expect(await post(["event": "DISABLED_UPDATE", "ban_info": ["waba_ban_state": "REINSTATE"]], to: bot, at: 100))
            #expect(await post(["event": "DISABLED_UPDATE", "ban_info": ["waba_ban_state": "DISABLE"]], to: bot, at: 50))
            #expect(await post(Self.deleted, to: bot, account: "2", at: 200))
            #expect(try await bot.say("one") == ["one"])
            // What happens between partners stands under the portfolio, and names the account.
            #expect(await post(["event": "PARTNER_REMOVED", "waba_info": ["waba_id": "1"]], to: bot, account: "portfolio", at: 300))
            #expect(try await bot.say("two") == [])
        }
    }

    @Test("numbers whose account nobody has told are held where there is one alone")
    func unknownAccount() async throws {
        var other = World.number
        other.phoneNumberID = "100200301"
        other.name = "support"
        try await withHost(Self.echo, configure: { $0.numbers.append(other) }) { bot async throws in
            #expect(await post(Self.deleted, to: bot))
            #expect(try await bot.say("one") == ["one"])
            try bot.host.adopt([World.number])
            #expect(await post(Self.deleted, to: bot, at: 1))
            #expect(try await bot.say("two") == [])
        }
    }

    @Test("one that is restricted keeps campaigns back until the end that Meta tells, also after a restart, and answers everybody")
    func restricted() async throws {
        let world = try await World { $0.numbers[0].businessAccountID = "1" }
        let first = try await world.open([Self.echo])
        let restriction: JSON = [
            "event": "ACCOUNT_RESTRICTION",
            "restriction_info": [["restriction_type": "RESTRICTED_BIZ_INITIATED_MESSAGING", "expiration": 1_767_605_400]],
        ]
        #expect(await post(restriction, to: first))
        let (now, id, messageID) = (world.clock.now, ContactID(stored: "c"), world.ids.next(OutgoingSubject.self))
        try await first.database.write { connection in
            _ = try ContactRepository.resolve([ContactAlias(.phone, "201000000001")], name: nil, at: now, newID: id, in: connection)
            var message = OutgoingMessage(
                id: messageID, lane: "c", number: World.number.phoneNumberID, contact: id, priority: .campaign,
                content: ["type": "template", "name": "offer", "language": "en"], createdAt: now)
            message.state = .held
            message.notBefore = now
            try OutboxRepository.insert(message, in: connection)
        }
        let bot = try await first.restarted()
        #expect(try await bot.say("one") == ["one"])
        #expect(world.graph.requests.count == 1)
        try await bot.pass(.seconds(1_799))
        #expect(world.graph.requests.count == 1)
        try await bot.pass(.seconds(1))
        #expect(world.graph.requests.count == 2)
        try await bot.close()
        await world.close()
    }

    @Test("what waited and was sent just before a restart is owed after it, however long before it was made")
    func debtsOfWhatWaited() async throws {
        let world = try await World { $0.limits.pairBurst = 45 }
        let first = try await world.open([Self.talker])
        #expect(await post(Self.deleted, to: first))
        #expect(try await first.say("45") == [])
        try await first.pass(.seconds(900))
        #expect(await post(Self.reconnected, to: first, at: 900))
        try await first.until { world.graph.accepted.count == 45 }
        try await first.settle()
        let bot = try await first.restarted()
        #expect(try await bot.say("1") == [])
        #expect(try await bot.pass(.seconds(6)) == ["line 1"])
        try await bot.close()
        await world.close()
    }

    @Test("a downgrade of the messaging limit is kept, and what one update tells of two limits is known of both after a restart")
    func downgrade() async throws {
        let world = try await World { $0.numbers[0].businessAccountID = "1" }
        let first = try await world.open([Self.talker])
        let field = "phone_number_quality_update"
        func learned(_ bot: TestHost) async throws -> [String] {
            try await bot.lines("SELECT subject || ' ' || json_extract(value, '$.max_daily_conversations_per_business') FROM learned_limits ORDER BY subject")
        }
        #expect(await post(["event": "DOWNGRADE", "max_daily_conversations_per_business": "TIER_250"], to: first, field: field))
        #expect(try await learned(first) == ["messaging_limit TIER_250"])
        #expect(
            await post(["event": "THROUGHPUT_UPGRADE", "max_daily_conversations_per_business": "TIER_2K"], to: first, field: field, at: 1))
        #expect(try await learned(first) == ["messaging_limit TIER_2K", "throughput TIER_2K"])
        // A later limit of its own is not undone by what stands under the throughput.
        #expect(await post(["max_daily_conversations_per_business": "TIER_250"], to: first, field: "business_capability_update", at: 2))
        let bot = try await first.restarted()
        #expect(try await learned(bot) == ["messaging_limit TIER_250", "throughput TIER_2K"])
        try await bot.close()
        await world.close()
    }

    @Test("what Meta says of a number without any message holds or slows it, and is one incident")
    func errorsOfNumbers() async throws {
        func errors(_ code: Int, to bot: TestHost) async -> Receiver.Answer {
            let body: JSON = [
                "object": "whatsapp_business_account",
                "entry": [
                    [
                        "id": "1", "time": 1_767_603_600,
                        "changes": [
                            [
                                "field": "messages",
                                "value": [
                                    "metadata": ["display_phone_number": "15550100000", "phone_number_id": .string(World.number.phoneNumberID)],
                                    "errors": [["code": .integer(Int64(code)), "title": "x"]],
                                ],
                            ]
                        ],
                    ]
                ],
            ]
            return await bot.post(body.encoded())
        }
        try await withHost(Self.echo) { bot async throws in
            #expect(await errors(131_057, to: bot) == .accepted(new: 1))
            #expect(try await bot.say("one") == [])
            #expect(try await bot.incidents().map(\.kind) == ["platform.error"])
            #expect(try await bot.pass(.seconds(302)) == ["one"])
        }
        try await withHost(Self.talker, configure: { $0.limits.throughput = 20 }) { bot async throws in
            #expect(await errors(130_429, to: bot) == .accepted(new: 1))
            _ = await bot.send([Incoming.text("20", id: bot.world.nextWAMID(), from: .amina)], from: [.amina])
            try await bot.until {
                bot.world.clock.advance(by: .milliseconds(10))
                return bot.world.graph.accepted.count == 20
            }
            // At the full rate it is a second.
            #expect((bot.world.clock.now - World.beginning).milliseconds >= 1_700)
        }
    }
}
