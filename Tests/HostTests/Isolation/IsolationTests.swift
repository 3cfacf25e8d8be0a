// Moonpost
// SPDX-License-Identifier: Apache-2.0

import ChatTesting
import Core
import Host
import Plugins
import Scripting
import Store
import Testing

/// With a worker that does what messages say: see ``PuppetWorker``. "who" is answered with the worker's process.
@Suite("A plugin whose turns end workers", .timeLimit(.minutes(10)))
struct IsolationTests {
    private static let apology = "Sorry, something went wrong on our side. Please try again."
    private static let crash = PuppetWorker.attack("!exit")

    private func withPuppet(
        _ plugins: PluginSnapshot..., kills: Int = 5, _ body: (TestHost) async throws -> Void
    ) async throws {
        let puppet = try PuppetWorker()
        defer { puppet.remove() }
        let world = try await World(executable: puppet.path) { $0.scripts.kills = kills }
        let bot = try await world.open(plugins)
        do {
            try await body(bot)
        } catch {
            try await bot.close()
            await world.close()
            throw error
        }
        await world.close()
    }

    private func process(_ bot: TestHost, _ person: Person) async throws -> String {
        try #require(try await bot.say("who", from: person).first)
    }

    @Test("is moved to a worker of its own, and back after ten quiet minutes; the others stay where they are")
    func moves() async throws {
        try await withPuppet(PuppetWorker.plugin("evil"), PuppetWorker.plugin("shop")) { bot async throws in
            _ = try await bot.say("shop", from: .omar)
            _ = try await bot.say("evil", from: .number(1))
            #expect(try await process(bot, .omar) == process(bot, .number(1)))
            _ = try await bot.say("evil")
            #expect(try await bot.say(Self.crash) == [Self.apology])
            let shared = try await process(bot, .omar)
            // Also who was in the middle of it goes on there.
            let own = try await process(bot, .number(1))
            #expect(own != shared)
            _ = try await bot.say("evil", from: .number(2))
            #expect(try await process(bot, .number(2)) == own)
            let incidents = try await bot.incidents().filter { $0.kind == "plugin.isolated" }
            #expect(incidents.map(\.plugin) == ["evil"] && incidents.first?.level == .warning)
            // A second crash ends the worker of its own alone.
            #expect(try await bot.say(Self.crash, from: .number(2)) == [Self.apology])
            #expect(try await process(bot, .omar) == shared)
            bot.world.clock.advance(by: .seconds(601))
            #expect(try await process(bot, .number(1)) == shared)
            #expect(try await bot.say("shop", from: .number(3)) == ["shop"])
            try await bot.close()
        }
    }

    @Test("is moved, too, when it uses up its processor time three times in a minute")
    func exhausts() async throws {
        let failure = PuppetWorker.attack(
            #"{"op":"failed","conversation":"@C","effects":[],"error":{"kind":"budget","message":"too long","budget":"cpu_ms","value":50}}"#)
        try await withPuppet(PuppetWorker.plugin("evil"), PuppetWorker.plugin("shop")) { bot async throws in
            _ = try await bot.say("shop", from: .omar)
            for round in 1...3 {
                _ = try await bot.say("evil", from: .number(round))
                #expect(try await process(bot, .number(round)) == process(bot, .omar))
                #expect(try await bot.say(failure, from: .number(round)) == [Self.apology])
            }
            _ = try await bot.say("evil")
            #expect(try await process(bot, .amina) != process(bot, .omar))
            #expect(try await bot.incidents().contains { $0.summary.contains("3 of its turns used up their processor time") })
            try await bot.close()
        }
    }

    @Test("too often, gives way to the version before it; who was in the middle of it is told, and an edit brings the plugin on")
    func rollsBack() async throws {
        let (one, two, three) = (PuppetWorker.plugin("evil", edit: 1), PuppetWorker.plugin("evil", edit: 2), PuppetWorker.plugin("evil", edit: 3))
        try await withPuppet(one, kills: 3) { bot async throws in
            try await bot.publish(two)
            for round in 1...3 { _ = try await bot.say("evil", from: .number(round)) }
            for round in 1...2 { #expect(try await bot.say(Self.crash, from: .number(round)) == [Self.apology]) }
            #expect(bot.host.catalog.plugin("evil")?.hash == one.hash)
            let stopped = try await bot.incidents().filter { $0.kind == "plugin.stopped" }
            #expect(stopped.count == 1 && stopped[0].level == .error && stopped[0].plugin == "evil")
            #expect(stopped[0].summary.contains("moonpost versions evil") && stopped[0].summary.contains(String(one.hash.prefix(12))))
            // In the middle of the stopped version.
            #expect(try await bot.say("anything", from: .number(3)) == [Self.apology])
            #expect(try await bot.incidents().last?.summary.contains("was stopped, so this conversation ends") == true)
            // The version from before serves, and the file that still has the other one changes nothing.
            #expect(try await bot.say("evil") == ["evil"])
            #expect(try await bot.host.publisher.publish([two], author: "test").unchanged == ["evil"])
            let again = try await bot.restarted([two])
            #expect(again.host.catalog.plugin("evil")?.hash == one.hash)
            try await again.publish(three)
            #expect(again.host.catalog.plugin("evil")?.hash == three.hash)
            try await again.close()
        }
    }

    @Test("too often, and without an earlier version, is off until somebody corrects it or asks for it by name")
    func off() async throws {
        let evil = PuppetWorker.plugin("evil")
        try await withPuppet(evil, PuppetWorker.plugin("shop"), kills: 2) { bot async throws in
            _ = try await bot.say("evil")
            #expect(try await bot.say(Self.crash) == [Self.apology])
            #expect(bot.host.catalog.plugin("evil") == nil)
            #expect(try await bot.incidents().contains { $0.summary.contains("the plugin is off") })
            // Its words lead nowhere any more; those of others do.
            #expect(try await bot.say("evil") == [])
            #expect(try await bot.say("shop") == ["shop"])
            let report = try await bot.host.publisher.publish([evil], author: "test")
            #expect(report.published.isEmpty)
            #expect(report.problems.first?.message.contains("moonpost rollback evil") == true)
            #expect(try await bot.host.publisher.publish([evil], author: "test", restoring: true).published.isEmpty)
            #expect(bot.host.catalog.plugin("evil") == nil)
            let now = bot.world.clock.now
            try await bot.database.write { try VersionRepository.rollBack("evil", to: evil.hash, at: now, in: $0) }
            #expect(try await bot.host.publisher.publish([evil], author: "test").published == ["evil"])
            #expect(try await bot.say("evil", from: .omar) == ["evil"])
            try await bot.close()
        }
    }

    @Test("is not blamed for a worker that the host itself ended")
    func innocent() async throws {
        try await withPuppet(PuppetWorker.plugin("evil"), kills: 1) { bot async throws in
            _ = try await bot.say("evil")
            for round in 1...5 {
                _ = await bot.send([Incoming.text("hello", id: "wamid.\(round)", from: .amina)], from: [.amina])
                bot.killWorkers()
                #expect(try await bot.heard(after: round) == ["hello"])
            }
            #expect(try await bot.incidents().isEmpty)
            try await bot.close()
        }
    }
}
