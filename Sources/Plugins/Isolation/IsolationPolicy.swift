// Moonpost
// SPDX-License-Identifier: Apache-2.0

package import Core

/// Decides which plugins run in a worker of their own, and which of their versions must not run any more.
///
/// It starts and stops nothing: each method returns what is to be done.
package struct IsolationPolicy: Sendable {
    package struct Rules: Hashable, Sendable {
        /// A version that ended so many workers within `killsWindow` is stopped.
        package var kills: Int
        package var killsWindow: Duration
        /// A plugin that used up its processor time so often within `exhaustionsWindow` gets a worker of its own.
        package var exhaustions = 3
        package var exhaustionsWindow = Duration.seconds(60)
        /// A plugin that gave no reason for so long goes back to the workers of all.
        package var quiet = Duration.seconds(600)

        package init(kills: Int = 5, killsWindow: Duration = .seconds(600)) {
            self.kills = kills
            self.killsWindow = killsWindow
        }
    }

    package enum Action: Hashable, Sendable {
        /// Give the plugin a worker of its own.
        case isolate(plugin: String, Reason)
        /// Let the plugin run in the workers of all again.
        case rejoin(plugin: String)
        /// No turn runs on this version any more.
        case stop(plugin: String, version: String, kills: Int)
    }

    package enum Reason: Hashable, Sendable {
        case endedWorker
        case exhausted(times: Int)
    }

    /// One worker's end: many frames may report the same one.
    package struct Death: Hashable, Sendable {
        package var worker: Int
        package var generation: Int

        package init(worker: Int, generation: Int) {
            self.worker = worker
            self.generation = generation
        }
    }

    private struct Record {
        var kills: [(version: String, death: Death, time: Timestamp)] = []
        var exhaustions: [Timestamp] = []
        /// When it last gave a reason for a worker of its own; nil: it runs in those of all.
        var isolated: Timestamp?
    }

    private let rules: Rules
    private var records: [String: Record] = [:]

    package init(_ rules: Rules = Rules()) { self.rules = rules }

    /// A turn of this version ended its worker.
    package mutating func ended(_ death: Death, by plugin: String, version: String, at time: Timestamp) -> [Action] {
        var record = records[plugin, default: Record()]
        defer { records[plugin] = record }
        record.kills.removeAll { $0.time + rules.killsWindow < time }
        if record.kills.contains(where: { $0.death == death }) { return [] }
        record.kills.append((version, death, time))
        var actions = isolate(&record, plugin, .endedWorker, at: time)
        let count = record.kills.count { $0.version == version }
        if count >= rules.kills {
            record.kills.removeAll { $0.version == version }
            actions.append(.stop(plugin: plugin, version: version, kills: count))
        }
        return actions
    }

    /// A turn of this plugin used up its processor time.
    package mutating func exhausted(_ plugin: String, at time: Timestamp) -> [Action] {
        var record = records[plugin, default: Record()]
        defer { records[plugin] = record }
        record.exhaustions.removeAll { $0 + rules.exhaustionsWindow < time }
        record.exhaustions.append(time)
        // More than that is never asked for.
        if record.exhaustions.count > rules.exhaustions { record.exhaustions.removeFirst() }
        guard record.exhaustions.count >= rules.exhaustions else { return [] }
        return isolate(&record, plugin, .exhausted(times: record.exhaustions.count), at: time)
    }

    /// Time has passed.
    package mutating func look(at time: Timestamp) -> [Action] {
        if records.isEmpty { return [] }
        var actions: [Action] = []
        for (plugin, record) in records.sorted(by: { $0.key < $1.key }) {
            guard let since = record.isolated else { continue }
            guard since + rules.quiet <= time else { continue }
            records[plugin]?.isolated = nil
            actions.append(.rejoin(plugin: plugin))
        }
        records = records.filter { _, record in
            record.isolated != nil || record.kills.contains { $0.time + rules.killsWindow >= time }
                || record.exhaustions.contains { $0 + rules.exhaustionsWindow >= time }
        }
        return actions
    }

    /// Whether the plugin has given a reason for a worker of its own, and was not quiet for long enough since.
    package func isIsolated(_ plugin: String) -> Bool { records[plugin]?.isolated != nil }

    private func isolate(_ record: inout Record, _ plugin: String, _ reason: Reason, at time: Timestamp) -> [Action] {
        let isNew = record.isolated == nil
        record.isolated = time
        return isNew ? [.isolate(plugin: plugin, reason)] : []
    }
}
