// Moonpost
// SPDX-License-Identifier: Apache-2.0

internal import Core
internal import Logging
internal import Store
internal import Synchronization

/// Tells admins what keeps a language model from answering: each kind of it once an hour, however many people ask.
final class ModelIncidents: Sendable {
    private let database: any Database
    private let ids: IDGenerator
    private let logger: Logger
    private let told = Mutex<[String: Timestamp]>([:])

    private static let pause = Duration.seconds(3_600)

    init(database: any Database, ids: IDGenerator, logger: Logger) {
        self.database = database
        self.ids = ids
        self.logger = logger
    }

    func tell(_ kind: String, _ summary: String, at now: Timestamp) async {
        let isNew = told.withLock { told in
            if let last = told[kind], now - last < Self.pause { return false }
            told[kind] = now
            return true
        }
        guard isNew else { return }
        logger.warning("language model", metadata: ["kind": "\(kind)", "what": "\(summary)"])
        let incident = Incident(
            id: ids.next(UpdateSubject.self).text, level: .warning, kind: kind, plugin: nil, summary: summary, details: [:], createdAt: now)
        do {
            try await database.write { try IncidentRepository.insert(incident, in: $0) }
        } catch {
            // The answer that led here is worth more than the note of it.
            logger.error("incident not kept", metadata: ["incident": "\(summary)", "error": "\(error)"])
        }
    }
}
