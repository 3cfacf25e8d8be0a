// Moonpost
// SPDX-License-Identifier: Apache-2.0

package import Core

/// A piece of what was written before the number came here: chats of the WhatsApp Business app, of the last 180 days.
///
/// Nothing of it is news: no message of it is answered, opens a window or is counted. Source: Meta, "history webhook".
package struct HistoryChunk: Hashable, Sendable {
    /// A chat with one person.
    package struct Thread: Hashable, Sendable {
        package var person: ContactAliases
        package var messages: [Message]
    }

    package struct Message: Hashable, Sendable {
        package var id: String
        /// Whether the business sent it.
        package var isOurs: Bool
        package var timestamp: Timestamp?
        package var type: MessageType
        /// In the shape that scripts know; a medium may come without its id, and again with it.
        package var content: JSON
        /// How far it got, in Meta's words, such as "READ".
        package var status: String?
    }

    /// 0 for the last day, 1 for the last 90 days, 2 for the 90 before.
    package var phase: Int?
    package var order: Int?
    /// How much of all has been sent with it, in percent.
    package var progress: Int?
    /// Such as 2593109, where the business shares no history.
    package var errors: [PlatformError]
    /// As Meta sent it.
    package var raw: JSON
    /// Our number, which tells our messages from theirs.
    private var ownNumber: String?

    /// Reads a member of `history[]`, or a change with the media of messages that came before.
    /// - Returns: nil where it has neither chats, messages nor errors.
    init?(_ object: JSONObject, ownNumber: String?) {
        guard object["threads"]?.elements != nil || object["messages"]?.elements != nil || object["errors"]?.elements != nil
        else { return nil }
        let metadata = object["metadata"]
        phase = metadata?["phase"]?.int.flatMap { Int(exactly: $0) }
        order = metadata?["chunk_order"]?.int.flatMap { Int(exactly: $0) }
        progress = metadata?["progress"]?.int.flatMap { Int(exactly: $0) }
        errors = object["errors"]?.elements?.compactMap { PlatformError($0) } ?? []
        self.ownNumber = ownNumber.flatMap(ContactAliases.digits(of:))
        raw = .object(object)
    }

    /// The chats. Read when asked for: a chunk can have thousands of messages.
    package var threads: [Thread] {
        var threads: [Thread] = []
        for case .object(let thread) in raw["threads"]?.elements ?? [] {
            var person = ContactAliases(person: thread["context"]?.object ?? [:])
            person.take(thread["id"]?.text)
            threads.append(Thread(person: person, messages: messages(thread["messages"])))
        }
        for message in raw["messages"]?.elements ?? [] {
            guard case .object(let object) = message else { continue }
            threads.append(
                Thread(
                    person: isOurs(object) ? ContactAliases(to: object) : ContactAliases(message: object),
                    messages: messages([message])))
        }
        return threads
    }

    private func messages(_ value: JSON?) -> [Message] {
        var messages: [Message] = []
        for case .object(let object) in value?.elements ?? [] {
            guard let id = object["id"]?.text else { continue }
            let (type, content) = ScriptFields.content(wamid: id, object: object, isPartial: true)
            messages.append(
                Message(
                    id: id, isOurs: isOurs(object), timestamp: MetaTime.read(object["timestamp"]), type: type,
                    content: content, status: object["history_context"]?["status"]?.text))
        }
        return messages
    }

    private func isOurs(_ object: JSONObject) -> Bool {
        if object["history_context"]?["from_me"]?.bool == true { return true }
        guard let ownNumber, let from = object["from"]?.text else { return false }
        return ContactAliases.digits(of: from) == ownNumber
    }
}
