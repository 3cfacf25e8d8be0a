// Moonpost
// SPDX-License-Identifier: Apache-2.0

internal import Foundation
internal import Testing

/// The real host, the real workers, loopback HTTP: what promise 1 and 2 of the design say, counted.
@Suite("The host dies, and nothing is lost", .serialized, .enabled(if: HostProgram.isThere), .timeLimit(.minutes(20)))
struct CrashTests {
    /// The seed of every choice; how the operating system schedules is its own affair.
    static let seed = UInt64(HostProgram.setting("MOONPOST_CRASH_SEED", default: Int.random(in: 1...999_999)))

    @Test("what was acknowledged is answered exactly once, however often the host is killed")
    func kills() async throws {
        let kills = HostProgram.setting("MOONPOST_CRASH_KILLS", default: 6)
        let verdict = try await World.with(seed: Self.seed) { world in try await Self.kill(kills, world) }
        print("crash: \(kills) kills, \(verdict) (seed \(Self.seed))")
        Self.check(verdict)
    }

    @Test("without statuses only what was on its way at a kill may come twice")
    func killsWithoutStatuses() async throws {
        let kills = max(HostProgram.setting("MOONPOST_CRASH_KILLS", default: 6) / 3, 1)
        let verdict = try await World.with(seed: Self.seed + 1, statuses: false) { world in
            try await Self.kill(kills, world)
        }
        print("crash: \(kills) kills without statuses, \(verdict) (seed \(Self.seed))")
        Self.check(verdict)
    }

    @Test("workers that are killed ten times a second cost nobody anything")
    func killsWorkers() async throws {
        let seconds = HostProgram.setting("MOONPOST_CRASH_SECONDS", default: 5)
        var killed = 0
        let verdict = try await World.with(seed: Self.seed + 2) { world in
            let process = try await world.keeper.startAndWait()
            return try await world.underLoad {
                var generator = SeededGenerator(seed: world.seed)
                var next = ContinuousClock.now
                let end = next + .seconds(seconds)
                while next < end {
                    // Random moments are the point, ten in a second.
                    next += generator.milliseconds(0...200)
                    try await Task.sleep(until: next, clock: .continuous)
                    guard let worker = process.workers.randomElement(using: &generator) else { continue }
                    if Foundation.kill(worker, SIGKILL) == 0 { killed += 1 }
                }
            }
        }
        print("crash: \(killed) workers killed, \(verdict) (seed \(Self.seed))")
        #expect(killed > seconds * 5)
        #expect(verdict.doubled == 0)
        Self.check(verdict)
    }

    @Test("SIGTERM under load is a clean stop, and the next run goes on from there")
    func stops() async throws {
        var ends: [HostProcess.End?] = []
        let verdict = try await World.with(seed: Self.seed + 3) { world in
            try await world.keeper.startAndWait()
            return try await world.underLoad {
                var generator = SeededGenerator(seed: world.seed)
                for _ in 0..<2 {
                    try await Task.sleep(for: generator.milliseconds(400...1_200))
                    ends.append(await world.keeper.stop(within: .seconds(15)))
                    try await world.keeper.startAndWait()
                }
            }
        }
        print("crash: \(ends.count) clean stops, \(verdict) (seed \(Self.seed))")
        #expect(ends == [.exited(0), .exited(0)])
        #expect(verdict.doubled == 0)
        Self.check(verdict)
    }

    /// Kills the host again and again while the crowd writes, now and then before it has come up.
    private static func kill(_ kills: Int, _ world: World) async throws -> Verdict {
        try await world.underLoad {
            var generator = SeededGenerator(seed: world.seed)
            for _ in 0..<kills {
                let process = try await world.keeper.start()
                if !generator.once(in: 5) {
                    guard await process.ready.value(within: .seconds(60)) == true else {
                        throw HarnessProblem("the host did not start: \(world.folder.logTail)")
                    }
                }
                // Random moments are the point. Half of the hosts live long enough to send again what is uncertain.
                let life = generator.once(in: 2) ? 20...500 : 1_000...3_500
                try await Task.sleep(for: generator.milliseconds(life))
                try await world.keeper.kill()
            }
            try await world.keeper.startAndWait()
        }
    }

    private static func check(_ verdict: Verdict) {
        #expect(verdict.acknowledged == verdict.posted)
        #expect(verdict.acknowledged > 100)
        #expect(verdict.lost == 0)
        #expect(verdict.files.sent > 5 && verdict.files.stored == verdict.files.sent && verdict.files.failed == 0, "\(verdict.files)")
        #expect(verdict.doubled <= verdict.atRisk)
        #expect(verdict.unexcused == 0, "for one: \(verdict.unexcusedExample ?? "")")
        #expect(verdict.unaccounted == [])
        #expect(verdict.disordered == 0)
        #expect(!verdict.begun.isEmpty && Verdict.isCount(verdict.begun))
        #expect(!verdict.counted.isEmpty && Verdict.isCount(verdict.counted))
    }
}
