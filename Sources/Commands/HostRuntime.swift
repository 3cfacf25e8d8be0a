// Moonpost
// SPDX-License-Identifier: Apache-2.0

internal import ChatTesting
internal import Core
internal import Fetch
internal import Foundation
internal import Host
internal import Logging
internal import Plugins
internal import Scripting
internal import Server
internal import ServiceLifecycle
internal import Simulator
internal import Store
internal import Synchronization
internal import UnixSignals

/// A host with everything it stands on, from opening the store to closing it.
struct HostRuntime: Sendable {
    let configuration: Configuration
    let lock: StoreLock
    let database: SQLiteDatabase
    let pool: WorkerPool
    /// Sends messages.
    let fetcher: Fetcher
    /// Makes the requests of scripts: what is slow there holds up no message.
    let scriptFetcher: Fetcher
    /// Fetches and uploads files.
    let fileFetcher: Fetcher
    let host: BotHost
    let clock: any Core.Clock
    let ids: IDGenerator
    let reloader: PluginReloader
    /// The numbers of config.toml alone.
    private let configured: [Configuration.Number]
    private let adapt: @Sendable ([Configuration.Number]) -> [Configuration.Number]
    private let adopted: AdoptedNumbers

    /// Opens the store, starts the workers, and publishes the plugins on disk.
    /// - Parameters:
    ///   - file: Where the configuration comes from: its tables of plugins are read again with the plugins.
    ///   - missing: Thrown where there is no number at the start; nil starts without.
    ///   - adapt: Makes of the numbers of config.toml and the store those that the host has.
    static func start(
        _ configuration: Configuration, file: String, logger: Logger,
        orElse missing: CommandFailure? = nil, adapt: @escaping @Sendable ([Configuration.Number]) -> [Configuration.Number]
    ) async throws -> HostRuntime {
        let configured = configuration.numbers
        var configuration = configuration
        let clock = SystemClock()
        let ids = IDGenerator(clock: clock)
        let executable = try ScriptWorkerExecutable.locate()
        let lock = try StoreLock(path: configuration.database.path)
        let database = try SQLiteDatabase(
            path: configuration.database.path, cache: configuration.database.cache, logger: logger)
        let keys = try InstallationKey(configuration, store: configuration.database.path).load()
        do {
            configuration.numbers = adapt(try await InstalledNumbers.read(configured, database, keys))
        } catch {
            try await database.close()
            throw CommandFailure("\(error)")
        }
        if let missing, configuration.numbers.isEmpty {
            try await database.close()
            throw missing
        }
        if keys.isEmpty { logger.info("there is no key (moonpost key): addresses of files work until the host stops") }
        let pool = try await WorkerPool.start(
            WorkerPool.Configuration(
                executable: executable, workers: configuration.scripts.workers ?? WorkerPool.defaultWorkers,
                prelude: Prelude.source, limits: ScriptLimits(configuration.scripts.limits)),
            logger: logger)
        let fetcher = try Fetcher(Fetcher.Configuration(connectionsPerHost: configuration.sending.connections))
        let scriptFetcher = try Fetcher(Fetcher.Configuration(connectionsPerHost: configuration.http.concurrent))
        let fileFetcher = try Fetcher(Fetcher.Configuration(connectionsPerHost: 8))
        let tests = ChatRunner(configuration: configuration, limits: ScriptLimits(configuration.scripts.limits), executable: executable)
        let host = try BotHost(
            configuration,
            BotHost.Dependencies(
                database: database, pool: pool, http: fetcher, clock: clock, ids: ids, logger: logger,
                web: GuardedFetcher(scriptFetcher, privateHosts: configuration.http.allowPrivate), files: fileFetcher, keys: keys
            ) { candidate, others in try await tests.problems(of: candidate, beside: others) })
        let folders = PluginFolders(flows: configuration.scripts.flows, plugins: configuration.scripts.plugins)
        // The parser keeps the memory of whatever it has read (TOMLKit 0.6), so the same text is read once.
        let language = configuration.business.language
        let plugins = Memo<String, [String: Configuration.Plugin]>(capacity: 1)
        let runtime = HostRuntime(
            configuration: configuration, lock: lock, database: database, pool: pool, fetcher: fetcher, scriptFetcher: scriptFetcher,
            fileFetcher: fileFetcher,
            host: host, clock: clock, ids: ids,
            reloader: PluginReloader(publisher: host.publisher, database: database, clock: clock, ids: ids, logger: logger) {
                await Self.read(folders, language: language, file: file, plugins, host)
            },
            configured: configured, adapt: adapt, adopted: AdoptedNumbers(configuration.numbers))
        try await runtime.publish(folders, logger)
        return runtime
    }

    private func publish(_ folders: PluginFolders, _ logger: Logger) async throws {
        let report = try await reloader.reload(author: "start", restoring: true)
        let contents = folders.read(settings: configuration.plugins)
        for warning in contents.unknown(in: configuration.plugins) { logger.warning("\(warning)") }
        if host.catalog.plugins.isEmpty {
            logger.warning(
                "no flow is published, so nobody will be answered",
                metadata: ["flows": "\(configuration.scripts.flows)", "problems": "\(report.problems.count)"])
        }
    }

