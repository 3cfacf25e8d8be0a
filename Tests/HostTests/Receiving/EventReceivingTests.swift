// Moonpost
// SPDX-License-Identifier: Apache-2.0

import Core
import Host
import Store
import Testing

@Suite("What comes beside messages", .timeLimit(.minutes(10)))
struct EventReceivingTests {
    private static let asking = plugin("asking", """
        bot.flow("fallback", { run = function(chat)
          local first = chat.message.text
          local second = chat:ask("And?")
          chat:say(first .. " and " .. second)
        end })
        """)

    private static let amina = Person(name: "Amina", phone: "201001234567")

    private static func body(_ field: String, _ members: JSON, number: String = World.number.phoneNumberID) -> [UInt8] {
        var value: JSONObject = ["metadata": ["display_phone_number": "15550100000", "phone_number_id": .string(number)]]
        for (key, member) in members.object ?? [:] { value[key] = member }
        let body: JSON = [
            "object": "whatsapp_business_account",
            "entry": [["id": "1", "changes": [["field": .string(field), "value": .object(value)]]]],
        ]
        return body.encoded()
    }

    private static let preference: JSON = [
        "user_preferences": [
            ["wa_id": "201001234567", "category": "marketing_messages", "value": "stop", "timestamp": 1_767_603_600]
        ]
    ]

