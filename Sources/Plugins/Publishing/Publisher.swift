// Moonpost
// SPDX-License-Identifier: Apache-2.0

package import Core
package import Logging
package import Scripting
package import Store

/// The one door through which a plugin goes live: compile, check, store, swap.
package struct Publisher: Sendable {
    private let pool: WorkerPool
    private let catalog: PluginCatalog
    private let database: any Database
    private let clock: any Clock
    private let logger: Logger

    package init(pool: WorkerPool, catalog: PluginCatalog, database: any Database, clock: any Clock, logger: Logger) {
        self.pool = pool
        self.catalog = catalog
        self.database = database
        self.clock = clock
        self.logger = logger
    }

    /// What came of publishing: the plugins that are live in a new version, and what is wrong with the others.
    package struct Report: Sendable {
        package var published: [String] = []
        /// Plugins whose version is the one that is live already.
        package var unchanged: [String] = []
        package var problems: [PluginProblem] = []
    }

    /// Publishes each snapshot that is sound. A plugin with a problem keeps its version from before.
    ///
    /// - Parameter complete: The snapshots are all there is: published plugins that are not among them are withdrawn
    ///   (people in the middle of their conversations still finish them).
    /// - Parameter restoring: A plugin that is refused and has no live version gets back the one that the store has as
    ///   published: so a bad edit stays without effect over a restart, too.
    package func publish(
        _ snapshots: [PluginSnapshot], author: String, complete: Bool = false, restoring: Bool = false
    ) async throws -> Report {
        var report = Report()
        let compiler = PluginCompiler(pool: pool)
        var candidates: [PublishedPlugin] = []
        var raw: [String: JSON] = [:]
        for snapshot in snapshots {
            if catalog.plugin(snapshot.plugin)?.hash == snapshot.hash {
                report.unchanged.append(snapshot.plugin)
                continue
            }
            switch try await compiler.compile(snapshot) {
            case .compiled(let plugin, let declarations):
                candidates.append(plugin)
                raw[plugin.hash] = declarations
            case .rejected(let problems):
                report.problems += problems
            }
        }
        let conflicts = catalog.conflicts(of: candidates)
        let refused = Set(conflicts.map(\.file))
        report.problems += conflicts
        candidates.removeAll { refused.contains($0.file) }
        let removed = complete ? Set(catalog.plugins.map(\.name)).subtracting(snapshots.map(\.plugin)).sorted() : []
        let now = clock.now
        let versions = candidates.map { plugin in
            StoredVersion(
                hash: plugin.hash, plugin: plugin.name, snapshot: plugin.snapshot.json, declarations: raw[plugin.hash] ?? [],
                author: author, createdAt: now)
        }
        if !versions.isEmpty {
            try await database.write { connection in
                for version in versions { try VersionRepository.publish(version, at: now, in: connection) }
            }
        }
        catalog.publish(candidates, removing: removed)
        report.published = candidates.map(\.name)
        if restoring {
            let live = Set(catalog.plugins.map(\.name))
            try await restore(snapshots.map(\.plugin).filter { !live.contains($0) })
        }
        for problem in report.problems {
            logger.warning("plugin refused", metadata: ["problem": "\(problem)"])
        }
        for plugin in candidates {
            logger.info("plugin published", metadata: ["plugin": "\(plugin.name)", "version": "\(plugin.hash.prefix(12))"])
        }
        return report
    }

    private func restore(_ names: [String]) async throws {
        guard !names.isEmpty else { return }
        let published = try await database.read { try VersionRepository.published(in: $0) }
        for name in names {
            // A plugin that never went live has nothing to go back to.
            guard let hash = published[name] else { continue }
            guard let snapshot = try await snapshot(hash) else {
                logger.error("the version from before is not in the store", metadata: ["plugin": "\(name)", "version": "\(hash)"])
                continue
            }
            var problems: [PluginProblem]
            switch try await PluginCompiler(pool: pool).compile(snapshot) {
            case .compiled(let plugin, _):
                problems = catalog.conflicts(of: [plugin])
                if problems.isEmpty { catalog.publish([plugin]) }
            case .rejected(let found): problems = found
            }
            guard problems.isEmpty else {
                logger.error(
                    "the version from before cannot go on; the plugin is off until it is corrected",
                    metadata: ["plugin": "\(name)", "version": "\(hash.prefix(12))", "problems": "\(problems)"])
                continue
            }
            logger.warning(
                "the version from before goes on", metadata: ["plugin": "\(name)", "version": "\(hash.prefix(12))"])
        }
    }

    /// The snapshot of a version, from memory or from the store; nil where there is none.
    package func snapshot(_ hash: String) async throws -> PluginSnapshot? {
        if let known = catalog.snapshot(hash) { return known }
        let stored = try await database.read { try VersionRepository.version(hash, in: $0) }
        guard let stored, let snapshot = PluginSnapshot(stored.snapshot) else { return nil }
        catalog.remember(snapshot, hash: hash)
        return snapshot
    }
}