    /// Reads the plugins, and what the configuration says of them now; where that is broken, what it said before holds.
    private static func read(
        _ folders: PluginFolders, language: String, file: String, _ plugins: Memo<String, [String: Configuration.Plugin]>, _ host: BotHost
    ) async -> PluginFolders.Contents {
        var problem: PluginProblem?
        do {
            let text = try ConfigurationOptions.text(of: file)
            await host.adopt(try plugins.value(of: text) { try ConfigurationOptions.read(text, file).plugins })
        } catch {
            problem = PluginProblem(file: file, line: 1, message: "what it said before holds: it cannot be read any more: \(error)")
        }
        var contents = folders.read(settings: host.publisher.loader.permissions.configured, language: language)
        if let problem { contents.problems.append(problem) }
        return contents
    }

    /// Publishes what changes on disk, until the task is cancelled.
    func watch(_ logger: Logger) async {
        let (changes, change) = AsyncStream.makeStream(of: Void.self, bufferingPolicy: .bufferingNewest(1))
        let watcher: FolderWatcher
        do {
            watcher = try FolderWatcher([configuration.scripts.flows, configuration.scripts.plugins]) { change.yield() }
        } catch {
            logger.error(
                "changes of flows and plugins are not noticed; start again to publish them", metadata: ["error": "\(error)"])
            return
        }
        defer { watcher.end() }
        // What was saved between the first reading and here.
        change.yield()
        // `moonpost reload`, `rollback`, `number` and `template` tell by SIGUSR1.
        let asked = Task {
            for await _ in await UnixSignalsSequence(trapping: .sigusr1) {
                change.yield()
                host.readTemplates()
            }
        }
        defer { asked.cancel() }
        for await _ in changes {
            await adoptNumbers(logger)
            host.forgetPeople()
            do {
                try await reloader.reload(author: "file watcher")
            } catch is DatabaseClosed {
                return
            } catch {
                logger.error("flows and plugins not read again; save once more", metadata: ["error": "\(error)"])
            }
        }
    }

    /// Takes over what `moonpost number` and `moonpost key` have changed.
    private func adoptNumbers(_ logger: Logger) async {
        do {
            let keys = try InstallationKey(configuration, store: configuration.database.path).load()
            host.adopt(keys)
            let numbers = adapt(try await InstalledNumbers.read(configured, database, keys))
            guard adopted.differ(from: numbers) else { return }
            try host.adopt(numbers)
            adopted.replace(with: numbers)
            logger.notice("numbers taken over", metadata: ["numbers": "\(numbers.map(\.name).joined(separator: ", "))"])
        } catch is DatabaseClosed {
            return
        } catch {
            logger.error("numbers not taken over; those from before go on", metadata: ["error": "\(error)"])
        }
    }

    /// Serves until SIGTERM or SIGINT: then stops accepting, finishes the turns in progress, and closes the store.
    func run(simulator: Simulator?, logger: Logger) async throws {
        let address = configuration.server.host
        let application = ServerApplication.make(
            configuration.server, host: host, simulator: simulator, logger: logger.atLeast(.warning)
        ) { port in
            print("moonpost: ready on http://\(address.contains(":") ? "[\(address)]" : address):\(port)")
            fflush(nil)
        }
        var services: [any Service] = [HostService(runtime: self, logger: logger)]
        if let simulator { services.append(SimulatorService(simulator: simulator)) }
        services.append(application)
        let group = ServiceGroup(configuration: .init(
            services: services.map { .init(service: $0, successTerminationBehavior: .gracefullyShutdownGroup) },
            gracefulShutdownSignals: [.sigterm, .sigint], logger: logger.atLeast(.warning)))
        try await group.run()
    }

    func close() async throws {
        await pool.shutdown()
        await fetcher.shutdown()
        await scriptFetcher.shutdown()
        await fileFetcher.shutdown()
        try await database.close()
    }
}

/// The numbers that the host has now.
private final class AdoptedNumbers: Sendable {
    private let numbers: Mutex<[Configuration.Number]>

    init(_ numbers: [Configuration.Number]) { self.numbers = Mutex(numbers) }

    func differ(from others: [Configuration.Number]) -> Bool { numbers.withLock { $0 != others } }
    func replace(with others: [Configuration.Number]) { numbers.withLock { $0 = others } }
}

/// The host's part of the life of the process. It is stopped after the server, so nothing new comes meanwhile.
private struct HostService: Service {
    let runtime: HostRuntime
    let logger: Logger

    func run() async throws {
        try await runtime.host.start()
        // Compiling and testing an edit gives way to people who are waiting for an answer: work of another priority has threads
        // of its own.
        let watching = Task(priority: .utility) { await runtime.watch(logger) }
        try await gracefulShutdown()
        watching.cancel()
        await watching.value
        await runtime.host.stop()
        try await runtime.close()
    }
}

/// The simulator's part of the life of the process.
private struct SimulatorService: Service {
    let simulator: Simulator

    func run() async throws {
        try await gracefulShutdown()
        await simulator.close()
    }
}

extension Logger {
    /// The same logger for a library that talks more than an admin wants to read.
    fileprivate func atLeast(_ level: Logger.Level) -> Logger {
        var logger = self
        logger.logLevel = max(logLevel, level)
        return logger
    }
}
