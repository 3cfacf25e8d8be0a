// Moonpost
// SPDX-License-Identifier: Apache-2.0

internal import Core
internal import Store

/// Lets a message wait for its file, and says of it what scripts see.
struct IncomingFiles: Sendable {
    let downloads: MediaDownloads
    let presentation: MediaPresentation
    let database: any Database
    /// How long after its arrival a message waits at most.
    let wait: Duration
    let clock: any Clock

    /// The entry as scripts see it. Waits within its lane while the file is on its way.
    func complete(_ entry: InboxEntry, in lanes: InboxLanes) async throws -> InboxEntry {
        guard entry.kind == .message, entry.content["media"] != nil, var content = entry.content.object,
            var media = try await row(entry.id)
        else { return entry }
        if media.state == .waiting {
            let deadline = entry.receivedAt + wait
            try await lanes.outside { await downloads.settled(entry.id, until: deadline) }
            media = try await row(entry.id) ?? media
            // The next start waits for it again.
            if media.state == .waiting, lanes.isStopped { throw HostStopping() }
        }
        content["media"] = presentation.json(media, at: clock.now)
        var complete = entry
        complete.content = .object(content)
        return complete
    }

    private func row(_ id: UpdateID) async throws -> StoredMedia? {
        try await database.read { try MediaRepository.media(id, in: $0) }
    }
}
