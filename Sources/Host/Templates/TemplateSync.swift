// Moonpost
// SPDX-License-Identifier: Apache-2.0

internal import Core
internal import Fetch
internal import Logging
internal import Plugins
internal import Store
internal import Synchronization
internal import WhatsApp

/// Keeps the templates of all accounts in step with Meta: at the start, every six hours, and when a webhook tells of a change.
/// An account that does not answer is asked again after 15 minutes; until then what was known before holds.
///
/// Source: Meta, "Message templates": `GET /WABA_ID/message_templates`, in pages.
final class TemplateSync: Sendable {
    private static let interval = Duration.seconds(6 * 3_600)
    private static let patience = Duration.seconds(900)

    private struct State {
        var isRunning = false
        /// Something has changed since this run began.
        var isWanted = false
        var isStopped = false
        /// When an account was asked with success.
        var readAt: [String: Timestamp] = [:]
        /// What admins have been told.
        var told: Set<String> = []
        /// Of which numbers the governor knows how the templates of which account stand.
        var toldNumbers: [String: String] = [:]
    }

    let book: TemplateBook
    private let numbers: NumberBook
    private let database: any Database
    private let http: any HTTPFetching
    private let catalog: PluginCatalog
    private let clock: any Clock
    private let ids: IDGenerator
    private let activity: Activity
    private let gate: SendGate
    private let timeout: Duration
    private let logger: Logger
    private let state = Mutex(State())

    init(
        numbers: NumberBook, book: TemplateBook, database: any Database, http: any HTTPFetching, catalog: PluginCatalog, clock: any Clock,
        ids: IDGenerator, activity: Activity, gate: SendGate, timeout: Duration, logger: Logger
    ) {
        self.numbers = numbers
        self.book = book
        self.database = database
        self.http = http
        self.catalog = catalog
        self.clock = clock
        self.ids = ids
        self.activity = activity
        self.gate = gate
        self.timeout = timeout
        self.logger = logger
    }

    /// Each account of Meta's once, with the endpoint of one of its numbers.
    private var accounts: [(account: String, endpoint: GraphEndpoint)] {
        var accounts: [(account: String, endpoint: GraphEndpoint)] = []
        for number in numbers.all {
            guard case .cloud(let endpoint) = number.transport, let account = number.account,
                !accounts.contains(where: { $0.account == account })
            else { continue }
            accounts.append((account, endpoint))
        }
        return accounts
    }

    /// Takes up what an earlier run knew of the accounts of which nothing is known yet.
    func restore() async throws {
        let unknown = accounts.map(\.account).filter { book.templates(of: $0) == nil }
        guard !unknown.isEmpty else { return }
        let stored = try await database.read { try TemplateRepository.all(in: $0) }
        for (account, known) in TemplateReview.accounts(stored) where unknown.contains(account) {
            book.replace(account, with: known)
            tellGovernor(account, [:], book.templates(of: account) ?? [:])
        }
    }

    /// The numbers are others than before: the governor learns of a new one what is known of its account, and all accounts are asked.
    func numbersChanged() {
        let numbers = Set(numbers.all.map(\.id))
        state.withLock { state in state.toldNumbers = state.toldNumbers.filter { numbers.contains($0.key) } }
        for (account, _) in accounts {
            guard let known = book.templates(of: account) else { continue }
            tellGovernor(account, known, known)
        }
        refresh()
    }

    /// Asks whenever it is time, until the task is cancelled: of numbers that are added later, too.
    func run(since start: Timestamp) async {
        var next = start
        while !Task.isCancelled {
            while next <= clock.now { next = next + Self.patience }
            do {
                try await clock.sleep(until: next)
            } catch {
                return
            }
            let (now, readAt) = (clock.now, state.withLock(\.readAt))
            if accounts.contains(where: { now - (readAt[$0.account] ?? Timestamp(milliseconds: 0)) >= Self.interval }) { refresh() }
        }
    }

    /// Asks now. While it asks already, once more afterwards.
    func refresh() {
        guard !accounts.isEmpty else { return }
        let begins = state.withLock { state in
            if state.isStopped { return false }
            state.isWanted = true
            defer { state.isRunning = true }
            return !state.isRunning
        }
        guard begins else { return }
        activity.begin()
        Task {
            while isWanted() { await read() }
            activity.end()
        }
    }

    /// Begins no further request.
    func stop() { state.withLock { $0.isStopped = true } }

