// Moonpost
// SPDX-License-Identifier: Apache-2.0

package import Core
package import Logging
package import Plugins
package import Store
internal import Synchronization

/// Reads the folders again and publishes what has changed, one time after the other, and keeps what is wrong where
/// admins see it.
///
/// A file that is gone withdraws nothing: its plugin goes on until the host is started without it.
package final class PluginReloader: Sendable {
    private let read: @Sendable () -> PluginFolders.Contents
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
        read: @escaping @Sendable () -> PluginFolders.Contents
    ) {
        self.read = read
        self.publisher = publisher
        self.database = database
        self.clock = clock
        self.ids = ids
        self.logger = logger
    }

    /// - Parameter author: Who asks, as the version's author.
    /// - Returns: What came of it; its problems are those of files that could not be read, too.
    /// - Throws: Where no worker could compile or the store failed: nothing has changed.
    @discardableResult
    package func reload(author: String) async throws -> Publisher.Report {
        await turn.take()
        defer { turn.free() }
        let contents = read()
        for problem in contents.problems { logger.warning("plugin refused", metadata: ["problem": "\(problem)"]) }
        var report = try await publisher.publish(contents.candidates, author: author)
        report.problems = contents.problems + report.problems
        try await tell(report.problems)
        try await publisher.unloadUnused()
        return report
    }

    /// Takes versions out of memory that nobody needs any more.
    package func unloadUnused() async throws {
        await turn.take()
        defer { turn.free() }
        try await publisher.unloadUnused()
    }

    private func tell(_ problems: [PluginProblem]) async throws {
        let new = told.withLock { told in
            let new = problems.filter { !told.contains($0) }
            told = Set(problems)
            return new
        }
        guard !new.isEmpty else { return }
        let now = clock.now
        let incidents = new.map { problem in
            Incident(
                id: ids.next(UpdateSubject.self).text, level: .warning, kind: "plugin.refused", plugin: nil,
                summary: problem.description,
                details: ["file": .string(problem.file), "line": .integer(Int64(problem.line)), "message": .string(problem.message)],
                createdAt: now)
        }
        try await database.write { connection in
            for incident in incidents { try IncidentRepository.insert(incident, in: connection) }
        }
    }
}