    @Test("An edit, a deletion and what the business writes itself are stored, and answer no question")
    func corrections() async throws {
        try await withHost(Self.asking) { bot async throws in
            #expect(try await bot.say("one", from: Self.amina) == ["And?"])
            let edit = Incoming.message(
                id: "wamid.E1", from: Self.amina, type: "edit",
                content: ["original_message_id": "wamid.X", "message": ["type": "text", "text": ["body": "two"]]])
            let revoke = Incoming.message(id: "wamid.E2", from: Self.amina, type: "revoke", content: ["original_message_id": "wamid.X"])
            _ = await bot.send([edit, revoke], from: [Self.amina])
            let echo: JSON = [
                "from": "15550100000", "to": "201001234567", "id": "wamid.E3", "timestamp": "1767603600", "type": "text",
                "text": ["body": "I will see to it"],
            ]
            _ = await bot.post(Self.body("smb_message_echoes", ["message_echoes": [echo]]))
            try await bot.settle()
            #expect(try await bot.say("three", from: Self.amina) == ["one and three"])
            #expect(
                try await bot.lines(
                    """
                    SELECT kind || ' ' || state || ' ' || COUNT(*) FROM inbox
                    WHERE lane IN (SELECT id FROM contacts) GROUP BY kind, state ORDER BY kind
                    """) == ["echo done 1", "message done 4"])
        }
    }

    @Test("A call and a preference are stored once with their contact, whom nobody knew before")
    func people() async throws {
        try await withHost(Self.asking) { bot async throws in
            let call: JSON = [
                "id": "wacid.1", "from": "201001234567", "to": "15550100000", "event": "connect", "timestamp": "1767603600",
                "direction": "USER_INITIATED",
            ]
            for _ in 0..<2 {
                _ = await bot.post(Self.body("calls", ["calls": [call]]))
                _ = await bot.post(Self.body("user_preferences", Self.preference))
            }
            try await bot.settle()
            #expect(try await bot.lines("SELECT COUNT(*) FROM contacts") == ["1"])
            #expect(
                try await bot.lines("SELECT kind || ' ' || state FROM inbox WHERE lane IN (SELECT id FROM contacts) ORDER BY kind")
                    == ["call done", "preference done"])
        }
    }

    @Test("A person who stops marketing in WhatsApp, and wants it again, is taken at their last word, in whatever order that arrives")
    func preferences() async throws {
        try await withHost(Self.asking) { bot async throws in
            func choose(_ value: String, at seconds: Int64) async throws -> [String] {
                let member: JSON = [
                    "wa_id": "201001234567", "category": "marketing_messages", "value": .string(value), "timestamp": .integer(1_767_600_000 + seconds),
                ]
                _ = await bot.post(Self.body("user_preferences", ["user_preferences": [member]]))
                return try await bot.lines("SELECT stops || ' ' || source FROM marketing_choices")
            }
            #expect(try await choose("stop", at: 100) == ["1 preference"])
            #expect(try await choose("resume", at: 50) == ["1 preference"])
            #expect(try await choose("resume", at: 200) == ["0 preference"])
            #expect(try await choose("maybe", at: 300) == ["0 preference"])
        }
    }

    @Test("What is said of a number that is not ours is kept apart, and joins no people")
    func unrouted() async throws {
        try await withHost(Self.asking) { bot async throws in
            _ = await bot.post(Self.body("user_preferences", Self.preference, number: "999"))
            try await bot.settle()
            #expect(try await bot.lines("SELECT kind || ' ' || state FROM inbox") == ["preference unrouted"])
            #expect(try await bot.lines("SELECT COUNT(*) FROM contacts") == ["0"])
        }
    }

    @Test("What Meta warns of makes an incident once, by its severity, and what it only tells does not; nor what is of another account")
    func account() async throws {
        func body(_ field: String, _ value: JSON, account: String = "1") -> [UInt8] {
            let body: JSON = [
                "object": "whatsapp_business_account",
                "entry": [["id": .string(account), "time": 1_767_603_600, "changes": [["field": .string(field), "value": value]]]],
            ]
            return body.encoded()
        }
        try await withHost(Self.asking, configure: { $0.numbers[0].businessAccountID = "1" }) { bot async throws in
            let flagged: JSON = ["display_phone_number": "15550100000", "event": "FLAGGED", "current_limit": "TIER_10K"]
            let deleted: JSON = ["event": "ACCOUNT_DELETED"]
            for _ in 0..<2 { _ = await bot.post(body("phone_number_quality_update", flagged)) }
            _ = await bot.post(body("account_update", deleted))
            _ = await bot.post(body("account_update", ["event": "ACCOUNT_RECONNECTED"]))
            _ = await bot.post(body("account_update", deleted, account: "2"))
            try await bot.settle()
            let incidents = try await bot.incidents()
            #expect(incidents.map(\.kind) == ["account.warning", "account.critical", "account.restored"])
            #expect(incidents.map(\.level) == [.warning, .error, .warning])
            #expect(incidents.first?.details["subject"] == "15550100000" && incidents.dropFirst().first?.summary.contains("account deleted") == true)
        }
    }

    @Test("A person whose identity has changed makes a security incident that names the contact")
    func identity() async throws {
        try await withHost(Self.asking) { bot async throws in
            let system: JSON = ["body": "changed", "type": "customer_identity_changed", "identity": "hash"]
            _ = await bot.send([Incoming.message(id: "wamid.S", from: Self.amina, type: "system", content: system)], from: [Self.amina])
            try await bot.settle()
            let incident = try #require(try await bot.incidents().first)
            #expect(incident.kind == "security.identity")
            #expect(try await bot.lines("SELECT id FROM contacts") == [incident.details["contact"]?.text ?? ""])
        }
    }

    @Test("A new user id keeps the conversation")
    func newUserID() async throws {
        try await withHost(Self.asking) { bot async throws in
            let old = Person(name: "Amina", userID: "EG.old"), new = Person(name: "Amina", userID: "EG.new")
            #expect(try await bot.say("one", from: old) == ["And?"])
            let update: JSON = ["user_id": ["previous": "EG.old", "current": "EG.new"], "timestamp": "1767603600"]
            _ = await bot.post(Self.body("user_id_update", ["user_id_update": [update]]))
            try await bot.settle()
            #expect(try await bot.say("two", from: new) == ["one and two"])
            #expect(try await bot.lines("SELECT COUNT(*) FROM contacts") == ["1"])
        }
    }
}
