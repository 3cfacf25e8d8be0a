// Moonpost
// SPDX-License-Identifier: Apache-2.0

import Core
import Plugins
import Store
import Testing

@testable import Host

@Suite("What plugins hear of WhatsApp", .timeLimit(.minutes(10)))
struct HostEventTests {
    private static let amina = Person(name: "Amina", phone: "201001234567")
    private static let names = [
        "message_edited", "message_deleted", "call_received", "echo_sent", "group_changed", "contact_changed", "preference_changed",
        "template_changed", "account_changed",
    ]
    /// Keeps the last event of each name, and counts them.
    private static let ears = plugin("ears", """
        for _, name in ipairs({ \(names.map { "\"\($0)\"" }.joined(separator: ", ")) }) do
          bot.on(name, function(event)
            bot.store.set(name, event)
            bot.store.add(name .. " count")
          end)
        end
        """)
    private static let deaf = plugin("deaf", "bot.flow(\"fallback\", { run = function(chat) chat:say(\"hi\") end })")

    /// A change as Meta tells it, and what a plugin hears of it.
    struct Case: Sendable, CustomTestStringConvertible {
        var name: String
        var field = "messages"
        var value: JSON
        var fields: JSON
        /// Whether it is of a person.
        var isPersonal = true
        var testDescription: String { "\(name): \(fields)" }
    }

    private static func message(_ id: String, _ type: String, _ content: JSON) -> JSON {
        ["messages": [Incoming.message(id: id, from: amina, type: type, content: content)]]
    }

    private static let call: JSON = [
        "id": "wacid.1", "from": "201001234567", "to": "15550100000", "event": "terminate", "timestamp": "1767603600",
        "direction": "USER_INITIATED", "status": "COMPLETED", "duration": 42,
    ]
    private static let echo: JSON = [
        "from": "15550100000", "to": "201001234567", "id": "wamid.E3", "timestamp": "1767603600", "type": "text",
        "text": ["body": "I will see to it"],
    ]

    static let cases: [Case] = [
        Case(
            name: "message_edited",
            value: message("wamid.E1", "edit", ["original_message_id": "wamid.X", "message": ["type": "text", "text": ["body": "two"]]]),
            fields: ["message_id": "wamid.X", "text": "two", "timestamp": 1_767_603_600]),
        Case(
            name: "message_deleted", value: message("wamid.E2", "revoke", ["original_message_id": "wamid.X"]),
            fields: ["message_id": "wamid.X"]),
        Case(
            name: "call_received", field: "calls", value: ["calls": [call]],
            fields: ["call_id": "wacid.1", "status": "terminate", "direction": "person", "outcome": "completed", "seconds": 42]),
        Case(
            name: "echo_sent", field: "smb_message_echoes", value: ["message_echoes": [echo]],
            fields: ["message_id": "wamid.E3", "type": "text", "text": "I will see to it"]),
        Case(
            name: "contact_changed",
            value: message("wamid.S1", "system", ["body": "new number", "type": "user_changed_number", "wa_id": "201009999999"]),
            fields: ["change": "number", "phone": "201009999999", "previous_phone": "201001234567", "text": "new number"]),
        Case(
            name: "contact_changed",
            value: message("wamid.S2", "system", ["body": "changed", "type": "customer_identity_changed", "identity": "hash"]),
            fields: ["change": "identity", "text": "changed"]),
        Case(
            name: "contact_changed", field: "user_id_update",
            value: ["user_id_update": [["user_id": ["previous": "EG.old", "current": "EG.new"], "timestamp": "1767603600"]]],
            fields: ["change": "user_id", "user_id": "EG.new", "previous_user_id": "EG.old"]),
        Case(
            name: "preference_changed", field: "user_preferences",
            value: [
                "user_preferences": [
                    ["wa_id": "201001234567", "category": "marketing_messages", "value": "stop", "detail": "no more", "timestamp": 1_767_603_600]
                ]
            ], fields: ["category": "marketing_messages", "choice": "stop", "text": "no more"]),
        Case(
            name: "group_changed", field: "group_participants_update",
            value: [
                "groups": [
                    ["timestamp": "1767603600", "group_id": "G1", "type": "group_participants_add", "added_participants": [["wa_id": "201001234567"]]]
                ]
            ], fields: ["group_id": "G1", "change": "group_participants_add", "people": [["phone": "201001234567"]]], isPersonal: false),
        Case(
            name: "template_changed", field: "message_template_status_update",
            value: ["event": "REJECTED", "message_template_name": "offer", "message_template_language": "en", "reason": "SPAM"],
            fields: ["template": "offer", "language": "en", "change": "status", "status": "REJECTED", "text": "SPAM", "account": "1"],
            isPersonal: false),
        Case(
            name: "account_changed", field: "account_update",
            value: ["event": "ACCOUNT_RESTRICTION", "restriction_info": [["restriction_type": "RESTRICTED_BIZ_INITIATED_MESSAGING", "expiration": 1_767_690_000]]],
            fields: [
                "kind": "ACCOUNT_RESTRICTION", "severity": "critical", "change": "restricted", "until": 1_767_690_000,
                "restrictions": ["RESTRICTED_BIZ_INITIATED_MESSAGING"],
            ], isPersonal: false),
    ]

