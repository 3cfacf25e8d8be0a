// Moonpost
// SPDX-License-Identifier: Apache-2.0

internal import Core
internal import Store
internal import Synchronization
internal import WhatsApp

/// Tells people that a message of theirs did not get through, where nobody else answers it: no conversation that waits, which is given the
/// message as type "unknown" and asks again, and no flow named "fallback", which is given it, too.
struct LostMessages: Middleware {
    private let told = Told()

    /// A box: a mutex cannot be copied, and links of the chain can.
    private final class Told: Sendable {
        let state = Mutex(NoticePause(.seconds(60)))
    }

    /// What a person does to a message without saying anything.
    private static let silent: Set<String> = ["pin", "unpin"]

    func handle(_ message: IncomingMessage, next: (IncomingMessage) throws -> Disposition) throws -> Disposition {
        guard let notice = Self.notice(of: message.content) else { return try next(message) }
        guard told.state.withLock({ $0.tells(message.contact.id, of: message.id, at: message.sentAt) }) else { return try next(message) }
        return .reply(["type": "text", "text": .string(HostTexts.of(message.language).text(of: notice))])
    }

    private static func notice(of content: JSON) -> PersonNotice? {
        // In a group others read it.
        guard content["type"]?.text == MessageType.unknown.rawValue, content["group_id"] == nil, !silent.contains(content["kind"]?.text ?? "")
        else { return nil }
        return content["errors"]?.elements?.lazy.compactMap { PlatformError($0).flatMap { ErrorPolicy.rule(for: $0) }?.notice }.first
    }
}

extension HostTexts {
    func text(of notice: PersonNotice) -> String {
        switch notice {
        case .unreadable: unreadable
        case .fileLost: fileLost
        case .messageLost: messageLost
        }
    }
}
