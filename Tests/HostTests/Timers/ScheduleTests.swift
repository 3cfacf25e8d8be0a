// Moonpost
// SPDX-License-Identifier: Apache-2.0

import ChatTesting
import Core
import Plugins
import Store
import Testing

/// The world begins on a Monday at 09:00.
@Suite("bot.every", .timeLimit(.minutes(10)))
struct ScheduleTests {
    private static let hour = Duration.seconds(3_600)

    private func report(_ rule: String) -> PluginSnapshot {
        plugin("report", """
            bot.every("report", { \(rule), run = function()
              bot.store.add("runs")
              bot.store.set("last", bot.now().iso)
            end })
            """)
    }

    private func runs(_ bot: TestHost) async throws -> Int64 { try await bot.stored("runs", of: "report")?.int ?? 0 }

    @Test("runs again and again, each time once")
    func interval() async throws {
        try await withHost(report("every = \"30 minutes\"")) { bot async throws in
            try await bot.pass(.zero)
            try await bot.pass(Self.hour / 2 - .milliseconds(1))
            #expect(try await runs(bot) == 0)
            try await bot.pass(.milliseconds(1))
            #expect(try await runs(bot) == 1)
            try await bot.pass(.zero)
            #expect(try await runs(bot) == 1)
            for _ in 0..<3 { try await bot.pass(Self.hour / 2) }
            #expect(try await runs(bot) == 4)
        }
    }

    @Test("is durable: a restart neither forgets it nor begins its time anew")
    func restarts() async throws {
        try await withHost(report("every = \"30 minutes\"")) { bot async throws in
            try await bot.pass(.zero)
            try await bot.pass(.seconds(20 * 60))
            let second = try await bot.restarted()
            try await second.pass(.seconds(10 * 60))
            #expect(try await runs(second) == 1)
            let third = try await second.restarted()
            try await third.pass(.zero)
            #expect(try await runs(third) == 1)
            try await third.close()
        }
    }

    @Test("that was missed many times while nobody ran is made up for once")
    func missed() async throws {
        let world = try await World()
        let bot = try await world.open([report("every = \"30 minutes\"")])
        try await bot.pass(.zero)
        try await bot.close()
        world.clock.advance(by: Self.hour * 100)
        let second = try await world.open([report("every = \"30 minutes\"")])
        try await second.pass(.zero)
        #expect(try await runs(second) == 1)
        try await second.pass(Self.hour / 2)
        #expect(try await runs(second) == 2)
        try await second.close()
        await world.close()
    }

    @Test("at a time of day runs at that time where the business is")
    func daily() async throws {
        try await withHost(
            report("at = \"09:30\""), configure: { $0.business.timezone = "Africa/Cairo" }
        ) { bot async throws in
            // It is 11:00 in Cairo.
            try await bot.pass(.zero)
            try await bot.pass(.seconds(22 * 3_600 + 1_800) - .milliseconds(1))
            #expect(try await runs(bot) == 0)
            try await bot.pass(.milliseconds(1))
            #expect(try await runs(bot) == 1)
            #expect(try await bot.stored("last", of: "report") == "2026-01-06T09:30:00")
            try await bot.pass(Self.hour * 24)
            #expect(try await runs(bot) == 2)
        }
    }

    @Test("on some days of the week runs on those")
    func weekly() async throws {
        try await withHost(report("at = \"08:00\", on = { \"wednesday\", \"monday\" }")) { bot async throws in
            try await bot.pass(.zero)
            var days: [String] = []
            for _ in 0..<(14 * 24) {
                let before = try await runs(bot)
                try await bot.pass(Self.hour)
                if try await runs(bot) > before { days.append(try await bot.stored("last", of: "report")?.text ?? "") }
            }
            #expect(days == ["2026-01-07T08:00:00", "2026-01-12T08:00:00", "2026-01-14T08:00:00", "2026-01-19T08:00:00"])
        }
    }

    @Test("whose rule changes is planned anew, and one that is withdrawn runs no more")
    func changes() async throws {
        try await withHost(report("every = \"30 minutes\"")) { bot async throws in
            try await bot.pass(.zero)
            try await bot.publish(report("every = \"2 hours\""))
            try await bot.pass(.zero)
            try await bot.pass(Self.hour)
            #expect(try await runs(bot) == 0)
            try await bot.pass(Self.hour)
            #expect(try await runs(bot) == 1)
            try await bot.withdraw()
            try await bot.pass(Self.hour * 9)
            #expect(try await runs(bot) == 1)
            #expect(try await bot.database.read { try ScheduleRepository.all(in: $0).count } == 0)
        }
    }

    @Test("that is published while the host runs is planned at once")
    func published() async throws {
        try await withHost() { bot async throws in
            try await bot.publish(report("every = \"30 minutes\""))
            // Nobody looks through the timers here but the host itself.
            try await bot.until { try await bot.database.read { try ScheduleRepository.all(in: $0).count } == 1 }
            bot.world.clock.advance(by: Self.hour / 2)
            try await bot.until { try await runs(bot) == 1 }
            try await bot.settle()
        }
    }

    @Test("that fails is told to an admin, and runs again next time")
    func fails() async throws {
        try await withHost(plugin("bad", """
            bot.every("bad", { every = "1 hour", run = function()
              if bot.store.add("tries") == 1 then error("no stock feed") end
            end })
            """)
        ) { bot async throws in
            try await bot.pass(.zero)
            try await bot.pass(Self.hour)
            #expect(try await bot.incidents().map(\.summary) == ["flows/bad.lua:3: no stock feed"])
            try await bot.pass(Self.hour)
            #expect(try await bot.stored("tries", of: "bad") == 2)
            #expect(try await bot.incidents().count == 1)
            #expect(bot.world.graph.requests.isEmpty)
        }
    }
}