    private func isWanted() -> Bool {
        state.withLock { state in
            let isWanted = state.isWanted && !state.isStopped
            state.isWanted = false
            state.isRunning = isWanted
            return isWanted
        }
    }

    private func read() async {
        do {
            // Where the platform does not answer, what an earlier run knew of a number that was added since is better than nothing.
            try await restore()
        } catch is DatabaseClosed {
            return
        } catch {
            logger.warning("stored templates not read", metadata: ["error": "\(error)"])
        }
        for (account, endpoint) in accounts {
            do {
                let listing = try await AccountTemplates(account: account, endpoint: endpoint, http: http, timeout: timeout).list()
                if listing.unreadable > 0 || !listing.isWhole {
                    logger.warning(
                        "some templates were not read",
                        metadata: [
                            "account": "\(account)", "unreadable": "\(listing.unreadable)",
                            "pages": listing.isWhole ? "all" : "the first \(AccountTemplates.mostPages)",
                        ])
                }
                let now = clock.now
                let stored = listing.members.map { member, definition in
                    StoredTemplate(
                        account: account, name: definition.name, language: definition.language, status: definition.status.name,
                        category: definition.category, quality: definition.quality, definition: member, updatedAt: now)
                }
                try await database.write { try TemplateRepository.replace(account, with: stored, in: $0) }
                let before = book.replace(account, with: listing.members.map(\.definition))
                state.withLock { $0.readAt[account] = now }
                tellGovernor(account, before, book.templates(of: account) ?? [:])
            } catch is DatabaseClosed {
                return
            } catch {
                logger.warning("templates not read; what was known before holds", metadata: ["account": "\(account)", "error": "\(error)"])
            }
        }
        await review()
    }

    /// Webhooks tell the governor of changes as they happen; this is for those that were missed, and for numbers that are new to it: of
    /// these it learns everything.
    private func tellGovernor(_ account: String, _ before: TemplateBook.Account, _ now: TemplateBook.Account) {
        let all = numbers.all.filter { $0.account == account }.map(\.id)
        let new = state.withLock { state in
            let new = all.filter { state.toldNumbers[$0] != account }
            for number in new { state.toldNumbers[number] = account }
            return new
        }
        let changed = now.filter { key, definition in
            definition.status.standing != before[key]?.status.standing || definition.qualityStanding != before[key]?.qualityStanding
        }
        guard !changed.isEmpty || !new.isEmpty else { return }
        gate.tell { governor, _ in
            for number in all {
                for (key, definition) in new.contains(number) ? now : changed {
                    let template = TemplateKey(name: key.name, language: key.language)
                    governor.learn(status: definition.status.standing, of: template, number)
                    governor.learn(quality: definition.qualityStanding, of: template, number)
                }
            }
        }
    }

    // MARK: - What plugins declare

    /// Looks at what is published now, after everything that is under way.
    func reviewSoon() {
        guard !accounts.isEmpty, !state.withLock(\.isStopped) else { return }
        activity.begin()
        Task {
            await review()
            activity.end()
        }
    }

    /// Tells admins, once, of declared templates that Meta would refuse. What is not so any more may be told again.
    private func review() async {
        let known = accounts.compactMap { account, _ in book.templates(of: account).map { (account: account, known: Array($0.values)) } }
        var found: [(plugin: String, problem: PluginProblem)] = []
        for plugin in catalog.plugins {
            found += TemplateReview.problems(of: plugin, known).map { (plugin.name, $0) }
        }
        // Without the line: a declaration that moved is told no second time.
        let texts = Set(found.map { $0.plugin + ": " + $0.problem.message })
        let news = state.withLock { state in
            defer { state.told = texts }
            return found.filter { !state.told.contains($0.plugin + ": " + $0.problem.message) }
        }
        guard !news.isEmpty else { return }
        let now = clock.now
        var incidents: [Incident] = []
        for (plugin, problem) in news {
            logger.warning("template is not as declared", metadata: ["plugin": "\(plugin)", "problem": "\(problem)"])
            incidents.append(
                Incident(
                    id: ids.next(UpdateSubject.self).text, level: .warning, kind: "template.differs", plugin: plugin, summary: problem.message,
                    details: ["file": .string(problem.file), "line": .integer(Int64(problem.line))], createdAt: now))
        }
        let written = incidents
        do {
            try await database.write { connection in
                for incident in written { try IncidentRepository.insert(incident, in: connection) }
            }
        } catch {
            logger.error("incidents of templates not stored; the log has them", metadata: ["error": "\(error)"])
        }
    }
}
