// Moonpost
// SPDX-License-Identifier: Apache-2.0

internal import Core
internal import Plugins
internal import Store

/// Quick messages of one person, taken together where the plugin that answers asks for it.
extension ConversationDriver {
    /// However quickly somebody writes: nobody waits longer for an answer.
    private static let longestWait = Duration.seconds(30)
    private static let mostJoined = 20

    /// The message with those texts that follow it within the plugin's `coalesce`, a line each; itself where there are none.
    ///
    /// Each of them has gone through the middleware by itself: who writes too fast is not listened to because the texts are short.
    /// What is joined is stored as joined before anything runs: whenever the host stops, nothing of it is lost or taken twice.
    func joined(_ message: IncomingMessage, _ entry: InboxEntry, lane: String) async throws -> IncomingMessage {
        guard Self.isPlainText(message.content), let pause = try pause(for: message) else { return message }
        var followers: [InboxEntry] = []
        while true {
            followers = try await self.followers(of: message, entry, lane: lane)
            let last = followers.last?.receivedAt ?? entry.receivedAt
            let deadline = min(last + pause, entry.receivedAt + Self.longestWait)
            if followers.count >= Self.mostJoined || deadline <= services.clock.now { break }
            try await services.lanes.outside { await services.coalescer.wait(lane, until: deadline) }
            if services.isStopping() { throw HostStopping() }
        }
        guard !followers.isEmpty, var content = message.content.object else { return message }
        let lines = ([message.content] + followers.map(\.content)).compactMap { $0["text"]?.text }
        content["text"] = .string(lines.joined(separator: "\n"))
        let (whole, ids, id) = (JSON.object(content), followers.map(\.id), entry.id)
        try await services.database.write { try InboxRepository.join(ids, into: id, content: whole, in: $0) }
        services.coalescer.absorb(ids)
        var joined = message
        joined.content = whole
        return joined
    }

    /// How long the plugin that would answer the message, as it stands, waits for more; nil: not at all.
    private func pause(for message: IncomingMessage) throws -> Duration? {
        let plugins = services.catalog.plugins
        guard plugins.contains(where: { $0.declarations.coalesce != nil }) else { return nil }
        let name = try middleware.dispose(message).plugin
        return plugins.first { $0.name == name }?.declarations.coalesce
    }

    /// The plain texts on the same number that wait right behind an entry, up to the first one that stands by itself.
    private func followers(of message: IncomingMessage, _ entry: InboxEntry, lane: String) async throws -> [InboxEntry] {
        let behind = try await services.database.read {
            try InboxRepository.waiting(in: lane, after: entry.id, limit: Self.mostJoined, in: $0)
        }
        return Array(
            behind.prefix { next in
                guard next.kind == .message, next.number == entry.number, Self.isPlainText(next.content) else { return false }
                var follower = message
                follower.id = next.id
                follower.content = next.content
                follower.sentAt = next.writtenAt
                return middleware.joins(follower)
            })
    }

    /// What quotes something, or stands in a group, says more than its words.
    private static func isPlainText(_ content: JSON) -> Bool {
        content["type"]?.text == "text" && content["context"] == nil && content["group_id"] == nil
    }
}

extension InboxEntry {
    /// When the person sent it; where that is not known, or in the future by our clock, when it arrived.
    var writtenAt: Timestamp { min(sentAt ?? receivedAt, receivedAt) }
}

extension Disposition {
    /// The plugin that it leads to; nil where the message stands by itself: the host answers, or nobody.
    fileprivate var plugin: String? {
        switch self {
        case .answer(let waiting): waiting.plugin
        case .begin(let entry, _, _): entry.plugin
        case .deny(_, let otherwise): otherwise.plugin
        case .code, .reply, .refuse, .ignore: nil
        }
    }
}
