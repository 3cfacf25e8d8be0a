// Moonpost
// SPDX-License-Identifier: Apache-2.0

internal import Core
internal import Language
internal import Logging
internal import Plugins
internal import Store
internal import Synchronization

/// Wakes what is due: conversations that waited long enough, and every `bot.every`. All of it is rows, so a restart
/// loses nothing: what came due while nobody ran is due at once, a schedule just once.
final class Timers: Sendable {
    private let database: any Database
    private let catalog: PluginCatalog
    private let civil: CivilTime
    private let clock: any Clock
    private let ids: IDGenerator
    private let activity: Activity
    private let logger: Logger
    private let alarm: Alarm
    private let wake: @Sendable (LaneItem, String) -> Void
    /// Conversations that were handed to their lanes and may not have been worked off yet, with their due times.
    private let handed = Mutex<[ConversationID: Timestamp]>([:])

    /// How long the store is left alone when nothing is known to be due.
    private static let longestSleep = Duration.seconds(3_600)
    private static let batch = 500

    init(
        database: any Database, catalog: PluginCatalog, civil: CivilTime, clock: any Clock, ids: IDGenerator,
        activity: Activity, logger: Logger, wake: @escaping @Sendable (LaneItem, String) -> Void
    ) {
        self.database = database
        self.catalog = catalog
        self.civil = civil
        self.clock = clock
        self.ids = ids
        self.activity = activity
        self.logger = logger
        self.alarm = Alarm(clock: clock)
        self.wake = wake
    }

    /// Something will be due at `time`.
    func ring(at time: Timestamp) { alarm.ring(at: time) }

    /// Runs until it is cancelled.
    func run() async {
        while !Task.isCancelled {
            var next = clock.now + Self.longestSleep
            do {
                next = min(next, try await fire())
            } catch is DatabaseClosed {
                return
            } catch {
                logger.error("timers failed; they are tried again", metadata: ["error": "\(error)"])
                next = clock.now + .seconds(1)
            }
            await alarm.wait(until: next)
        }
    }

    /// Fires what is due now and tells when to look again.
    func fire() async throws -> Timestamp {
        activity.begin()
        defer { activity.end() }
        let now = clock.now
        let (due, after) = try await database.read { connection in
            (
                try ConversationRepository.due(at: now, limit: Self.batch, in: connection),
                try ConversationRepository.nextDue(after: now, in: connection)
            )
        }
        for timer in due {
            let isNew = handed.withLock { handed in
                if handed[timer.id] == timer.dueAt { return false }
                handed[timer.id] = timer.dueAt
                return true
            }
            if isNew { wake(.timer(timer.id, dueAt: timer.dueAt), timer.lane) }
        }
        handed.withLock { handed in
            let still = Set(due.map(\.id))
            handed = handed.filter { still.contains($0.key) }
        }
        var next = after ?? (now + Self.longestSleep)
        // Those that were handed over are still rows until their turns are committed: look again soon.
        if due.count == Self.batch { next = now + .milliseconds(50) }
        return min(next, try await fireSchedules(now) ?? next)
    }

    private func fireSchedules(_ now: Timestamp) async throws -> Timestamp? {
        let declared = catalog.plugins.flatMap { plugin in plugin.declarations.schedules.map { (plugin.name, $0) } }
        let stored = try await database.read { try ScheduleRepository.all(in: $0) }
        var next: Timestamp?
        for (plugin, schedule) in declared {
            let known = stored.first { $0.plugin == plugin && $0.name == schedule.name && $0.rule == schedule.ruleText }
            guard let known else {
                let due = following(schedule, after: now)
                try await save(plugin, schedule, due)
                next = min(next ?? due, due)
                continue
            }
            guard known.dueAt <= now else {
                next = min(next ?? known.dueAt, known.dueAt)
                continue
            }
            let due = following(schedule, after: now)
            let lane = "every \(plugin) \(schedule.name)"
            let entry = InboxEntry(
                id: ids.next(), number: "", dedupKey: "\(lane) \(known.dueAt.milliseconds)", kind: .schedule, lane: lane,
                state: .ready, receivedAt: now, content: ["plugin": .string(plugin), "name": .string(schedule.name)])
            let isNew = try await database.write { connection in
                try ScheduleRepository.save(
                    .init(plugin: plugin, name: schedule.name, rule: schedule.ruleText, dueAt: due), in: connection)
                return try InboxRepository.insert(entry, in: connection)
            }
            if isNew { wake(.entry(entry), lane) }
            next = min(next ?? due, due)
        }
        let names = Set(declared.map { "\($0.0) \($0.1.name)" })
        for old in stored where !names.contains("\(old.plugin) \(old.name)") {
            try await database.write { try ScheduleRepository.delete(plugin: old.plugin, name: old.name, in: $0) }
        }
        return next
    }

    private func save(_ plugin: String, _ schedule: ScheduleDeclaration, _ due: Timestamp) async throws {
        try await database.write {
            try ScheduleRepository.save(
                .init(plugin: plugin, name: schedule.name, rule: schedule.ruleText, dueAt: due), in: $0)
        }
    }

    private func following(_ schedule: ScheduleDeclaration, after now: Timestamp) -> Timestamp {
        switch schedule.rule {
        case .every(let interval): now + interval
        case .at(let minute, let weekdays): civil.next(minute: minute, weekdays: weekdays, after: now) ?? (now + .seconds(86_400))
        }
    }
}
