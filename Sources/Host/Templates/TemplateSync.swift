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
    /// Meta allows 6,000 templates of an account; a page has 100.
    private static let mostPages = 100

    private struct State {
        var isRunning = false
        /// Something has changed since this run began.
        var isWanted = false
        var isStopped = false
        /// When an account was asked with success.
        var readAt: [String: Timestamp] = [:]
        /// What admins have been told.
        var told: Set<String> = []
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

    /// Takes up what an earlier run knew.
    func restore() async throws {
        guard !accounts.isEmpty else { return }
        let stored = try await database.read { try TemplateRepository.all(in: $0) }
        for (account, known) in TemplateReview.accounts(stored) where accounts.contains(where: { $0.account == account }) {
            book.replace(account, with: known)
            tellGovernor(account, [:], book.templates(of: account) ?? [:])
        }
    }

    /// Asks whenever it is time, until the task is cancelled.
    func run(since start: Timestamp) async {
        guard !accounts.isEmpty else { return }
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
        for (account, endpoint) in accounts {
            do {
                let members = try await members(of: account, endpoint)
                let now = clock.now
                let stored = members.compactMap { member, definition in
                    StoredTemplate(
                        account: account, name: definition.name, language: definition.language, status: definition.status.name,
                        category: definition.category, quality: definition.quality, definition: member, updatedAt: now)
                }
                try await database.write { try TemplateRepository.replace(account, with: stored, in: $0) }
                let before = book.replace(account, with: members.map(\.1))
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

    private func members(of account: String, _ endpoint: GraphEndpoint) async throws -> [(JSON, TemplateDefinition)] {
        var members: [(JSON, TemplateDefinition)] = []
        var cursor: String?
        var unreadable = 0
        for _ in 0..<Self.mostPages {
            guard let url = endpoint.templatesURL(account: account, after: cursor) else {
                throw TemplateListProblem("business_account_id \"\(account)\" is not an id")
            }
            let response = try await http.fetch(
                FetchRequest(
                    method: "GET", url: url, headers: endpoint.headers.map { (name: $0.name, value: $0.value.value) }, body: [],
                    timeout: timeout))
            let answer = try JSON(response.body, limits: JSON.Limits(depth: 32, nodes: 200_000))
            guard (200...299).contains(response.status), let elements = answer["data"]?.elements else {
                throw TemplateListProblem("the answer has HTTP status \(response.status): \(answer["error"]?["message"]?.text ?? "no list in it")")
            }
            for element in elements {
                if let definition = element.object.flatMap(TemplateDefinition.init) {
                    members.append((element, definition))
                } else {
                    unreadable += 1
                }
            }
            cursor = TemplateDefinition.nextPage(answer)
            if cursor == nil { break }
        }
        if unreadable > 0 || cursor != nil {
            logger.warning(
                "some templates were not read",
                metadata: ["account": "\(account)", "unreadable": "\(unreadable)", "pages": cursor == nil ? "all" : "the first \(Self.mostPages)"])
        }
        return members
    }

    /// Webhooks tell the governor of changes as they happen; this is for those that were missed.
    private func tellGovernor(_ account: String, _ before: TemplateBook.Account, _ now: TemplateBook.Account) {
        let numbers = numbers.all.filter { $0.account == account }.map(\.id)
        let changed = now.filter { key, definition in
            definition.statusStanding != before[key]?.statusStanding || definition.qualityStanding != before[key]?.qualityStanding
        }
        guard !changed.isEmpty else { return }
        gate.tell { governor, _ in
            for number in numbers {
                for (key, definition) in changed {
                    let template = TemplateKey(name: key.name, language: key.language)
                    governor.learn(status: definition.statusStanding, of: template, number)
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

/// Why a list of templates cannot be had.
private struct TemplateListProblem: Error, CustomStringConvertible {
    var description: String
    init(_ description: String) { self.description = description }
}
