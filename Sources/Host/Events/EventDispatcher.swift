// Moonpost
// SPDX-License-Identifier: Apache-2.0

internal import Core
internal import Flow
internal import Logging
internal import Plugins
internal import Store

/// Hands events out: an inbox entry for each plugin that listens and each conversation that waits for one. The event's
/// row goes in the same transaction, so it is handed out once, whatever happens.
actor EventDispatcher {
    private let database: any Database
    private let catalog: PluginCatalog
    private let clock: any Clock
    private let ids: IDGenerator
    private let activity: Activity
    private let logger: Logger
    private let wake: @Sendable (LaneItem, String) -> Void

    init(
        database: any Database, catalog: PluginCatalog, clock: any Clock, ids: IDGenerator, activity: Activity, logger: Logger,
        wake: @escaping @Sendable (LaneItem, String) -> Void
    ) {
        self.database = database
        self.catalog = catalog
        self.clock = clock
        self.ids = ids
        self.activity = activity
        self.logger = logger
        self.wake = wake
    }

    /// Hands out everything that waits. Called after a commit that emitted something.
    nonisolated func poke() {
        activity.begin()
        Task {
            await dispatch()
            activity.end()
        }
    }

    func dispatch() async {
        do {
            while true {
                let now = clock.now
                let (ids, catalog) = (ids, catalog)
                let entries = try await database.write { connection -> [InboxEntry]? in
                    let events = try EventRepository.pending(limit: 100, in: connection)
                    if events.isEmpty { return nil }
                    var entries: [InboxEntry] = []
                    for event in events {
                        entries += try Self.entries(for: event, catalog: catalog, ids: ids, at: now, in: connection)
                        try EventRepository.delete(event.id, in: connection)
                    }
                    for entry in entries { _ = try InboxRepository.insert(entry, in: connection) }
                    return entries
                }
                guard let entries else { return }
                for entry in entries { wake(.entry(entry), entry.lane ?? "") }
            }
        } catch is DatabaseClosed {
            return
        } catch {
            logger.error("events not handed out; they stay in the store", metadata: ["error": "\(error)"])
        }
    }

    private static func entries(
        for event: StoredEvent, catalog: PluginCatalog, ids: IDGenerator, at now: Timestamp, in connection: any Connection
    ) throws -> [InboxEntry] {
        // The emitter's own fields go before what the host knows of the event.
        var shown: JSONObject = ["name": .string(event.name)]
        if let plugin = event.plugin { shown["plugin"] = .string(plugin) }
        if let contact = event.contact { shown["contact"] = .string(contact.text) }
        for (key, value) in event.fields.object ?? [:] { shown[key] = value }
        let value = JSON.object(shown)
        var entries = catalog.listeners(to: event.name).map { plugin in
            InboxEntry(
                id: ids.next(), number: "", dedupKey: "event \(event.id) \(plugin.name)", kind: .handler,
                lane: "on \(plugin.name) \(event.name)", state: .ready, receivedAt: now,
                content: ["plugin": .string(plugin.name), "name": .string(event.name), "event": value])
        }
        for waiting in try ConversationRepository.waiting(forEvent: event.name, in: connection) {
            guard let wait = waiting.wait.flatMap(Call.init).flatMap(Wait.init), wait.matches(event.fields) else { continue }
            entries.append(InboxEntry(
                id: ids.next(), number: "", dedupKey: "event \(event.id) \(waiting.id)", kind: .event, lane: waiting.lane,
                state: .ready, receivedAt: now, content: [
                    "conversation": .string(waiting.id.text), "name": .string(event.name), "fields": event.fields, "event": value,
                ]))
        }
        return entries
    }
}
