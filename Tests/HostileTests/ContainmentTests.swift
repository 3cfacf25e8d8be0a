// Moonpost
// SPDX-License-Identifier: Apache-2.0

import Foundation
import Scripting
import Testing

/// One after the other: what the collection is judged by is how long others wait for it.
@Suite("The sandbox", .serialized) struct SandboxTests {}

extension SandboxTests {
    @Suite("A hostile script", .serialized, .timeLimit(.minutes(10)))
    struct ContainmentTests {
        /// What no code within the process can stop, by docs/script-worker.md: one assignment that grows a table whose keys all
        /// fall into one place.
        private static let killable = "rehash"

        @Test("ends as its file says: by a budget, by an error, or having found nothing")
        func endings() async throws {
            let runs = try await Campaign.result().runs
            #expect(runs.count >= 500)
            for run in runs { #expect(run.isAsExpected, "\(run)") }
        }

        @Test("takes at most twice the processor time of its budget, unless it is one of the few that only the deadline ends")
        func times() async throws {
            let runs = try await Campaign.result().runs
            for run in runs where run.end != .killed { #expect(!run.isSlow, "\(run)") }
            let killed = runs.filter { $0.end == .killed }
            print("killed at the deadline: \(killed.map(\.script.name).sorted().joined(separator: ", "))")
            #expect(killed.count <= 4)
            for run in killed {
                #expect(run.script.group == Self.killable, "\(run)")
                #expect(run.time <= HostileWorker.hardDeadline * 2, "\(run)")
            }
        }

        @Test("never makes its worker larger than eight times its limit, whatever others left behind in it")
        func memory() async throws {
            let runs = try await Campaign.result().runs
            // Four times is where a state ends its worker; as much again is for the pool of small blocks, the libraries' buffers
            // and what is printed. The process's own limit is far beyond.
            let most = HostileWorker.limits.memory * 8
            let largest = try #require(runs.max { $0.peak < $1.peak })
            print("the largest worker had \(largest.peak >> 20) MiB")
            #expect(largest.peak > 0 && largest.peak <= most, "\(largest)")
        }

        @Test("that a budget stops is told which, its value, and the line")
        func words() async throws {
            for run in try await Campaign.result().runs {
                guard case .stopped(let budget) = run.end else { continue }
                #expect(["instructions", "cpu_ms", "memory"].contains(budget), "\(run)")
                #expect(run.message.contains(#/\.lua:\d+: .* more than \d+ /#), "\(run)")
            }
        }

        @Test("leaves another plugin's conversations their answers: 99 of 100 within a tenth of a second")
        func neighbours() async throws {
            let campaign = try await Campaign.result()
            print("answers without hostile scripts: \(campaign.alone.description)")
            print("in another worker, meanwhile:    \(campaign.beside.description)")
            print("in the same worker, meanwhile:   \(campaign.within.description), \(campaign.within.restarts) replays")
            #expect(campaign.beside.times.count > 500 && campaign.beside.restarts == 0)
            // A machine that others use is slow by itself.
            #expect(campaign.beside.percentile(99) <= max(.milliseconds(100), campaign.alone.percentile(99) * 3))
        }

        @Test("too large or too odd for the collection ends by an error, too", arguments: Bomb.all.indices)
        func bombs(index: Int) async throws {
            let bomb = Bomb.all[index]
            let worker = try await HostileWorker(name: "mp-bomb-\(index)")
            let run = await worker.run(HostileScript(name: bomb.name, text: bomb.text, ending: bomb.ending))
            let after = await worker.run(HostileScript(name: "after", text: "assert(1 + 1 == 2)", ending: .harmless))
            try await worker.close()
            #expect(run.isAsExpected && after.end == .finished, "\(run)")
            #expect(!run.isSlow, "\(run)")
        }
    }
}
