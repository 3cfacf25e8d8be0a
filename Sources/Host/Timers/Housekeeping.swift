// Moonpost
// SPDX-License-Identifier: Apache-2.0

internal import Core
internal import Language
internal import Logging
internal import Store

/// Forgets what has been kept long enough, and sends plugins back that were quiet: once at the start, then every hour.
struct Housekeeping: Sendable {
    let database: any Database
    let clock: any Clock
    let logger: Logger
    let isolation: PluginIsolation
    let civil: CivilTime
    let media: MediaFolder
    /// How long the files of messages are kept.
    let mediaRetention: Duration

    /// Longer than the 7 days for which Meta delivers a webhook again, so that a repeated one is always known.
    static let retention = Duration.seconds(30 * 86_400)

    func run() async {
        while !Task.isCancelled {
            isolation.look()
            let now = clock.now
            let before = Timestamp(milliseconds: now.milliseconds - Self.retention.milliseconds)
            do {
                try await purge { try InboxRepository.purgeWebhooks(before: before, limit: $0, in: $1) }
                try await purge { try InboxRepository.purge(before: before, limit: $0, in: $1) }
                try await purge { try OutboxRepository.purge(before: before, limit: $0, in: $1) }
                // A year and a month: to compare a month with that of the year before.
                try await purge { try CostRepository.purge(before: now + .seconds(-396 * 86_400), limit: $0, in: $1) }
                let firstDay = ModelBudget.day(at: before, civil)
                try await database.write { _ = try ModelUsageRepository.purge(before: firstDay, in: $0) }
                try await purge { try IncidentRepository.purge(before: before, limit: $0, in: $1) }
                try await database.write {
                    _ = try LimitRepository.purge(
                        writtenBefore: now + .seconds(-86_400), marketingBefore: now + .seconds(-30 * 86_400), in: $0)
                }
                try await database.write { try LinkCodeRepository.purge(before: now + .seconds(-2 * 86_400), at: now, in: $0) }
                try await database.write { try FormRepository.purge(before: before, in: $0) }
                try await expireMedia(at: now)
                try await purge { try PluginDataRepository.purgeExpired(at: now, limit: $0, in: $1) }
                try await clock.sleep(until: now + .seconds(3_600))
            } catch is CancellationError {
                return
            } catch is DatabaseClosed {
                return
            } catch {
                logger.error("old rows not removed", metadata: ["error": "\(error)"])
                do {
                    try await clock.sleep(until: now + .seconds(60))
                } catch {
                    return
                }
            }
        }
    }

    /// Deletes files that have been kept long enough, and those that were only fetched or uploaded in order to be sent. The rows go first: a
    /// file without one is only space on the disk.
    private func expireMedia(at now: Timestamp) async throws {
        let before = Timestamp(milliseconds: now.milliseconds - mediaRetention.milliseconds)
        let sent = Timestamp(milliseconds: now.milliseconds - Self.retention.milliseconds)
        try await remove { try MediaRepository.expire(before: before, limit: Self.page, in: $0) }
        try await remove { try MediaRepository.expireFetched(before: sent, limit: Self.page, in: $0) }
        try await remove { try MediaRepository.expireUploads(before: sent, limit: Self.page, in: $0) }
    }

    private func remove(_ expire: @escaping @Sendable (any Connection) throws -> (count: Int, orphans: [String])) async throws {
        while true {
            let (count, orphans) = try await database.write { try expire($0) }
            for file in orphans {
                do {
                    try media.remove(file)
                } catch {
                    logger.warning("an old file is still on the disk", metadata: ["error": "\(error)"])
                }
            }
            guard count == Self.page else { return }
            try Task.checkCancellation()
        }
    }

    /// How many rows one transaction removes.
    private static let page = 500

    /// Removes page after page, so that nobody's commit waits for all of them.
    private func purge(_ rows: @escaping @Sendable (_ limit: Int, any Connection) throws -> Int) async throws {
        while try await database.write({ try rows(Self.page, $0) }) == Self.page { try Task.checkCancellation() }
    }
}
