// Moonpost
// SPDX-License-Identifier: Apache-2.0

package import Core
package import Logging
internal import Scripting
package import Store

/// The one door through which a plugin goes live: compile, check, store, swap.
package struct Publisher: Sendable {
    package let loader: PluginLoader
    package let catalog: PluginCatalog
    let database: any Database
    let clock: any Clock
    let logger: Logger
    private let tests: Tests?
    /// One at a time goes through the door.
    let turn = Slots(1)

    /// Plays a candidate's `.chat` files beside the other plugins, and gives what they found wrong.
    package typealias Tests = @Sendable (_ candidate: PluginCandidate, _ others: [PluginSnapshot]) async throws -> [PluginProblem]

    /// - Parameter tests: nil publishes without playing tests.
    package init(
        loader: PluginLoader, catalog: PluginCatalog, database: any Database, clock: any Clock, logger: Logger,
        tests: Tests? = nil
    ) {
        self.tests = tests
        self.loader = loader
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
    /// - Parameter gone: Published plugins whose files are there no longer. One that has a name or word which a candidate
    ///   wants gives way to it: a file that got another name is the same plugin to everybody but us.
    package func publish(
        _ asking: [PluginCandidate], author: String, complete: Bool = false, restoring: Bool = false, gone: Set<String> = []
    ) async throws -> Report {
        await turn.take()
        defer { turn.free() }
        var report = Report()
        let stopped = try await database.read { try VersionRepository.stopped(in: $0) }
        catalog.stop(stopped)
        let asking = try await withRollbacks(asking)
        let snapshots = asking.map(\.snapshot)
        let compiler = PluginCompiler(loader)
        var candidates: [PublishedPlugin] = []
        var raw: [String: JSON] = [:]
        var tried: [String] = []
        var waiting: [WaitingVersion] = []
        for snapshot in snapshots {
            if stopped.contains(snapshot.hash) {
                report.problems.append(Self.stopped(snapshot))
                continue
            }
            if catalog.plugin(snapshot.plugin)?.hash == snapshot.hash {
                report.unchanged.append(snapshot.plugin)
                continue
            }
            // A file that loads and is rejected afterwards is in the worker all the same.
            tried.append(snapshot.hash)
            switch try await compiler.compile(snapshot) {
            case .compiled(let plugin, let declarations):
                if let problem = plugin.problem(loader.permissions) {
                    report.problems.append(problem)
                    waiting.append(WaitingVersion(
                        plugin: plugin.name, hash: plugin.hash, reason: problem.message, author: author, since: clock.now))
                } else {
                    candidates.append(plugin)
                    raw[plugin.hash] = declarations
                }
            case .rejected(let problems):
                report.problems += problems
            }
        }
        let returning = try await comingBack(restoring ? snapshots.map(\.plugin) : [])
        report.problems += dropConflicts(from: &candidates, others: returning, gone: gone)
        let failed = try await failures(of: candidates, asking, restoring: restoring, gone: gone)
        report.problems += failed.values.flatMap(\.self).sorted { ($0.file, $0.line) < ($1.file, $1.line) }
        candidates.removeAll { failed[$0.name] != nil }
        // What failed its tests may be what others go on to, and its version from before keeps its words.
        report.problems += dropConflicts(from: &candidates, others: returning, gone: gone)
        let yielding = gone.intersection(catalog.owners(ofClaimsOf: candidates))
        let removed = complete ? Set(catalog.plugins.map(\.name)).subtracting(snapshots.map(\.plugin)).sorted() : yielding.sorted()
        let now = clock.now
        let versions = candidates.map { plugin in
            StoredVersion(
                hash: plugin.hash, plugin: plugin.name, snapshot: plugin.snapshot.json, declarations: raw[plugin.hash] ?? [],
                author: author, createdAt: now)
        }
        let knowledge = Dictionary(candidates.map { ($0.hash, $0.snapshot.knowledge) }) { $1 }
            .mapValues { documents in documents.sorted { $0.key < $1.key }.flatMap { KnowledgeDocument(name: $0.key, text: $0.value).pieces } }
        let (asked, waits) = (snapshots.map(\.plugin), waiting)
        let known = try await database.read { try WaitingVersionRepository.all(in: $0) }
        if !versions.isEmpty || !waits.isEmpty || known.contains(where: { asked.contains($0.plugin) }) {
            try await database.write { connection in
                try WaitingVersionRepository.replace(of: asked, with: waits, in: connection)
                let published = try VersionRepository.published(in: connection)
                // One that is published already is taken up again, by a start or a rollback: the row says what it should.
                for version in versions where published[version.plugin] != version.hash {
                    try VersionRepository.publish(version, at: now, in: connection)
                    try KnowledgeRepository.insert(knowledge[version.hash] ?? [], of: version.hash, in: connection)
                }
            }
        }
        catalog.publish(candidates, removing: removed, at: now)
        report.published = candidates.map(\.name)
        for hash in tried { catalog.retire(hash, at: now) }
        if restoring {
            let live = Set(catalog.plugins.map(\.name))
            try await restore(snapshots.map(\.plugin).filter { !live.contains($0) })
        }
        for problem in report.problems {
            logger.warning("plugin refused", metadata: ["problem": "\(problem)"])
        }
        for plugin in candidates {
            logger.notice("plugin published", metadata: ["plugin": "\(plugin.name)", "version": "\(plugin.hash.prefix(12))"])
        }
        return report
    }

    /// Takes out the candidates that cannot go live beside the others, and those that could not without them; what is wrong
    /// with each.
    private func dropConflicts(
        from candidates: inout [PublishedPlugin], others: Set<String>, gone: Set<String>
    ) -> [PluginProblem] {
        var problems: [PluginProblem] = []
        while true {
            let yielding = gone.intersection(catalog.owners(ofClaimsOf: candidates))
            let conflicts = catalog.conflicts(of: candidates, others: others, yielding: yielding)
            if conflicts.isEmpty { return problems }
            problems += conflicts
            let refused = Set(conflicts.map(\.file))
            candidates.removeAll { plugin in refused.contains(plugin.file) || plugin.snapshot.sources.contains { refused.contains($0.name) } }
        }
    }

    /// What the versions have that the store has as published of these plugins: where a file is refused at the start, its
    /// version comes back, and others go on to its flows.
    private func comingBack(_ plugins: [String]) async throws -> Set<String> {
        if plugins.isEmpty { return [] }
        let stored = try await database.read { connection in
            let published = try VersionRepository.published(in: connection)
            return try plugins.compactMap { try published[$0].flatMap { try VersionRepository.version($0, in: connection) } }
        }
        return Set(stored.flatMap { version in
            (version.declarations.elements ?? []).filter { ["flow", "command", "query"].contains($0["kind"]?.text) }.compactMap { $0["name"]?.text }
        })
    }

    /// Puts the version to which a plugin was rolled back in the place of the one that is held back for it.
    private func withRollbacks(_ asking: [PluginCandidate]) async throws -> [PluginCandidate] {
        let (held, published) = try await database.read { (try VersionRepository.held(in: $0), try VersionRepository.published(in: $0)) }
        if held.isEmpty { return asking }
        var result: [PluginCandidate] = []
        for candidate in asking {
            let name = candidate.snapshot.plugin
            guard let version = published[name], held[name] == candidate.snapshot.hash, let earlier = try await snapshot(version) else {
                result.append(candidate)
                continue
            }
            // Its tests are those of another version.
            result.append(PluginCandidate(earlier))
        }
        return result
    }

    /// Plays the tests of each candidate beside what would be published with it; those with failures, by plugin.
    ///
    /// At the start (`restoring`) the version that was live before needs no test.
    private func failures(
        of candidates: [PublishedPlugin], _ asking: [PluginCandidate], restoring: Bool, gone: Set<String>
    ) async throws -> [String: [PluginProblem]] {
        guard let tests else { return [:] }
        let stored = restoring ? try await database.read { try VersionRepository.published(in: $0) } : [:]
        var failures: [String: [PluginProblem]] = [:]
        for plugin in candidates {
            guard let candidate = asking.first(where: { $0.snapshot.plugin == plugin.name }), !candidate.tests.isEmpty else { continue }
            if restoring, stored[plugin.name] == plugin.hash { continue }
            let beside = candidates.filter { $0.name != plugin.name }
            let yielding = gone.intersection(catalog.owners(ofClaimsOf: candidates))
            let others = catalog.plugins.filter { live in
                live.name != plugin.name && !yielding.contains(live.name) && !beside.contains { $0.name == live.name }
            }
            // Hundreds of scenes take a while, and somebody may wait.
            logger.notice("playing the tests of a new version", metadata: ["plugin": "\(plugin.name)", "files": "\(candidate.tests.count)"])
            let problems = try await tests(candidate, (beside + others).map(\.snapshot))
            if !problems.isEmpty { failures[plugin.name] = problems }
        }
        return failures
    }

    /// Publishes snapshots that have no tests.
    package func publish(
        _ snapshots: [PluginSnapshot], author: String, complete: Bool = false, restoring: Bool = false
    ) async throws -> Report {
        try await publish(snapshots.map { PluginCandidate($0) }, author: author, complete: complete, restoring: restoring)
    }

    private func restore(_ names: [String]) async throws {
        guard !names.isEmpty else { return }
        let published = try await database.read { try VersionRepository.published(in: $0) }
        let returning = try await comingBack(names)
        for name in names {
            // A plugin that never went live has nothing to go back to.
            guard let hash = published[name], !catalog.isStopped(hash) else { continue }
            guard let snapshot = try await snapshot(hash) else {
                logger.error("the version from before is not in the store", metadata: ["plugin": "\(name)", "version": "\(hash)"])
                continue
            }
            var problems: [PluginProblem]
            switch try await PluginCompiler(loader).compile(snapshot) {
            case .compiled(let plugin, _):
                problems = catalog.conflicts(of: [plugin], others: returning)
                if let problem = plugin.problem(loader.permissions) { problems.append(problem) }
                if problems.isEmpty { catalog.publish([plugin], at: clock.now) }
            case .rejected(let found): problems = found
            }
            catalog.retire(hash, at: clock.now)
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

    /// How long a version is kept after another has taken its place: a turn that began on it is over by then, or is a
    /// row of the store.
    private static let afterlife = Duration.seconds(10)

    /// Takes versions out of memory, here and in the workers, that are live no longer and that no conversation needs.
    /// - Returns: How many.
    @discardableResult
    package func unloadUnused() async throws -> Int {
        await turn.take()
        defer { turn.free() }
        let retired = catalog.retired(before: clock.now + (.zero - Self.afterlife))
        guard !retired.isEmpty else { return 0 }
        let needed = Set(try await database.read { try ConversationRepository.versionsInUse(in: $0) })
        let unloaded = retired.filter { !needed.contains($0) && catalog.forget($0) }
        for hash in unloaded {
            for worker in loader.pool.workers(having: hash) {
                try loader.pool.unload(hash, worker: worker, frame: PluginLoader.unloading(hash))
            }
            logger.debug("version unloaded", metadata: ["version": "\(hash.prefix(12))"])
        }
        return unloaded.count
    }
}