    private func body(_ case: Case, number: String = World.number.phoneNumberID) -> [UInt8] {
        var value: JSONObject = [:]
        // What is about the account names no number.
        if `case`.isPersonal || `case`.field.hasPrefix("group") {
            value["metadata"] = ["display_phone_number": "15550100000", "phone_number_id": .string(number)]
        }
        for (key, member) in `case`.value.object ?? [:] { value[key] = member }
        let body: JSON = [
            "object": "whatsapp_business_account",
            "entry": [["id": "1", "time": 1_767_603_600, "changes": [["field": .string(`case`.field), "value": .object(value)]]]],
        ]
        return body.encoded()
    }

    @Test("each change is one event of its name, with its fields, however often it is delivered", arguments: cases)
    func heard(_ case: Case) async throws {
        try await withHost(Self.ears) { bot async throws in
            for _ in 0..<2 { #expect(await bot.post(body(`case`)) != .failed) }
            try await bot.settle()
            let event = try #require(try await bot.stored(`case`.name, of: "ears"))
            for (key, value) in `case`.fields.object ?? [:] { #expect(event[key] == value, "\(key) of \(event)") }
            #expect(event["name"]?.text == `case`.name && event["plugin"] == nil)
            #expect(try await bot.stored(`case`.name + " count", of: "ears") == 1)
            if `case`.isPersonal {
                #expect(try await bot.lines("SELECT id FROM contacts").first == event["contact"]?.text)
                #expect(event["number"] == ["name": "shop", "id": "100200300"])
            }
        }
    }

    @Test("nothing of a number or an account that is not ours is an event")
    func foreign() async throws {
        try await withHost(Self.ears, configure: { $0.numbers[0].businessAccountID = "2" }) { bot async throws in
            for known in Self.cases { _ = await bot.post(body(known, number: "999")) }
            try await bot.settle()
            #expect(try await bot.lines("SELECT name FROM plugin_data") == [])
        }
    }

    @Test("nothing is kept of what nobody listens to")
    func unheard() async throws {
        let world = try await World()
        var made: UnreliableDatabase?
        let bot = try await world.open([Self.deaf]) { database in
            let unreliable = UnreliableDatabase(database)
            made = unreliable
            return unreliable
        }
        let database = try #require(made)
        database.fail { $0.hasPrefix("INSERT INTO events") ? UnreliableDatabase.Failure() : nil }
        // A change of identity is an alert in any case.
        for known in Self.cases where known.fields["change"] != "identity" { #expect(await bot.post(body(known)) == .accepted(new: 1)) }
        #expect(database.count == 0)
        database.fail(nil)
        try await bot.close()
        await world.close()
    }

    @Test("a conversation can wait for one")
    func awaited() async throws {
        let waiting = plugin("waiting", """
            bot.flow("fallback", { run = function(chat)
              chat:say("Change it if you like.")
              local edited = chat:wait_for("message_edited", { contact = chat.contact.id, up_to = "15 minutes" })
              chat:say(edited and "So it is {text}." or "It stays.", edited or {})
            end })
            """)
        try await withHost(waiting) { bot async throws in
            #expect(try await bot.say("one", from: Self.amina) == ["Change it if you like."])
            let before = bot.world.graph.accepted.count
            _ = await bot.post(body(Self.cases[0]))
            #expect(try await bot.heard(by: Self.amina, after: before) == ["So it is two."])
        }
    }
}
