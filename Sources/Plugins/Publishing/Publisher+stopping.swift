// Moonpost
// SPDX-License-Identifier: Apache-2.0

internal import Core
internal import Logging
internal import Store

extension Publisher {
    /// What became of a plugin whose version was stopped.
    package enum Stop: Hashable, Sendable {
        /// This earlier version is live now.
        case replaced(by: String)
        /// No version is live.
        case off
        /// Another version was live already.
        case old
    }

    /// Lets no turn run on a version any more, also after a restart, and puts the newest sound version from before it in its
    /// place where it is live.
    package func stop(_ hash: String, of plugin: String) async throws -> Stop {
        await turn.take()
        defer { turn.free() }
        let now = clock.now
        // Before the store, which may refuse: the next turn on it would end the next worker.
        catalog.stop(hash)
        let (stopped, history) = try await database.write { connection in
            try VersionRepository.stop(hash, at: now, in: connection)
            return (try VersionRepository.stopped(in: connection), try VersionRepository.history(of: plugin, in: connection))
        }
        catalog.stop(stopped)
        guard catalog.plugin(plugin)?.hash == hash else { return .old }
        let earlier = history.drop { $0.hash != hash }.dropFirst().map(\.hash).filter { !stopped.contains($0) }
        for candidate in earlier {
            guard let snapshot = try await snapshot(candidate),
                case .compiled(let published, _) = try await PluginCompiler(loader).compile(snapshot),
                published.problem(loader.permissions) == nil, catalog.conflicts(of: [published]).isEmpty
            else {
                catalog.retire(candidate, at: now)
                continue
            }
            try await database.write { try VersionRepository.rollBack(plugin, to: candidate, at: now, in: $0) }
            catalog.publish([published], at: now)
            logger.warning("an earlier version took over", metadata: ["plugin": "\(plugin)", "version": "\(candidate.prefix(12))"])
            return .replaced(by: candidate)
        }
        catalog.publish([], removing: [plugin], at: now)
        logger.error("plugin is off", metadata: ["plugin": "\(plugin)", "version": "\(hash.prefix(12))"])
        return .off
    }

    static func stopped(_ snapshot: PluginSnapshot) -> PluginProblem {
        PluginProblem(
            file: snapshot.sources.first?.name ?? snapshot.plugin, line: 1,
            message: "this version ended its script worker too often and was stopped: correct it, or let it run all the same with "
                + "moonpost rollback \(snapshot.plugin) \(snapshot.hash.prefix(12))")
    }
}
