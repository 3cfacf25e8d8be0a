// Moonpost
// SPDX-License-Identifier: Apache-2.0

import Scripting

/// One pass over the whole collection, with another plugin's conversations beside it. It takes a while, so all tests look
/// at the same one.
struct Campaign: Sendable {
    var runs: [ScriptRun]
    /// The other plugin without any hostile script, in the same place.
    var alone: EchoLoad.Figures
    /// The other plugin in a worker of the same pool.
    var beside: EchoLoad.Figures
    /// The other plugin in the very worker that runs the scripts.
    var within: EchoLoad.Figures

    private static let pass = Task { try await Campaign() }

    static func result() async throws -> Campaign { try await pass.value }

    private init() async throws {
        let scripts = try HostileScript.files()
        let first = try await HostileWorker(name: "mp-hostile-1", neighbours: 1)
        let second = try await HostileWorker(name: "mp-hostile-2")
        let neighbour = EchoLoad(first.pool, worker: 1, conversations: 8)
        let before = try await neighbour.run(for: .seconds(2))
        let lodger = EchoLoad(first.pool, worker: 0, conversations: 4)
        async let besideFigures = neighbour.run()
        async let withinFigures = lodger.run()
        // In order, because some look for what the one before left behind.
        async let firstHalf = Self.run(Array(scripts.prefix(scripts.count / 2)), on: first)
        async let secondHalf = Self.run(Array(scripts.dropFirst(scripts.count / 2)), on: second)
        runs = await firstHalf + secondHalf
        neighbour.stop()
        lodger.stop()
        beside = try await besideFigures
        within = try await withinFigures
        let after = EchoLoad(first.pool, worker: 1, conversations: 8)
        // A machine that others use is not as quick all the time.
        alone = EchoLoad.Figures(times: before.times + (try await after.run(for: .seconds(2))).times)
        try await first.close()
        try await second.close()
    }

    private static func run(_ scripts: [HostileScript], on worker: HostileWorker) async -> [ScriptRun] {
        var runs: [ScriptRun] = []
        for script in scripts { runs.append(await worker.run(script)) }
        return runs
    }
}
