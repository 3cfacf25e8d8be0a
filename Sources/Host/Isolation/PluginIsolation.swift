// Moonpost
// SPDX-License-Identifier: Apache-2.0

internal import Core
internal import Logging
internal import Plugins
internal import Scripting
internal import Store
internal import Synchronization

/// Acts out what ``IsolationPolicy`` decides: starts and ends workers of single plugins, stops versions, tells admins.
final class PluginIsolation: Sendable {
    private struct State {
        var policy: IsolationPolicy
        /// The worker that a plugin has for itself.
        var workers: [String: Int] = [:]
        var nextLook = Timestamp(milliseconds: .min)
    }

    private let state: Mutex<State>
    private let pool: WorkerPool
    private let publisher: Publisher
    private let database: any Database
    private let clock: any Clock
    private let ids: IDGenerator
    private let logger: Logger

    init(
        _ rules: IsolationPolicy.Rules, pool: WorkerPool, publisher: Publisher, database: any Database, clock: any Clock,
        ids: IDGenerator, logger: Logger
    ) {
        state = Mutex(State(policy: IsolationPolicy(rules)))
        self.pool = pool
        self.publisher = publisher
        self.database = database
        self.clock = clock
        self.ids = ids
        self.logger = logger
    }

    /// The worker in which a conversation of this plugin runs. One that is granted anything has a worker of its own:
    /// whoever gets hold of a worker of all has no grants there.
    func worker(for plugin: String, lane: String) -> Int {
        let now = clock.now
        let isGranted = !publisher.loader.permissions.grants(of: plugin).isEmpty
        let own = state.withLock { state -> Int? in
            if state.workers.isEmpty, !isGranted { return nil }
            look(&state, at: now)
            if let own = state.workers[plugin] { return own }
            return isGranted ? open(&state, plugin) : nil
        }
        return own ?? pool.worker(for: lane)
    }

    /// Sends plugins back that have been quiet for long enough.
    func look() {
        let now = clock.now
        state.withLock { look(&$0, at: now) }
    }

    /// Ends all of the plugins' own workers; for the end of the host.
    func end() {
        let workers = state.withLock { state in
            defer { state.workers = [:] }
            return state.workers.values.sorted()
        }
        for worker in workers { pool.retire(worker: worker) }
    }

    /// A turn ended its worker.
    func ended(_ death: IsolationPolicy.Death, by plugin: String, version: String) async {
        let now = clock.now
        await act(on: state.withLock { $0.policy.ended(death, by: plugin, version: version, at: now) })
    }

    /// A turn used up its processor time.
    func exhausted(_ plugin: String) async {
        let now = clock.now
        await act(on: state.withLock { $0.policy.exhausted(plugin, at: now) })
    }

    private func look(_ state: inout State, at now: Timestamp) {
        guard state.nextLook <= now else { return }
        state.nextLook = now + .seconds(1)
        // Whoever is isolated no longer is found below, also one that was granted something until now.
        _ = state.policy.look(at: now)
        for (plugin, worker) in state.workers.sorted(by: { $0.key < $1.key }) where !state.policy.isIsolated(plugin) {
            guard publisher.loader.permissions.grants(of: plugin).isEmpty else { continue }
            state.workers[plugin] = nil
            pool.retire(worker: worker)
            logger.notice("plugin is back in the workers of all", metadata: ["plugin": "\(plugin)"])
        }
    }

    private func open(_ state: inout State, _ plugin: String) -> Int {
        let worker = pool.open()
        state.workers[plugin] = worker
        return worker
    }

    private func act(on actions: [IsolationPolicy.Action]) async {
        for action in actions {
            switch action {
            case .isolate(let plugin, let reason): await isolate(plugin, reason)
            case .stop(let plugin, let version, let kills): await stop(plugin, version, kills)
            case .rejoin: break  // only time brings a plugin back
            }
        }
    }

    private func isolate(_ plugin: String, _ reason: IsolationPolicy.Reason) async {
        state.withLock { state in
            if state.workers[plugin] == nil { _ = open(&state, plugin) }
        }
        let why =
            switch reason {
            case .endedWorker: "one of its turns ended a script worker"
            case .exhausted(let times): "\(times) of its turns used up their processor time (cpu_ms) within a minute"
            }
        await tell(
            .warning, "plugin.isolated", plugin,
            "\(plugin): \(why); it runs in a worker of its own until it has been quiet for a while", [:])
    }

    private func stop(_ plugin: String, _ version: String, _ kills: Int) async {
        let short = version.prefix(12)
        let cause = "version \(short) of \"\(plugin)\" ended its script worker \(kills) times and was stopped"
        let outcome: String
        do {
            switch try await publisher.stop(version, of: plugin) {
            case .replaced(let earlier):
                outcome = "version \(earlier.prefix(12)) took its place: correct its file, which brings it back"
            case .off:
                outcome = "there is no earlier version, so the plugin is off: correct its file, which brings it back, or choose "
                    + "a version with moonpost rollback \(plugin) HASH"
            case .old:
                outcome = "it was not live any more; who was in the middle of it is told"
            }
        } catch {
            outcome = "no turn runs on it now, but the rest failed (\(error)): nothing took its place, and it may be back after the "
                + "next reload or start; choose a version with moonpost rollback \(plugin) HASH"
        }
        await tell(
            .error, "plugin.stopped", plugin, "\(cause); \(outcome). See moonpost versions \(plugin)",
            ["version": .string(version), "kills": .integer(Int64(kills))])
    }

    private func tell(_ level: Incident.Level, _ kind: String, _ plugin: String, _ summary: String, _ details: JSON) async {
        logger.warning("plugin isolation", metadata: ["kind": "\(kind)", "plugin": "\(plugin)", "summary": "\(summary)"])
        let incident = Incident(
            id: ids.next(UpdateSubject.self).text, level: level, kind: kind, plugin: plugin, summary: summary, details: details,
            createdAt: clock.now)
        do {
            try await database.write { try IncidentRepository.insert(incident, in: $0) }
        } catch {
            logger.error("incident not stored", metadata: ["summary": "\(summary)", "error": "\(error)"])
        }
    }
}
