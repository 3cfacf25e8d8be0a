// Moonpost
// SPDX-License-Identifier: Apache-2.0

internal import Core
package import Scripting

/// Gives plugin versions to workers, together with what the plugin may do there.
package struct PluginLoader: Sendable {
    package let pool: WorkerPool
    package let permissions: PluginPermissions
    /// The capability that an operation needs, for those that need one.
    private let capabilities: [String: String]

    package init(pool: WorkerPool, permissions: PluginPermissions, registry: OperationRegistry = OperationRegistry([])) {
        self.pool = pool
        self.permissions = permissions
        capabilities = registry.capabilities
    }

    /// Makes sure that a worker has the version.
    package func load(_ snapshot: PluginSnapshot, hash: String, worker: Int) async throws(WorkerError) -> LoadedVersion {
        try await pool.ensureLoaded(hash, worker: worker, deadline: permissions.limits(of: snapshot.plugin).hardDeadline) {
            frame(snapshot, hash: hash)
        }
    }

    /// Gives versions anew to the workers that have them: what their plugins may do has changed. Conversations that wait in
    /// them go on from their journals.
    package func reload(_ versions: [(hash: String, snapshot: PluginSnapshot)]) async {
        for (hash, snapshot) in versions {
            let workers = pool.workers(having: hash)
            pool.forgetLoaded(hash)
            for worker in workers {
                do throws(WorkerError) {
                    _ = try await load(snapshot, hash: hash, worker: worker)
                } catch {
                    // It has ended: the next one is given the version before it runs.
                    continue
                }
            }
        }
    }

    private func frame(_ snapshot: PluginSnapshot, hash: String) -> [UInt8] {
        var frame: JSONObject = [
            "op": "load", "version": .string(hash), "sources": snapshot.json["sources"] ?? [],
            "settings": .object(snapshot.settings),
        ]
        frame["locales"] = snapshot.locales?.json
        let limits = permissions.limits(of: snapshot.plugin)
        if limits != permissions.base { frame["limits"] = limits.json }
        if !capabilities.isEmpty {
            let refused = PluginCapability.allCases.filter { capability in
                capabilities.values.contains(capability.rawValue) && !permissions.isGranted(capability, to: snapshot.plugin)
            }.map(\.rawValue)
            frame["capabilities"] = .object(JSONObject(capabilities.sorted { $0.key < $1.key }.map { ($0.key, .string($0.value)) }))
            frame["refused"] = .object(JSONObject(refused.sorted().map { ($0, true) }))
        }
        return JSON.object(frame).encoded()
    }

    /// The frame that takes a version out of a worker again.
    static func unloading(_ version: String) -> [UInt8] {
        JSON.object(["op": "unload", "version": .string(version)]).encoded()
    }
}
