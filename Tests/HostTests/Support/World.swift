// Moonpost
// SPDX-License-Identifier: Apache-2.0

import ChatTesting
import Core
import Fetch
import Host
import Logging
import Plugins
import Scripting
import Store
import Synchronization

/// What outlives a host: the store's file, real script workers, the platform, the clock, and where ids come from.
final class World: Sendable {
    static let number = Configuration.Number(
        name: "shop", phoneNumberID: "100200300", accessToken: Secret("the-access-token"), appSecret: Secret("the app secret"),
        verifyToken: Secret("the verify token"), graphURL: "http://graph.invalid", graphVersion: "v23.0")

    /// Monday, 5 January 2026, 09:00 UTC.
    static let beginning = Timestamp(milliseconds: 1_767_603_600_000)

    let clock: ManualClock
    let ids: IDGenerator
    let pool: WorkerPool
    let graph = GraphRecorder()
    let configuration: Configuration
    private let folder: TemporaryFolder
    private let operations: [Plugins.Operation]
    private let web: (any WebFetching)?
    private let files: (any HTTPFetching)?
    private let messages = Mutex(0)

    init(
        seed: UInt64 = 1, workers: Int = 1, limits: ScriptLimits = World.limits, executable: String? = nil,
        prelude: String = Prelude.source, operations: [Plugins.Operation] = [], web: (any WebFetching)? = nil,
        files: (any HTTPFetching)? = nil, _ configure: (inout Configuration) -> Void = { _ in }
    ) async throws {
        self.web = web
        self.files = files
        // The clock stands still: a test that is about limits sets those that it is about.
        var configuration = Configuration(numbers: [Self.number], limits: .none)
        folder = try TemporaryFolder()
        // The recorder has no files: a test that is about them has a platform that does.
        configuration.media = Configuration.Media(folder: folder.path + "/media", wait: .zero, uploadsLinks: false)
        configure(&configuration)
        self.configuration = configuration
        self.operations = operations
        clock = ManualClock(Self.beginning)
        ids = IDGenerator(clock: clock, random: SeededGenerator(seed: seed))
        pool = try await WorkerPool.start(
            WorkerPool.Configuration(
                executable: ScriptWorkerExecutable.locate(explicit: executable), workers: workers, prelude: prelude, limits: limits),
            logger: Self.quiet)
    }

    /// The usual limits, but more processor time: the machine may be busy with other tests.
    static let limits = ScriptLimits(processorTime: .seconds(2))

    static let quiet = Logger(label: "test") { _ in SwiftLogNoOpLogHandler() }

    /// The key of the installation, of all tests the same.
    static let masterKey = MasterKey()

    /// Opens the store and starts a host on it.
    /// - Parameters:
    ///   - wrap: Puts something between the host and its store.
    ///   - tests: Plays a plugin's tests before it is published.
    func open(
        _ plugins: [PluginSnapshot], _ wrap: (SQLiteDatabase) -> any Database = { $0 }, tests: Publisher.Tests? = nil
    ) async throws -> TestHost {
        let database = try SQLiteDatabase(path: folder.path + "/moonpost.db")
        let host = try BotHost(
            configuration,
            BotHost.Dependencies(
                database: wrap(database), pool: pool, http: graph, clock: clock, ids: ids, logger: Self.quiet,
                web: web, files: files, keys: [Self.masterKey], operations: operations, tests: tests))
        let opened = TestHost(world: self, database: database, host: host, plugins: plugins)
        let report = try await host.publisher.publish(plugins, author: "test", restoring: true)
        guard report.problems.isEmpty else { throw Refused(problems: report.problems) }
        try await host.start()
        try await opened.settle()
        return opened
    }

    func close() async {
        await pool.shutdown(grace: .seconds(1))
        folder.remove()
    }

    /// The platform's id of the next message that somebody sends.
    func nextWAMID() -> String {
        messages.withLock { count in
            count += 1
            return "wamid.in.\(count)"
        }
    }

    /// Plugins of a test that cannot be published.
    struct Refused: Error, CustomStringConvertible {
        var problems: [PluginProblem]
        var description: String { problems.map(\.description).joined(separator: "\n") }
    }
}

/// A plugin of one file.
func plugin(_ name: String, settings: JSONObject = [:], _ text: String) -> PluginSnapshot {
    PluginSnapshot(
        plugin: name,
        sources: [SourceFile(name: "flows/\(name).lua", module: "main", text: "bot.plugin { title = \"Test\" }\n" + text)],
        settings: settings)
}

/// A host in a world of its own, for as long as `body` runs.
func withHost(
    _ plugins: PluginSnapshot..., seed: UInt64 = 1, workers: Int = 1, limits: ScriptLimits = World.limits,
    executable: String? = nil, prelude: String = Prelude.source, operations: [Plugins.Operation] = [], web: (any WebFetching)? = nil,
    files: (any HTTPFetching)? = nil, configure: (inout Configuration) -> Void = { _ in }, _ body: (TestHost) async throws -> Void
) async throws {
    let world = try await World(
        seed: seed, workers: workers, limits: limits, executable: executable, prelude: prelude, operations: operations, web: web, files: files, configure)
    do {
        let bot = try await world.open(plugins)
        do {
            try await body(bot)
        } catch {
            try await bot.close()
            throw error
        }
        try await bot.close()
    } catch {
        await world.close()
        throw error
    }
    await world.close()
}
