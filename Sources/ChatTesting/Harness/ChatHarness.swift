// Moonpost
// SPDX-License-Identifier: Apache-2.0

package import Core
internal import Foundation
internal import Host
package import Logging
package import Plugins
package import Scripting
package import Simulator
package import Store
internal import WhatsApp

/// A host with everything around it in one process: a fresh store, real script workers, the simulated platform, and a
/// clock that stands still.
///
/// ```swift
/// let harness = try await ChatHarness.open(setup)
/// let amina = ChatPerson(name: "Amina", phone: "201001234567", language: "en")
/// try await harness.say(.text("Hi"), from: amina)
/// let reply = try await harness.next(for: amina)
/// try await harness.close()
/// ```
package actor ChatHarness {
    /// What a harness is made of.
    package struct Setup: Sendable {
        /// Business, scripts, sending and settings count; the numbers are replaced by one on the simulated platform, and
        /// there are no limits.
        package var configuration: Configuration
        /// Lives longer than the harness, which may share it with others, unless ``ChatHarness/crash()`` is called.
        package var pool: WorkerPool
        /// Reads the plugins: at the start, and again at ``ChatHarness/reload()``.
        package var plugins: @Sendable () -> PluginFolders.Contents
        /// Decides about all ids and random numbers. Harnesses that share a pool need different ones.
        package var seed: UInt64
        package var logger: Logger
        /// The bytes of a file that a person sends by its name; nil for one that is not there, of which a sample is sent.
        package var file: @Sendable (String) throws -> [UInt8]? = { _ in nil }
        /// Whether there is a language model, which does what it is told with ``ChatDeed/model(_:count:)``.
        package var hasModel = true

        package init(
            configuration: Configuration, pool: WorkerPool, seed: UInt64, logger: Logger,
            plugins: @escaping @Sendable () -> PluginFolders.Contents
        ) {
            self.configuration = configuration
            self.pool = pool
            self.seed = seed
            self.logger = logger
            self.plugins = plugins
        }
    }

    /// The harness cannot go on.
    package struct Problem: Error, CustomStringConvertible {
        package var description: String
        package init(_ description: String) { self.description = description }
    }

    package nonisolated let clock: ManualClock
    package nonisolated let simulator: Simulator
    let setup: Setup
    let ids: IDGenerator
    let wire: SimulatedWire
    let web: DeclaredWeb
    let model: DeclaredModel
    private let folder: String

    private(set) var host: BotHost
    private(set) var database: SQLiteDatabase
    private var line: SeverableLine

    var contacts: [ChatPerson: SimulatedContactID] = [:]
    /// The phone with which the file knows a person, by the one that they have gone on with.
    var renumbered: [String: String] = [:]
    /// What the bot said and nobody has asked for yet, by person's phone.
    var unheard: [String: [ShownMessage]] = [:]
    /// Everything that the bot said, by person's phone.
    var heard: [String: [ShownMessage]] = [:]
    /// Forms that are open on phones, by their tokens.
    var forms: [String: ShownForm] = [:]
    /// Tasks may have been woken that nothing counts as under way yet.
    var mayHaveWoken = false

    /// Makes the store, publishes the plugins, and starts the host.
    /// - Throws: ``Problem`` where a plugin cannot be published, with every reason.
    package static func open(_ setup: Setup) async throws -> ChatHarness {
        let folder = try Self.makeFolder()
        do {
            return try await ChatHarness(setup, folder: folder)
        } catch {
            try FileManager.default.removeItem(atPath: folder)
            throw error
        }
    }

    private init(_ setup: Setup, folder: String) async throws {
        var setup = setup
        setup.configuration.numbers = [Self.number]
        // The clock stands still: whatever is counted by the second or minute would count a whole scene as one moment.
        let limits = setup.configuration.limits
        setup.configuration.limits = .none
        (setup.configuration.limits.stopWords, setup.configuration.limits.startWords) = (limits.stopWords, limits.startWords)
        setup.configuration.media.folder = folder + "/media"
        setup.configuration.ai = setup.hasModel ? DeclaredModel.configuration : nil
        // Addresses in scenes are nobody's.
        setup.configuration.media.uploadsLinks = false
        let clock = ManualClock(Self.beginning(setup.configuration.business))
        let ids = IDGenerator(clock: clock, random: SeededRandom(setup.seed))
        let model = DeclaredModel()
        let wire = SimulatedWire(model: model)
        let web = DeclaredWeb()
        let (host, database, line) = try Self.make(setup, clock, ids, wire, web, folder)
        let simulator = Simulator(
            numbers: [
                SimulatedNumber(
                    phoneNumberID: Self.number.phoneNumberID, displayNumber: "+1 555 010 0000",
                    name: setup.configuration.business.name, businessAccountID: Self.account,
                    accessToken: Self.number.accessToken, appSecret: Self.number.appSecret,
                    webhookURL: "http://host.invalid/api/webhooks/whatsapp")
            ],
            rules: .immediate, clock: clock, ids: ids, logger: setup.logger
        ) { _, headers, body in
            try await wire.post(headers, body, signatureHeader: Signature.headerName)
        }
        wire.connect(simulator)
        self.setup = setup
        self.folder = folder
        self.clock = clock
        self.ids = ids
        self.wire = wire
        self.web = web
        self.model = model
        self.simulator = simulator
        self.host = host
        self.database = database
        self.line = line
        try await simulator.open()
        try await begin()
    }

    /// Ends everything and removes the store.
    package func close() async throws {
        wire.connect(Receiver?.none)
        await host.stop()
        host.forget()
        await simulator.close()
        wire.connect(Simulator?.none)
        try await database.close()
        try FileManager.default.removeItem(atPath: folder)
    }

    // MARK: - What can happen to the host

    /// Does what a `!` line says.
    package func perform(_ deed: ChatDeed) async throws {
        switch deed {
        case .restart: try await restart()
        case .crash: try await crash()
        case .reload: try await reload()
        case .failGraph(let failure, let count): try await failGraph(failure, count: count)
        case .http(let answer): web.declare(answer)
        case .model(let completion, let count): model.declare(completion, count: count)
        }
    }

    /// Stops the host cleanly and starts another on the same store.
    package func restart() async throws {
        try await settle()
        wire.connect(Receiver?.none)
        await host.stop()
        host.forget()
        try await startAgain()
    }

    /// Ends the host without any farewell, and the workers with it, and starts another host on the same store.
    package func crash() async throws {
        try await settle()
        wire.connect(Receiver?.none)
        line.sever()
        for worker in 0..<setup.pool.workers { setup.pool.kill(worker: worker) }
        // Its tasks must end, and nothing they do on the way can leave the severed line.
        await host.stop()
        try await startAgain()
    }

    /// Reads the plugins again and publishes them. One with a problem keeps its version from before.
    package func reload() async throws {
        try await settle()
        let contents = setup.plugins()
        let report = try await host.publisher.publish(contents.candidates, author: "test", complete: contents.problems.isEmpty)
        // A schedule that is new begins now, not when somebody looks.
        try await fireTimers()
        let problems = contents.problems + report.problems
        await approveTemplates()
        guard problems.isEmpty else { throw Problem(problems.map(\.description).joined(separator: "\n")) }
    }

    /// The next `count` messages do not get through.
    package func failGraph(_ failure: GraphFailure, count: Int) async throws {
        try await settle()
        switch failure {
        case .down: wire.refuse(next: count)
        case .timeout: await simulator.setFaults { $0.droppedAnswers = count }
        case .status(let status): await simulator.setFaults { $0.failing = Faults.Failing(count: count, status: status) }
        case .code(let code): await simulator.setFaults { $0.failing = Faults.Failing(count: count, code: code) }
        case .told(let code): await simulator.setFaults { $0.failingStatuses = Faults.Failing(count: count, code: code) }
        }
    }

    /// What an admin would be told, oldest first.
    package func incidents() async throws -> [Incident] {
        try await database.read { try IncidentRepository.latest(limit: 100, in: $0) }.reversed()
    }

    /// The errors among them in a few words each, such as one in a script with its file and line.
    func errors() async throws -> [String] {
        try await incidents().filter { $0.level == .error }.map(\.summary)
    }

    /// The calls to other systems and to the model for which nothing is declared, each as a sentence.
    nonisolated var undeclared: [String] { web.missing.map { "a script calls another system, and \($0)" } + model.missing }

    private func startAgain() async throws {
        try await database.close()
        (host, database, line) = try Self.make(setup, clock, ids, wire, web, folder)
        try await begin()
    }

    private func begin() async throws {
        let contents = setup.plugins()
        let report = try await host.publisher.publish(contents.candidates, author: "test", restoring: true)
        let problems = contents.problems + report.problems
        guard problems.isEmpty else { throw Problem(problems.map(\.description).joined(separator: "\n")) }
        await approveTemplates()
        try await host.start()
        wire.connect(host.receiver)
        try await fireTimers()
    }

    /// Whatever the plugins declare is approved on the simulated platform. It takes any values: `chat:send_template` has checked
    /// them, and only Meta knows the words.
    private func approveTemplates() async {
        for template in host.catalog.plugins.flatMap(\.declarations.templates) {
            for language in template.languages {
                await simulator.add(SimulatedTemplate(id: "1", account: Self.account, name: template.name, language: language))
            }
        }
    }

    // MARK: - Parts

    private static let account = "200000000000001"

    static let number = Configuration.Number(
        name: "test", phoneNumberID: "100000000000001", accessToken: Secret("test-access-token"),
        appSecret: Secret("test-app-secret"), verifyToken: Secret("test-verify-token"),
        graphURL: "http://graph.invalid" + Simulator.graphPrefix, graphVersion: GraphEndpoint.defaultVersion)

    private static func make(
        _ setup: Setup, _ clock: ManualClock, _ ids: IDGenerator, _ wire: SimulatedWire, _ web: DeclaredWeb, _ folder: String
    ) throws -> (BotHost, SQLiteDatabase, SeverableLine) {
        let database = try SQLiteDatabase(path: folder + "/moonpost.db", cache: 4 << 20, isDurable: false)
        let line = SeverableLine(wire: wire, database: database)
        let host = try BotHost(
            setup.configuration,
            BotHost.Dependencies(
                database: line, pool: setup.pool, http: line, clock: clock, ids: ids, logger: setup.logger, web: web))
        return (host, database, line)
    }

    /// Monday, 5 January 2026, 09:00 where the business is.
    private static func beginning(_ business: Configuration.Business) -> Timestamp {
        let morning = Date(timeIntervalSince1970: 1_767_603_600)
        let offset = TimeZone(identifier: business.timezone)?.secondsFromGMT(for: morning) ?? 0
        return Timestamp(milliseconds: (1_767_603_600 - Int64(offset)) * 1_000)
    }

    /// A new folder, in memory where the system has such a place: a test's store need not outlive the machine.
    private static func makeFolder() throws -> String {
        let memory = "/dev/shm/"
        let parent = FileManager.default.isWritableFile(atPath: memory) ? memory : NSTemporaryDirectory()
        let folder = parent + "moonpost-test-" + UUID().uuidString
        try FileManager.default.createDirectory(atPath: folder, withIntermediateDirectories: true)
        return folder
    }
}
