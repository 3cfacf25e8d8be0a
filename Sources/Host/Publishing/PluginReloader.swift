// Moonpost
// SPDX-License-Identifier: Apache-2.0

internal import CGlibc
package import Core
package import Logging
package import Plugins
package import Store
internal import Synchronization

/// Reads the folders again and publishes what has changed, one time after the other, and keeps what is wrong where
/// admins see it.
///
/// A file that is gone withdraws nothing: its plugin goes on until the host is started without it, or until another plugin
/// wants its names or words, as after renaming the file. An admin is told.
package final class PluginReloader: Sendable {
    private let read: @Sendable () async -> PluginFolders.Contents
    private let publisher: Publisher
    private let database: any Database
    private let clock: any Clock
    private let ids: IDGenerator
    private let logger: Logger
    private let turn = Slots(1)
    /// Problems that were told already: saving a file again does not tell them again.
    private let told = Mutex<Set<PluginProblem>>([])

    /// - Parameter read: Reads every file once.
    package init(
        publisher: Publisher, database: any Database, clock: any Clock, ids: IDGenerator, logger: Logger,
        read: @escaping @Sendable () async -> PluginFolders.Contents
    ) {
        self.read = read
        self.publisher = publisher
        self.database = database
        self.clock = clock
        self.ids = ids
        self.logger = logger
    }

    /// - Parameters:
    ///   - author: Who asks, as the version's author.
    ///   - restoring: It is the start: see ``Publisher/publish(_:author:complete:restoring:)``.
    /// - Returns: What came of it; its problems are those of files that could not be read, too.
    /// - Throws: Where no worker could compile or the store failed: nothing has changed.
    @discardableResult
    package func reload(author: String, restoring: Bool = false) async throws -> Publisher.Report {
        await turn.take()
        defer { turn.free() }
        let contents = await read()
        for problem in contents.problems { logger.warning("plugin refused", metadata: ["problem": "\(problem)"]) }
        let lost = Set(publisher.catalog.plugins.map(\.name)).subtracting(contents.found)
        var report = try await publisher.publish(contents.candidates, author: author, restoring: restoring, gone: lost)
        let refused = contents.problems + report.problems, gone = gone(contents)
        report.problems = refused + gone
        try await tell(refused.map { Refusal(kind: "plugin.refused", problem: $0) } + gone.map { Refusal(kind: "plugin.removed", problem: $0) })
        try await unload()
        return report
    }

    /// Takes versions out of memory that nobody needs any more.
    package func unloadUnused() async throws {
        await turn.take()
        defer { turn.free() }
        try await unload()
    }

    private func unload() async throws {
        guard try await publisher.unloadUnused() > 0 else { return }
        // Compiling and testing take memory on many threads, and malloc keeps what each has freed for that thread. A thousand
        // edits left 12 MiB of it behind.
        malloc_trim(0)
    }

    /// Plugins that are live and on the disk no longer. Somebody may have moved a file by mistake, or be about to put
    /// another in its place, so nothing is withdrawn from the people who talk with it.
    private func gone(_ contents: PluginFolders.Contents) -> [PluginProblem] {
        publisher.catalog.plugins.filter { !contents.found.contains($0.name) }.map { plugin in
            PluginProblem(
                file: plugin.file, line: 1,
                message: "the file is gone, and its last version goes on: put it back, or start the host again to withdraw the plugin")
        }
    }

    /// What an admin is to know.
    private struct Refusal {
        var kind: String
        var problem: PluginProblem
    }

    private func tell(_ refusals: [Refusal]) async throws {
        let new = told.withLock { told in
            let new = refusals.filter { !told.contains($0.problem) }
            told = Set(refusals.map(\.problem))
            return new
        }
        guard !new.isEmpty else { return }
        let now = clock.now
        let incidents = new.map { refusal in
            let problem = refusal.problem
            return Incident(
                id: ids.next(UpdateSubject.self).text, level: .warning, kind: refusal.kind, plugin: nil,
                summary: problem.description,
                details: ["file": .string(problem.file), "line": .integer(Int64(problem.line)), "message": .string(problem.message)],
                createdAt: now)
        }
        for refusal in new where refusal.kind == "plugin.removed" {
            logger.warning("plugin removed", metadata: ["problem": "\(refusal.problem)"])
        }
        try await database.write { connection in
            for incident in incidents { try IncidentRepository.insert(incident, in: connection) }
        }
    }
}
