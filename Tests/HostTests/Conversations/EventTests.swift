// Moonpost
// SPDX-License-Identifier: Apache-2.0

import Core
import Store
import Testing

@Suite("Events", .timeLimit(.minutes(10)))
struct EventTests {
    private static let shop = plugin("shop", """
        bot.command("pay", { params = { amount = "integer" }, run = function(chat, given)
          bot.emit("paid", { amount = given.amount, note = { by = "card" } })
          chat:say("thanks")
        end })
        """)

    private static let listener = """
        bot.on("paid", function(event)
          bot.store.set("last", event)
          bot.store.add("count")
        end)
        """

    @Test("reach every plugin that listens, with their fields, their name, and who emitted them where")
    func reach() async throws {
        try await withHost(Self.shop, plugin("books", Self.listener), plugin("mail", Self.listener)) { bot async throws in
            #expect(try await bot.say("pay 50") == ["thanks"])
            for name in ["books", "mail"] {
                let event = try #require(try await bot.stored("last", of: name))
                #expect(event["amount"] == 50 && event["note"] == ["by": "card"])
                #expect(event["name"] == "paid" && event["plugin"] == "shop")
                let contact = try await bot.lines("SELECT id FROM contacts").first
                #expect(event["contact"]?.text == contact)
            }
            _ = try await bot.say("pay 60")
            #expect(try await bot.stored("count", of: "books") == 2)
            #expect(try await bot.stored("last", of: "books")?["amount"] == 60)
        }
    }

    @Test("are handled one at a time and in order within a plugin")
    func order() async throws {
        try await withHost(
            plugin("many", """
                bot.flow("fallback", { run = function(chat)
                  for n = 1, 30 do bot.emit("tick", { n = n }) end
                end })
                bot.on("tick", function(event)
                  local seen = bot.store.get("seen") or {}
                  seen[#seen + 1] = event.n
                  bot.store.set("seen", seen)
                end)
                """)
        ) { bot async throws in
            _ = try await bot.say("go")
            #expect(try await bot.stored("seen", of: "many") == .array((1...30).map { .integer($0) }))
        }
    }

    @Test("may lead to others, across plugins and back")
    func chain() async throws {
        try await withHost(
            Self.shop,
            plugin("books", "bot.on(\"paid\", function(event) bot.emit(\"booked\", { amount = event.amount * 2 }) end)"),
            plugin("mail", "bot.on(\"booked\", function(event) bot.store.set(\"booked\", event.amount .. event.plugin) end)")
        ) { bot async throws in
            _ = try await bot.say("pay 21")
            #expect(try await bot.stored("booked", of: "mail") == "42books")
        }
    }

    @Test("whose handler fails are told to an admin, once, and hurt no other plugin")
    func failing() async throws {
        try await withHost(
            Self.shop, plugin("bad", "bot.on(\"paid\", function(event) error(\"no printer\") end)"), plugin("books", Self.listener)
        ) { bot async throws in
            #expect(try await bot.say("pay 5") == ["thanks"])
            #expect(try await bot.stored("count", of: "books") == 1)
            let incidents = try await bot.incidents()
            #expect(incidents.map(\.summary) == ["flows/bad.lua:2: no printer"])
            #expect(incidents.first?.plugin == "bad" && incidents.first?.kind == "conversation.failed")
        }
    }

    @Test("that were emitted before a crash are handed out at the next start, once")
    func durable() async throws {
        let world = try await World()
        let bot = try await world.open([plugin("books", Self.listener)])
        try await bot.database.write {
            try EventRepository.insert(
                StoredEvent(id: "1", name: "paid", plugin: "shop", contact: nil, fields: ["amount": 9], createdAt: World.beginning), in: $0)
        }
        let second = try await bot.restarted()
        #expect(try await second.stored("last", of: "books")?["amount"] == 9)
        let third = try await second.restarted()
        #expect(try await third.stored("count", of: "books") == 1)
        try await third.close()
        await world.close()
    }

    @Test("that a failing turn emitted before it failed are events all the same, and those after it never were")
    func partly() async throws {
        try await withHost(
            plugin("odd", """
                bot.flow("fallback", { run = function(chat)
                  bot.emit("paid", { amount = 1 })
                  error("oops")
                  bot.emit("paid", { amount = 2 })
                end })
                """), plugin("books", Self.listener)
        ) { bot async throws in
            _ = try await bot.say("x")
            #expect(try await bot.stored("count", of: "books") == 1)
            #expect(try await bot.stored("last", of: "books")?["amount"] == 1)
        }
    }

    @Test("whoever wants a human is an incident that admins see, with what they asked, whichever plugin says so")
    func human() async throws {
        try await withHost(plugin("help", """
            bot.command("agent", { run = function(chat)
              bot.emit("human_wanted", { question = "Do you sell bicycles?" })
              chat:say("noted")
            end })
            """)
        ) { bot async throws in
            #expect(try await bot.say("agent") == ["noted"])
            let incident = try #require(try await bot.incidents().first)
            #expect(incident.kind == "human.wanted" && incident.plugin == "help" && incident.level == .warning)
            #expect(incident.summary.hasSuffix("wants to talk to a human"))
            let contact = try await bot.lines("SELECT id FROM contacts").first
            #expect(incident.details["contact"]?.text == contact && incident.details["question"] == "Do you sell bicycles?")
        }
    }
}
