// Moonpost
// SPDX-License-Identifier: Apache-2.0

package import Core
package import Fetch
internal import Flow
internal import Language
package import Logging
package import Plugins
package import Scripting
package import Store
internal import Synchronization

/// The journey of a message, wired: Receiving, Inbox, Lanes, Conversation, Outbox, Sending.
package final class BotHost: Sendable {
    /// What a host is made of. Whoever makes it owns what is in it, and closes it after ``BotHost/stop()``.
    package struct Dependencies: Sendable {
        package var database: any Database
        package var pool: WorkerPool
        package var http: any HTTPFetching
        /// Makes the requests of scripts; nil guards those of `http`.
        package var web: (any WebFetching)?
        /// Fetches and uploads files, so that large ones hold up no message; nil is `http`.
        package var files: (any HTTPFetching)?
        /// The keys of the installation: see ``KeyRing``.
        package var keys: [MasterKey]
        package var clock: any Clock
        package var ids: IDGenerator
        package var logger: Logger
        /// Plays a plugin's tests before it goes live; nil publishes without.
        package var tests: Publisher.Tests?
        /// Operations beside those that every host has.
        package var operations: [Operation]

        package init(
            database: any Database, pool: WorkerPool, http: any HTTPFetching, clock: any Clock, ids: IDGenerator, logger: Logger,
            web: (any WebFetching)? = nil, files: (any HTTPFetching)? = nil, keys: [MasterKey] = [], operations: [Operation] = [], tests: Publisher.Tests? = nil
        ) {
            self.web = web
            self.files = files
            self.keys = keys
            self.operations = operations
            self.tests = tests
            self.database = database
            self.pool = pool
            self.http = http
            self.clock = clock
            self.ids = ids
            self.logger = logger
        }
    }

    package let receiver: Receiver
    package let catalog: PluginCatalog
    package let publisher: Publisher
    /// What is under way: items in lanes, messages on their way, events being handed out.
    package let activity: Activity

    /// The files that this host gives to whoever has a signed address of them.
    package let media: MediaAccess
    /// Who asks for too much over HTTP; nil where nobody can.
    package let addresses: AddressGuard?
    /// What WhatsApp Flows calls.
    package let forms: FormEndpoint
    package let numbers: NumberBook

    let dependencies: Dependencies
    private let keys: KeyRing
    let http: HTTPCalls
    private let downloads: MediaDownloads
    private let gate: SendGate
    private let services: ConversationServices
    private let lanes: InboxLanes
    let sender: Sender
    private let timers: Timers
    private let templates: TemplateSync
    private let configuration: Configuration
    private let events: EventDispatcher
    private let tasks = Mutex<[Task<Void, Never>]>([])

    /// - Throws: ``HostProblem`` where the configuration makes no sense.
    package init(_ configuration: Configuration, _ dependencies: Dependencies) throws {
        guard let civil = CivilTime(identifier: configuration.business.timezone) else {
            throw HostProblem("business.timezone: there is no time zone \"\(configuration.business.timezone)\"")
        }
        let times = CivilTimes(business: civil)
        let address = configuration.server.webhookURL.map { PublicAddress(webhookURL: $0) }
        let numbers = NumberBook(try configuration.numbers.map { try HostNumber($0, address: address) })
        let (database, clock, ids, logger) = (dependencies.database, dependencies.clock, dependencies.ids, dependencies.logger)
        let activity = Activity()
        let directory = ContactDirectory(database: database)
        let catalog = PluginCatalog()
        let permissions = PluginPermissions(base: dependencies.pool.limits, plugins: configuration.plugins)
        let http = HTTPCalls(
            web: dependencies.web ?? GuardedFetcher(dependencies.http, privateHosts: configuration.http.allowPrivate),
            settings: configuration.http, permissions: permissions, uses: PluginUses(database: database),
            breakers: CircuitBreakers(configuration.http.breaker) { $0.plugin },
            slots: CallSlots(most: configuration.http.concurrent), database: database, clock: clock, ids: ids, logger: logger)
        let models = ModelCalls(
            try configuration.ai.map { settings in
                ModelCalls.Line(
                    settings: settings, exchange: try ModelExchange(settings),
                    budget: ModelBudget(person: settings.personBudget, everybody: settings.budget, civil: civil, database: database))
            },
            // A model is as slow as a large file, and must hold up no message either.
            http: dependencies.files ?? dependencies.http, slots: http.slots,
            incidents: ModelIncidents(database: database, ids: ids, logger: logger),
            offer: CommandOffer(catalog: catalog, directory: directory, numbers: numbers, times: times), talk: RecentTalk(database: database),
            clock: clock, logger: logger)
        let intents = IntentBook(catalog: catalog, civil: civil)
        let registry = ScriptAPI(times: times).operations.adding(
            http.operations + models.operations + [
                IntentOperations(book: intents, numbers: numbers, times: times).intents, TargetOperations(catalog: catalog, numbers: numbers).canGo,
            ] + dependencies.operations)
        let publisher = Publisher(
            loader: PluginLoader(pool: dependencies.pool, permissions: permissions, registry: registry), catalog: catalog,
            database: database, clock: clock, logger: logger, tests: dependencies.tests)
        let isolation = PluginIsolation(
            IsolationPolicy.Rules(kills: configuration.scripts.kills, killsWindow: configuration.scripts.killsWindow),
            pool: dependencies.pool, publisher: publisher, database: database, clock: clock, ids: ids, logger: logger)
        let gate = SendGate(Governor(GovernorRules(configuration, civil: civil)), clock: clock)
        let windows = ServiceWindows(database: database)
        let fileFetcher = dependencies.files ?? dependencies.http
        let keys = KeyRing(dependencies.keys)
        let links = MediaLinks(
            keys: keys,
            address: address ?? PublicAddress(webhookURL: "http://\(configuration.server.host):\(configuration.server.port)"))
        let folder = MediaFolder(configuration.media.folder ?? configuration.database.mediaFolder)
        let downloads = MediaDownloads(
            folder: folder, settings: configuration.media, numbers: numbers, database: database, http: fileFetcher, clock: clock, ids: ids,
            activity: activity, logger: logger)
        let files = IncomingFiles(
            downloads: downloads, presentation: MediaPresentation(links: links, lifetime: configuration.media.linkLifetime),
            database: database, wait: configuration.media.wait, clock: clock)
        let sender = Sender(
            numbers: numbers, database: database, directory: directory, http: dependencies.http, clock: clock, ids: ids,
            activity: activity, settings: configuration.sending, gate: gate,
            windows: windows, enforcesWindow: configuration.limits.enforcesWindow, civil: civil,
            files: OutgoingFiles(
                folder: folder, links: links, settings: configuration.media, database: database, http: fileFetcher,
                web: GuardedFetcher(fileFetcher, privateHosts: configuration.http.allowPrivate), clock: clock, ids: ids),
            logger: logger)
        let templates = TemplateSync(
            numbers: numbers, book: TemplateBook(), database: database, http: dependencies.http, catalog: catalog, clock: clock, ids: ids,
            activity: activity, gate: gate, timeout: configuration.sending.timeout, logger: logger)
        let lanes = InboxLanes(database: database, activity: activity, clock: clock, logger: logger)
        let timers = Timers(
            database: database, catalog: catalog, civil: civil, clock: clock, ids: ids, activity: activity, logger: logger
        ) { item, lane in lanes.add(item, to: lane) }
        let events = EventDispatcher(
            database: database, catalog: catalog, clock: clock, ids: ids, activity: activity, logger: logger
        ) { item, lane in lanes.add(item, to: lane) }
        let waiters = FormWaiters()
        let words = MarketingVocabulary(configuration.limits)
        let services = ConversationServices(
            database: database, pool: dependencies.pool, catalog: catalog, publisher: publisher,
            registry: registry, isolation: isolation,
            residency: Residency(capacity: configuration.scripts.residentConversations),
            cache: ConversationCache(capacity: 20_000), directory: directory, times: times, business: configuration.business,
            numbers: numbers, templates: templates.book, clock: clock, ids: ids, logger: logger, lanes: lanes,
            files: files, coalescer: Coalescer(clock: clock, activity: activity), forms: waiters, marketingWords: words, keys: keys
        ) { batch in
            Self.committed(batch, sender: sender, directory: directory, timers: timers, events: events)
        }
        var chain: [any Middleware] = [Groups(), MarketingWords(word: .stop, vocabulary: words)]
        if let rateLimit = RateLimit(configuration.limits) { chain.append(rateLimit) }
        chain.append(MarketingWords(word: .start, vocabulary: words))
        chain.append(LinkCodes())
        chain.append(ReservedWords(catalog: catalog))
        chain.append(Routing(catalog: catalog, intents: intents, hasModel: configuration.ai != nil, times: times, clock: clock))
        chain.append(LostMessages())
        let middleware = MiddlewareChain(chain)
        let driver = ConversationDriver(services: services, middleware: middleware) { item, lane in
            lanes.move(item, to: lane)
        }
        lanes.work { lane, item in await driver.work(lane, item) }
        receiver = Receiver(
            ReceivingServices(
                numbers: numbers, address: address, database: database, directory: directory, cache: services.cache, gate: gate,
                windows: windows, templates: templates, downloads: downloads, pricing: configuration.pricing, mostAttempts: configuration.sending.maxAttempts, clock: clock, ids: ids,
                logger: logger,
                created: { contact in
                    directory.remember(contact)
                    services.cache.set([], of: contact.id.text)
                }, emitted: { events.poke() }, isHeard: { !catalog.listeners(to: $0).isEmpty }, reopened: { sender.askAgain($0) }
            ) { entries, again, sent in
                for entry in entries { lanes.add(.entry(entry), to: entry.lane ?? "") }
                sender.sendAgain(again)
                sender.shown(sent)
            })
        // A schedule that is new is planned when timers are looked through.
        catalog.whenPublished {
            timers.ring(at: clock.now)
            templates.reviewSoon()
        }
        self.configuration = configuration
        self.activity = activity
        self.catalog = catalog
        self.publisher = publisher
        self.dependencies = dependencies
        self.keys = keys
        self.services = services
        self.lanes = lanes
        self.sender = sender
        self.timers = timers
        self.templates = templates
        self.events = events
        self.downloads = downloads
        self.numbers = numbers
        self.gate = gate
        self.http = http
        forms = FormEndpoint(
            numbers: numbers, database: database, keys: keys, lanes: lanes, waiters: waiters, clock: clock, ids: ids,
            logger: logger)
        addresses = AddressGuard(
            configuration.limits, proxies: configuration.server.trustedProxies, database: database, activity: activity, clock: clock, ids: ids,
            logger: logger
        ) { events.poke() }
        media = MediaAccess(folder: folder, links: links, database: database, clock: clock)
    }

    /// Takes up what an earlier run left: interrupted turns, the inbox, the outbox, events, timers.
    ///
    /// Publish the plugins first: a message that is taken up must find its flow.
    package func start() async throws {
        let interrupted = try await dependencies.database.read { try ConversationRepository.interruptedByTimer(in: $0) }
        try await templates.restore()
        // Before anything is sent: it may wait for a file.
        try await downloads.recover()
        // Before any turn: what a turn sends now must not be taken for something that an earlier run left.
        try await sender.recover()
        for (id, lane) in interrupted { lanes.add(.interrupted(id), to: lane) }
        try await lanes.recover()
        await events.dispatch()
        templates.refresh()
        let (timers, templates, now) = (timers, templates, dependencies.clock.now)
        let housekeeping = Housekeeping(
            database: dependencies.database, clock: dependencies.clock, logger: dependencies.logger, isolation: services.isolation,
            civil: services.times.business, media: downloads.folder, mediaRetention: configuration.media.keep)
        tasks.withLock { tasks in
            tasks.append(Task { await timers.run() })
            tasks.append(Task { await housekeeping.run() })
            tasks.append(Task { await templates.run(since: now) })
        }
    }

    /// Forgets every coroutine and everything remembered, as a restart would: conversations go on from their journals.
    package func forget() {
        for (conversation, place) in services.residency.forgetAll() { services.drop(conversation, at: place) }
        services.cache.forgetAll()
        services.directory.forgetAll()
    }

    /// Forgets who people are: somebody has changed users or links in the store.
    package func forgetPeople() { services.directory.forgetAll() }

    /// Takes over what config.toml says of plugins now; publish them afterwards, for what was waiting for a grant.
    package func adopt(_ plugins: [String: Configuration.Plugin]) async {
        let changed = publisher.loader.permissions.replace(plugins)
        await publisher.loader.reload(catalog.versions(of: changed))
    }

    /// These are the keys of the installation from now on. Addresses of files that were signed with another one work no longer.
    package func adopt(_ adopted: [MasterKey]) {
        guard keys.replace(with: adopted) else { return }
        dependencies.logger.notice("keys taken over", metadata: ["keys": "\(adopted.count)"])
    }

    /// These are the numbers from now on. Messages that waited for one that has come back go out when their time comes.
    /// - Throws: What is wrong with one; nothing is changed then.
    package func adopt(_ adopted: [Configuration.Number]) throws {
        let address = configuration.server.webhookURL.map { PublicAddress(webhookURL: $0) }
        numbers.replace(with: try adopted.map { try HostNumber($0, address: address) })
        let rules = GovernorRules.numbers(adopted, configuration.limits)
        gate.tell { governor, _ in governor.adopt(rules) }
        templates.numbersChanged()
    }

    /// Asks Meta for the templates of all accounts now: somebody has changed one.
    package func readTemplates() { templates.refresh() }

    /// Fires the timers that are due now, without waiting for the clock. For tests with a clock of their own.
    @discardableResult
    package func fireTimers() async throws -> Timestamp { try await timers.fire() }

    /// Begins nothing more: no turn, no message, and within the turns that are under way no call to the outside.
    package func beginStopping() {
        for task in tasks.withLock({ $0 }) { task.cancel() }
        lanes.stop()
        sender.stop()
        templates.stop()
        downloads.stop()
        services.coalescer.stop()
    }

    /// When the next lane goes on that waits for more of its person's words; nil where none waits.
    package var nextCoalesced: Timestamp? { services.coalescer.nextDue }

    /// Finishes the turns and requests that are under way and begins no others. What waits stays in the store; so does a turn
    /// that would call the outside once more.
    package func stop() async {
        beginStopping()
        await activity.whenQuiet()
        for task in tasks.withLock({ $0 }) { await task.value }
        lanes.end()
        // The timers hold the catalog, and it would hold them.
        catalog.whenPublished(nil)
        services.isolation.end()
        downloads.end()
        guard sender.end() else { return }
        let now = dependencies.clock.now
        do {
            try await dependencies.database.write { try OutboxRepository.holdReady(until: now, in: $0) }
        } catch {
            dependencies.logger.error("clean stop not recorded; unsent messages will wait for a status", metadata: ["error": "\(error)"])
        }
    }

    private static func committed(
        _ batch: TurnBatch, sender: Sender, directory: ContactDirectory, timers: Timers, events: EventDispatcher
    ) {
        for change in batch.contactChanges { directory.forget(change.contact) }
        for case .link(let contact, _, _) in batch.people { directory.forget(contact) }
        if !batch.outgoing.isEmpty { sender.send(batch.outgoing) }
        for conversation in batch.saves {
            if let due = conversation.dueAt { timers.ring(at: due) }
        }
        if !batch.events.isEmpty { events.poke() }
    }
}

/// Why a host cannot be made.
package struct HostProblem: Error, CustomStringConvertible {
    package var description: String
    package init(_ description: String) { self.description = description }
}
