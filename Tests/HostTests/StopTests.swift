// Moonpost
// SPDX-License-Identifier: Apache-2.0

import Host
import Plugins
import Store
import Testing

@Suite("A host that was stopped", .timeLimit(.minutes(10)))
struct StopTests {
    /// Tests of a plugin start and stop a host each time that it is published.
    @Test("leaves nothing of itself in memory")
    func leavesNothing() async throws {
        let world = try await World(seed: 1, workers: 1)
        weak var host: BotHost?
        weak var catalog: PluginCatalog?
        weak var database: SQLiteDatabase?
        do {
            let flow = plugin(
                "greeting",
                """
                bot.flow("greeting", { triggers = { "hi" }, timeout = "1 hour", run = function(chat)
                  chat:say("Hello " .. chat:ask("Your name?"))
                end })
                bot.every("tick", { every = "10 minutes", run = function() bot.store.add("ticks", 1) end })
                """)
            let bot = try await world.open([flow])
            (host, catalog, database) = (bot.host, bot.host.catalog, bot.database)
            #expect(try await bot.say("hi") == ["Your name?"])
            #expect(try await bot.say("Amina") == ["Hello Amina"])
            try await bot.pass(.seconds(1_200))
            #expect(try await bot.say("hi") == ["Your name?"])
            try await bot.close()
        }
        // What a task held is released a moment after its end.
        for _ in 0..<10_000 where host != nil || catalog != nil || database != nil { await Task.yield() }
        #expect(host == nil)
        #expect(catalog == nil)
        #expect(database == nil)
        await world.close()
    }
}
