// Moonpost
// SPDX-License-Identifier: Apache-2.0

package import Core

extension Simulator {
    /// How many events a page may be behind before it has to begin anew.
    private static let patience = 4_096

    /// What happens from now on, for a consumer in this process.
    package func events() -> AsyncStream<PageLog.Entry> { subscribe(after: nil).stream }

    /// Server-sent events: first a `snapshot` or, where `lastEventID` is known, what was missed; then what happens.
    func eventStream(lastEventID: String?) -> AsyncStream<[UInt8]> {
        let missed = lastEventID.flatMap { log.entries(after: $0) }
        let first = missed ?? [PageLog.Entry(id: log.cursor, name: "snapshot", data: snapshot())]
        let (stream, id) = subscribe(after: first)
        let (bytes, continuation) = AsyncStream.makeStream(of: [UInt8].self, bufferingPolicy: .bufferingOldest(Self.patience))
        let pump = Task {
            // Tells the page after how long it should try again.
            continuation.yield(Array("retry: 1000\n\n".utf8))
            for await entry in stream {
                if case .dropped = continuation.yield(Self.encode(entry)) { break }
            }
            continuation.finish()
        }
        let heart = Task { [clock] in
            // A line of comment now and then lets the server notice that the page has gone.
            while (try? await clock.sleep(until: clock.now + .seconds(15))) != nil {
                continuation.yield(Array(": still here\n\n".utf8))
            }
        }
        continuation.onTermination = { [weak self] _ in
            pump.cancel()
            heart.cancel()
            Task { await self?.unsubscribe(id) }
        }
        return bytes
    }

    func show(_ event: PageEvent) {
        let (name, data) = encoded(event)
        let entry = log.append(name: name, data: data)
        for (id, subscriber) in subscribers {
            // A page that does not keep up is cut off; it comes back and gets what it missed, or everything.
            if case .dropped = subscriber.yield(entry) {
                subscriber.finish()
                subscribers[id] = nil
            }
        }
    }

    func endStreams() {
        for subscriber in subscribers.values { subscriber.finish() }
        subscribers = [:]
    }

    private func subscribe(after first: ArraySlice<PageLog.Entry>?) -> (stream: AsyncStream<PageLog.Entry>, id: Int) {
        let (stream, continuation) = AsyncStream.makeStream(
            of: PageLog.Entry.self, bufferingPolicy: .bufferingOldest(Self.patience))
        for entry in first ?? [] { continuation.yield(entry) }
        lastSubscriber += 1
        let id = lastSubscriber
        subscribers[id] = continuation
        continuation.onTermination = { [weak self] _ in Task { await self?.unsubscribe(id) } }
        return (stream, id)
    }

    private func unsubscribe(_ id: Int) { subscribers.removeValue(forKey: id)?.finish() }

    private static func encode(_ entry: PageLog.Entry) -> [UInt8] {
        // Compact JSON has no line breaks, so one data line holds it.
        Array("id: \(entry.id)\nevent: \(entry.name)\ndata: ".utf8) + entry.data.encoded() + Array("\n\n".utf8)
    }

    private func encoded(_ event: PageEvent) -> (String, JSON) {
        switch event {
        case .message(let message): ("message", message.json)
        case .contact(let contact): ("contact", contact.json)
        case .conversation(let key): ("conversation", (platform.conversations[key] ?? SimulatedConversation()).json(of: key))
        case .faults(let faults): ("faults", faults.json)
        case .trouble(let text): ("trouble", ["text": text.map(JSON.string) ?? .null])
        }
    }

    /// Everything that a page shows.
    package func snapshot() -> JSON {
        let conversations = platform.contacts.flatMap { contact in
            platform.numbers.compactMap { number -> JSON? in
                let key = SimulatedConversation.Key(number: number.phoneNumberID, contact: contact.id)
                guard let conversation = platform.conversations[key] else { return nil }
                var object = conversation.json(of: key).object ?? [:]
                object["messages"] = .array(conversation.messages.map(\.json))
                return .object(object)
            }
        }
        return [
            "cursor": .string(log.cursor),
            "now": .integer(clock.now.milliseconds),
            "numbers": .array(platform.numbers.map { number in
                [
                    "id": .string(number.phoneNumberID), "display": .string(number.displayNumber), "name": .string(number.name),
                ]
            }),
            "contacts": .array(platform.contacts.map(\.json)),
            "conversations": .array(conversations),
            "faults": platform.faults.json,
            "trouble": trouble.map(JSON.string) ?? .null,
        ]
    }
}
