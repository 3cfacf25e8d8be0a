// Moonpost
// SPDX-License-Identifier: Apache-2.0

internal import Foundation
internal import Synchronization
internal import Testing

/// A flow is saved again and again while people chat with it, on the real host: what promise 4 of the design says, counted.
@Suite("A flow that is edited while people use it", .serialized, .enabled(if: HostProgram.isThere), .timeLimit(.minutes(30)))
struct ReloadTests {
    @Test("goes live within a second, loses and doubles nothing, keeps conversations on their version, and leaves no memory behind")
    func reloads() async throws {
        let reloads = HostProgram.setting("MOONPOST_RELOADS", default: 30)
        // Alone on the machine, and long enough for figures that mean something.
        let isCampaign = reloads >= 1_000
        let load = Mutex<SteadyLoad?>(nil)
        let standIn = try await GraphStandIn.start(seed: 1) { acceptance in
            load.withLock { $0 }?.taken(acceptance) ?? 0
        } answered: { _ in
        }
        let folder = try HostFolder(
            graphURL: standIn.url,
            flows: [SteadyLoad.flow: SteadyLoad.source(version: 0), "steady.chat": SteadyLoad.test])
        let postman = try Postman(folder)
        let keeper = try Keeper(folder, postman: postman, ledger: Ledger())
        let steady = SteadyLoad(
            postman: postman, perSecond: HostProgram.setting("MOONPOST_RELOAD_RATE", default: isCampaign ? 200 : 40))
        load.withLock { $0 = steady }
        let process = try await keeper.startAndWait()
        let running = Task { await steady.run(patience: .seconds(30)) }

        // So long nothing is edited.
        try await Task.sleep(for: isCampaign ? .seconds(30) : .seconds(2))
        let began = ContinuousClock.now
        var times: [Duration] = []
        var memory: [Int] = []
        var isLate = false
        for version in 1...reloads where !isLate {
            let first = steady.firstReply(of: version)
            let saved = ContinuousClock.now
            try SteadyLoad.source(version: version).write(
                toFile: folder.path + "/flows/" + SteadyLoad.flow, atomically: true, encoding: .utf8)
            if let time = await first.value(within: .seconds(60)) {
                times.append(time - saved)
            } else {
                isLate = true
            }
            if version.isMultiple(of: max(reloads / 10, 1)) { memory.append(process.residentMemory) }
        }
        let ended = ContinuousClock.now
        steady.end()
        await running.value
        await keeper.end()
        await postman.end()
        await standIn.stop()

        let outcome = steady.outcome
        let alone = Percentiles(outcome.replies.filter { $0.posted < began }.map(\.latency))
        let beside = Percentiles(outcome.replies.filter { $0.posted >= began && $0.posted < ended }.map(\.latency))
        print("reload: \(reloads) edits, from saving to the first reply: \(Percentiles(times))")
        print("reload: \(outcome.posted) messages, \(outcome.lost.count) lost, \(outcome.doubled.count) doubled")
        print("reload: replies without edits: \(alone); with edits: \(beside)")
        print("reload: memory in MiB after each tenth: \(memory.map { String($0 >> 20) }.joined(separator: " "))")
        #expect(!isLate, "version \(times.count + 1) never answered: \(folder.logTail)")
        #expect(outcome.refused == 0)
        #expect(outcome.lost == [])
        #expect(outcome.doubled == [])
        #expect(outcome.unpinned == [])
        #expect(outcome.replies.count > reloads)
        if isCampaign {
            #expect(Percentiles(times)(99) < .seconds(1))
            #expect(beside(99) <= max(alone(99) * 2, .milliseconds(5)))
            // The first hundred fill what is kept for good: buffers, caches, the page cache of the store.
            let settled = try #require(memory.first), last = try #require(memory.last)
            #expect(last <= settled + settled / 10, "\(settled) grew to \(last) bytes")
        } else {
            #expect(Percentiles(times)(50) < .seconds(1))
        }
        if outcome.lost.isEmpty, outcome.doubled.isEmpty, outcome.unpinned.isEmpty, !isLate { try folder.remove() }
    }
}
