// Moonpost
// SPDX-License-Identifier: Apache-2.0

internal import Core
internal import Testing
internal import WhatsApp

struct ContactAliasesTests {
    private let id = "EG.13491208655302741918"
    private let parent = "EG.ENT.11815799212886844830"

    @Test("A sender is known by whatever aliases came")
    func combinations() throws {
        #expect(
            try Fixture.update("person.phone_and_user_id").aliases == ContactAliases(phone: "201001234567", userID: id))
        #expect(try Fixture.update("person.user_id_only").aliases == ContactAliases(userID: id, username: "amina.f"))
        #expect(try Fixture.update("person.user_id_in_from").aliases == ContactAliases(userID: id, username: "amina.f"))
        #expect(try Fixture.update("person.parent").aliases == ContactAliases(userID: id, parentUserID: parent))
        #expect(
            try Fixture.update("person.only_in_contacts").aliases == ContactAliases(phone: "201001234567", userID: id))
        #expect(
            try Fixture.update("message.contacts.request").aliases == ContactAliases(userID: id, username: "amina.f"))
    }

    @Test("Where wa_id is written differently, the only contact is still the only sender")
    func otherWAID() throws {
        let update = try Fixture.update("person.other_wa_id")
        #expect(update.aliases == ContactAliases(phone: "5531999887766", userID: "BR.1349120865530274"))
        #expect(update.profileName == "Joana")
    }

    @Test("Of several contacts each message gets its own, and a stranger none")
    func several() throws {
        let updates = try Fixture.webhook("person.several").updates
        #expect(updates.map(\.profileName) == ["Amina", "Omar", "Omar", nil])
        #expect(updates.map(\.aliases.userID) == ["EG.1", "EG.2", "EG.2", nil])
        #expect(updates.map(\.aliases.phone) == ["201001234567", "201007654321", "201007654321", "201000000000"])
    }

    @Test("Of very many contacts each message gets its own", arguments: [8, 9, 1_000])
    func many(count: Int) throws {
        let contacts = (0..<count).map { number -> JSON in
            [
                "wa_id": .string("2010\(number)"), "user_id": .string("EG.\(number)"),
                "profile": ["name": .string("name \(number)")],
            ]
        }
        let messages = (0..<count).map { number -> JSON in
            let sender = number % 2 == 0 ? "2010\(number)" : "EG.\(number)"
            return ["id": .string("wamid.\(number)"), "from": .string(sender), "type": "text", "text": ["body": "x"]]
        }
        let value: JSON = ["contacts": .array(contacts), "messages": .array(messages)]
        let updates = try Webhook.parse(
            [
                "object": "whatsapp_business_account",
                "entry": [["id": "1", "changes": [["field": "messages", "value": value]]]],
            ]
        ).updates
        #expect(updates.map(\.profileName) == (0..<count).map { "name \($0)" })
        #expect(updates.map(\.aliases) == (0..<count).map { ContactAliases(phone: "2010\($0)", userID: "EG.\($0)") })
    }

    @Test("A message of nobody is read, and is nobody's", arguments: ["person.nobody", "person.strange_from"])
    func nobody(name: String) throws {
        let update = try Fixture.update(name)
        guard case .message(let message) = update.kind else {
            Issue.record("not a message")
            return
        }
        #expect(message.type == .text && message.content["text"] != nil)
        #expect(update.aliases.isAnonymous && message.from.isAnonymous)
    }

    @Test("Statuses name the recipient in every way")
    func recipients() throws {
        #expect(try Fixture.update("status.sent").aliases == ContactAliases(phone: "201001234567"))
        #expect(
            try Fixture.update("status.delivered").aliases
                == ContactAliases(phone: "201001234567", userID: id, username: "amina.f"))
        #expect(try Fixture.update("status.read").aliases == ContactAliases(userID: id, parentUserID: parent))
    }

    @Test("A user id as Meta's first pages have it is one, beside or without a phone number")
    func firstUserIDs() throws {
        let id = "user.9f3a55c0e1"
        func aliases(_ phone: String) throws -> ContactAliases? {
            let value: JSON = [
                "contacts": [["profile": ["name": "Amina Farouk", "username": "@amina.f"], "wa_id": .string(phone), "user_id": .string(id)]],
                "statuses": [["id": "wamid.A", "status": "delivered", "recipient_id": .string(phone), "recipient_user_id": .string(id)]],
            ]
            return try Webhook.parse(
                ["object": "whatsapp_business_account", "entry": [["id": "1", "changes": [["field": "messages", "value": value]]]]]
            ).updates.first?.aliases
        }
        #expect(try aliases("") == ContactAliases(userID: id, username: "amina.f"))
        #expect(try aliases("201001234567") == ContactAliases(phone: "201001234567", userID: id, username: "amina.f"))
        for strange in ["user.", "user.a-b", "user"] {
            let update = try Webhook.parse([
                "object": "whatsapp_business_account",
                "entry": [["id": "1", "changes": [["field": "messages", "value": ["messages": [["id": "wamid.A", "from": .string(strange), "type": "text"]]]]]]],
            ]).updates.first
            #expect(update?.aliases.isAnonymous == true, "\(strange)")
        }
    }

    @Test("A message goes to the phone number, else to the user id")
    func recipient() {
        #expect(ContactAliases(phone: "1", userID: "EG.1").recipient == .phone("1"))
        #expect(ContactAliases(userID: "EG.1", parentUserID: "EG.ENT.1").recipient == .userID("EG.1"))
        #expect(ContactAliases(parentUserID: "EG.ENT.1").recipient == .userID("EG.ENT.1"))
        #expect(ContactAliases(username: "x").recipient == nil)
        #expect(ContactAliases(username: "x").isAnonymous)
    }

    @Test("Aliases go to the store and come back")
    func list() {
        let aliases = ContactAliases(phone: "1", userID: "EG.1", parentUserID: "EG.ENT.1", username: "x")
        #expect(ContactAliases(aliases.list) == aliases)
        #expect(aliases.list.map(\.kind) == [.userID, .phone, .parentUserID, .username])
        #expect(ContactAliases(ContactAliases().list) == ContactAliases())
    }

    @Test("Phone numbers lose plus and separators, and nothing else is one")
    func digits() {
        #expect(ContactAliases.digits(of: "+20 100-123 (45).67") == "201001234567")
        #expect(ContactAliases.digits(of: "201001234567") == "201001234567")
        for text in ["", "+", "20+1", "20a", "٢٠١", "123456789012345678901", "+1234567890123456789012"] {
            #expect(ContactAliases.digits(of: text) == nil, "\(text)")
        }
    }
}
