// Moonpost
// SPDX-License-Identifier: Apache-2.0

internal import Core
internal import Logging
internal import Store
internal import Synchronization

/// The lanes of the inbox: what came is worked off here, and what does not fit into memory stays in the store until it does.
final class InboxLanes: Sendable {
    private struct State {
        var scheduler: LaneScheduler<LaneItem>?
        /// Inbox entries that are in memory and not worked off yet.
        var held: Set<UpdateID> = []
        /// Entries were left in the store because too many were held, or because what an earlier run left there comes
        /// before them.
        var hasMore = true
        /// Counts entries that were left in the store.
        var refusals = 0
        var isRefilling = false
        /// Nothing is worked off before ``InboxLanes/recover()``: what an earlier run left comes first.
        var isOpen = false
        var isStopped = false
    }

    private let database: any Database
    private let activity: Activity
    private let clock: any Clock
    private let logger: Logger
    private let state = Mutex(State())

    /// How many lanes are worked off at the same time, and how many entries are held in memory.
    private static let mostActive = 512
    private static let mostHeld = 20_000
    private static let page = 5_000

    init(database: any Database, activity: Activity, clock: any Clock, logger: Logger) {
        self.database = database
        self.activity = activity
        self.clock = clock
        self.logger = logger
    }

    /// Says what working off an item is. Called once, before anything is added.
    func work(_ work: @escaping @Sendable (String, LaneItem) async -> Void) {
        let scheduler = LaneScheduler<LaneItem>(mostActive: Self.mostActive, activity: activity) { [weak self] lane, item in
            await work(lane, item)
            if case .entry(let entry) = item { self?.finished(entry.id) }
        }
        state.withLock { $0.scheduler = scheduler }
    }

    func add(_ item: LaneItem, to lane: String) {
        let scheduler = state.withLock { state -> LaneScheduler<LaneItem>? in
            if case .entry(let entry) = item {
                if state.hasMore || state.held.count >= Self.mostHeld {
                    state.hasMore = true
                    state.refusals += 1
                    return nil
                }
                // A refill may have found it in the store before whoever committed it came here.
                guard state.held.insert(entry.id).inserted else { return nil }
            }
            return state.scheduler
        }
        if let scheduler { scheduler.add(item, to: lane) } else { refillIfNeeded() }
    }

    var isStopped: Bool { state.withLock { $0.isStopped } }

    /// Nothing more will be worked off; whoever works is let go.
    func end() { state.withLock { $0.scheduler = nil } }

    /// Waits within a lane for something outside: another lane is worked off meanwhile.
    func outside<Result: Sendable>(_ wait: @Sendable () async throws -> Result) async throws -> Result {
        guard let scheduler = state.withLock({ $0.scheduler }) else { return try await wait() }
        return try await scheduler.outside(wait)
    }

    /// Puts an item that is being worked off into another lane.
    func move(_ item: LaneItem, to lane: String) { state.withLock { $0.scheduler }?.add(item, to: lane) }

    /// Takes up the entries that wait in the store. Until then nothing that comes in is worked off: it comes after them.
    func recover() async throws {
        state.withLock { state in
            state.isOpen = true
            state.isRefilling = true
        }
        defer {
            state.withLock { $0.isRefilling = false }
            refillIfNeeded()
        }
        try await refill()
    }

    func stop() {
        let scheduler = state.withLock { state -> LaneScheduler<LaneItem>? in
            state.isStopped = true
            return state.scheduler
        }
        scheduler?.stop()
    }

    private func finished(_ id: UpdateID) {
        state.withLock { _ = $0.held.remove(id) }
        refillIfNeeded()
    }

    /// Begins to read what was left in the store, unless that is under way or memory is still full.
    private func refillIfNeeded() {
        let refills = state.withLock { state -> Bool in
            guard state.isOpen, state.hasMore, !state.isRefilling, !state.isStopped, state.held.count < Self.mostHeld / 2 else { return false }
            state.isRefilling = true
            return true
        }
        guard refills else { return }
        activity.begin()
        Task {
            do {
                try await refill()
            } catch {
                logger.error("inbox not read; it is tried again in a moment", metadata: ["error": "\(error)"])
                await pause()
            }
            state.withLock { $0.isRefilling = false }
            refillIfNeeded()
            activity.end()
        }
    }

    private func pause() async {
        do {
            try await clock.sleep(until: clock.now + .seconds(1))
        } catch {
            // Cancelled: it is tried again at once.
        }
    }

    /// Reads waiting entries that are not held, oldest first, until all are held or memory is full again.
    private func refill() async throws {
        while true {
            let (held, refusals) = state.withLock { ($0.held.count, $0.refusals) }
            // What is held may still be waiting in the store too, so a page must be longer than that.
            let limit = held + Self.page
            let waiting = try await database.read { try InboxRepository.ready(after: nil, limit: limit, in: $0) }
            try await setAside(waiting.unreadable)
            var added = 0
            for entry in waiting.entries {
                let scheduler = state.withLock { state -> LaneScheduler<LaneItem>? in
                    if state.held.contains(entry.id) || state.held.count >= Self.mostHeld { return nil }
                    state.held.insert(entry.id)
                    return state.scheduler
                }
                guard let scheduler else { continue }
                added += 1
                scheduler.add(.entry(entry), to: entry.lane ?? "")
            }
            let isDone = state.withLock { state -> Bool in
                if state.isStopped || state.held.count >= Self.mostHeld { return true }
                // Entries that were refused while this page was read are in the next one.
                guard waiting.count < limit, waiting.unreadable.isEmpty, added == 0, state.refusals == refusals else { return false }
                state.hasMore = false
                return true
            }
            if isDone { return }
        }
    }

    /// Marks rows that cannot be read as failed, with the reason: they stay in the store, and the others go on.
    private func setAside(_ rows: [(id: UpdateID, reason: String)]) async throws {
        guard !rows.isEmpty else { return }
        for row in rows {
            logger.error("inbox row cannot be read and is set aside", metadata: ["id": "\(row.id)", "reason": "\(row.reason)"])
        }
        try await database.write { connection in
            for row in rows { try InboxRepository.finish(row.id, as: .failed, error: row.reason, in: connection) }
        }
    }
}
