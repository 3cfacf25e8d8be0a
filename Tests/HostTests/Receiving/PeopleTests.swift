// Moonpost
// SPDX-License-Identifier: Apache-2.0

import Core
import Host
import Store
import Testing

@Suite("People and their names", .timeLimit(.minutes(10)))
struct PeopleTests {
    private static let asking = plugin("asking", """
        bot.flow("fallback", { run = function(chat)
          local first = chat.message.text
          local second = chat:ask("And?")
          chat:say(first .. " and " .. second)
        end })
        """)

    private static let byPhone = Person(name: "Amina", phone: "201001234567")
    private static let byUserID = Person(name: "Amina", userID: "EG.abc")
    private static let byBoth = Person(name: "Amina", phone: "201001234567", userID: "EG.abc")

    @Test("a conversation that began under one name goes on under another, once a message names both")
    func merge() async throws {
        try await withHost(Self.asking) { bot async throws in
            // The phone number is known first, and its contact is the one that stays.
            #expect(try await bot.say("x", from: Self.byPhone) == ["And?"])
            #expect(try await bot.say("y", from: Self.byPhone) == ["x and y"])
            #expect(try await bot.say("one", from: Self.byUserID) == ["And?"])
            #expect(try await bot.say("two", from: Self.byBoth) == ["one and two"])
            #expect(try await bot.conversations() == 0)
            #expect(try await bot.say("three", from: Self.byUserID).isEmpty)
            #expect(try await bot.heard(by: Self.byPhone, after: bot.world.graph.accepted.count - 1) == ["And?"])
            #expect(try await bot.lines("SELECT COUNT(*) FROM contacts WHERE merged_into IS NULL") == ["1"])
        }
    }

    @Test("what waits for the loser of a merge, a message or a time, reaches the conversation where it is now")
    func mergeOfWaiting() async throws {
        try await withHost(
            plugin("wait", """
                bot.flow("fallback", { run = function(chat)
                  if chat.message.text == "wait" then
                    chat:wait("1 hour")
                    chat:say("waited")
                  elseif chat.message.text == "event" then
                    chat:say("event " .. chat:wait_for("ping", {}).n)
                  end
                end })
                bot.every("ping", { every = "3 hours", run = function() bot.emit("ping", { n = 7 }) end })
                """)
        ) { bot async throws in
            try await bot.pass(.zero)
            _ = try await bot.say("hi", from: Self.byPhone)
            _ = try await bot.say("wait", from: Self.byUserID)
            _ = try await bot.say("event", from: Self.byUserID)
            _ = try await bot.say("hi", from: Self.byBoth)
            #expect(try await bot.pass(.seconds(3_600), for: Self.byBoth) == ["waited"])
            #expect(try await bot.pass(.seconds(7_200), for: Self.byBoth) == ["event 7"])
        }
    }

    @Test("a person who changes the number keeps the conversation, and whoever gets the old number is somebody new")
    func newNumber() async throws {
        try await withHost(Self.asking) { bot async throws in
            let old = Person(name: "Amina", phone: "201001234567")
            let new = Person(name: "Amina", phone: "201112223334")
            // Of the same name, so that only the number could tell them apart.
            let stranger = Person(name: "Amina", phone: "201001234567")
            #expect(try await bot.say("one", from: old) == ["And?"])
            let change = Incoming.message(
                id: bot.world.nextWAMID(), from: old, type: "system",
                content: ["body": "changed", "type": "user_changed_number", "wa_id": "201112223334"])
            _ = await bot.send([change], from: [old])
            try await bot.settle()
            // What Meta tells about the person is not the person's answer.
            #expect(try await bot.say("more", from: new) == ["one and more"])
            #expect(try await bot.say("from the new number", from: new) == ["And?"])
            #expect(try await bot.say("hello", from: stranger) == ["And?"])
            #expect(try await bot.say("two", from: stranger) == ["hello and two"])
            #expect(try await bot.say("three", from: new) == ["from the new number and three"])
            #expect(try await bot.lines("SELECT COUNT(*) FROM contacts") == ["2"])
        }
    }

    @Test("what a script learns of a person it sees at once, later, and in the next conversation")
    func fields() async throws {
        try await withHost(
            plugin("learn", """
                bot.flow("fallback", { run = function(chat)
                  local before = chat.contact.fields.city
                  chat.contact:set{ city = chat.message.text, language = "ar" }
                  chat:say(tostring(before) .. " " .. chat.contact.fields.city .. " " .. chat.contact.language .. " " .. chat.contact.name)
                  local next = chat:ask("?")
                  chat:say(chat.contact.fields.city)
                end })
                """)
        ) { bot async throws in
            #expect(try await bot.say("Cairo") == ["nil Cairo ar Amina", "?"])
            bot.forget()
            #expect(try await bot.say("x") == ["Cairo"])
            #expect(try await bot.say("Giza") == ["Cairo Giza ar Amina", "?"])
            #expect(try await bot.lines("SELECT language FROM contacts") == ["ar"])
        }
    }
}
