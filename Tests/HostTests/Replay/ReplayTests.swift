// Moonpost
// SPDX-License-Identifier: Apache-2.0

import Foundation
import Testing

@Suite("A conversation that goes on from its journal", .serialized)
struct ReplayTests {
    /// How many flows are tried: MOONPOST_REPLAY_FLOWS, from MOONPOST_REPLAY_FIRST on.
    private static let seeds: ClosedRange<UInt64> = {
        let environment = ProcessInfo.processInfo.environment
        let first = environment["MOONPOST_REPLAY_FIRST"].flatMap(UInt64.init) ?? 1
        return first...(first + max(environment["MOONPOST_REPLAY_FLOWS"].flatMap(UInt64.init) ?? 60, 1) - 1)
    }()

    private static let turns = 8

    @Test(
        "says and keeps exactly what it would have, had it never been dropped from memory", .timeLimit(.minutes(10)),
        arguments: seeds)
    func isExact(seed: UInt64) async throws {
        let kept = try await ReplayRun(seed: seed, turns: Self.turns, treatment: .kept).transcript()
        let disturbed = try await ReplayRun(seed: seed, turns: Self.turns, treatment: .disturbed).transcript()
        if kept != disturbed {
            Issue.record(
                """
                Flow \(seed) differs.
                --- the flow
                \(FlowWriter.flow(seed: seed))
                --- kept in memory
                \(kept.joined(separator: "\n"))
                --- dropped after every turn
                \(disturbed.joined(separator: "\n"))
                """)
        }
        #expect(kept.count > Self.turns + 1, "nothing of the flow can be seen")
        if ProcessInfo.processInfo.environment["MOONPOST_REPLAY_SHOW"] != nil { print(kept.joined(separator: "\n")) }
    }

    @Test("is tried on flows that wait, loop, branch, store and fail, each of them often")
    func coverage() {
        let flows = (1...60).map { FlowWriter.flow(seed: UInt64($0)) }
        for part in ["chat:ask(", "chat:choose", "bot.store.", "pcall", "for i", "while", "if ", "bot.random", "setmetatable", "pairs(", "function f", "table.sort"] {
            #expect(flows.count { $0.contains(part) } >= 10, "\(part)")
        }
    }
}
