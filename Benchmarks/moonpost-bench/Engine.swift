// Moonpost
// SPDX-License-Identifier: Apache-2.0

internal import ArgumentParser
internal import Core
internal import Logging
internal import Plugins
internal import Scripting

/// One script worker and what is measured in it.
struct Engine: Sendable {
    let pool: WorkerPool

    var loader: PluginLoader { PluginLoader(pool: pool, permissions: PluginPermissions(base: pool.limits)) }

    /// Opens a worker with the limits of everyday use but for those that a measurement itself would meet.
    static func open() async throws -> Engine {
        Engine(
            pool: try await WorkerPool.start(
                WorkerPool.Configuration(
                    executable: try ScriptWorkerExecutable.locate(), workers: 1, prelude: Prelude.source,
                    limits: ScriptLimits(
                        hostCalls: 1_000_000, messages: 100_000, output: 64 << 20, journal: 1_000_000, journalWarning: 1_000_000)),
                logger: Logger(label: "bench")))
    }

    func load(_ source: String, as version: String) async throws {
        let snapshot = PluginSnapshot(plugin: version, sources: [SourceFile(name: "\(version).lua", module: "main", text: source)])
        let loaded = try await loader.load(snapshot, hash: version, worker: 0)
        guard loaded.isLoaded else { throw ValidationError("\(loaded.answer)") }
    }

    /// Begins a conversation, with a journal of comma-separated entries.
    func start(_ id: String, version: String = "v", entry: String, journal: String = "") async throws -> JSON {
        try await pool.call(Self.startFrame(id, version: version, entry: entry, journal: journal), worker: 0)
    }

    func resume(_ id: String, _ value: JSON) async throws -> JSON {
        try await pool.call(JSON.object(["op": "resume", "conversation": .string(id), "value": value]).encoded(), worker: 0)
    }

    func drop(_ id: String) throws {
        try pool.post(JSON.object(["op": "drop", "conversation": .string(id)]).encoded(), worker: 0)
    }

    /// How long `work` takes for each of `count`, so many at a time.
    static func each(_ count: Int, inFlight: Int, _ work: @escaping @Sendable (Int) async throws -> Void) async throws -> Duration {
        let start = ContinuousClock.now
        try await withThrowingTaskGroup(of: Void.self) { group in
            for lane in 0..<inFlight {
                group.addTask { for index in stride(from: lane, to: count, by: inFlight) { try await work(index) } }
            }
            try await group.waitForAll()
        }
        return (ContinuousClock.now - start) / count
    }

    static func startFrame(_ id: String, version: String, entry: String, journal: String) -> [UInt8] {
        Array(
            """
            {"op":"start","conversation":"\(id)","version":"\(version)","entry":["flow","\(entry)"],"given":null,"seed":7,\
            "number":{"name":"bench"},"turn":{"t":1795000000000,"z":0,"message":{"type":"text","text":"hello there"},\
            "contact":{"id":"c","name":"Amina","language":"en","timezone":"UTC","fields":{}}},"journal":[\(journal)]}
            """.utf8)
    }
}

/// One line of the table.
func row(_ what: String, _ figure: String) { print("\(what)\t\(figure)") }

extension Duration {
    var microseconds: String { rounded(self / .microseconds(1)) + " µs" }
    var inMilliseconds: String { rounded(self / .milliseconds(1)) + " ms" }
}

func rounded(_ value: Double) -> String { "\((value * 100).rounded() / 100)" }
