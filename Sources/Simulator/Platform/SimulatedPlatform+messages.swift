// Moonpost
// SPDX-License-Identifier: Apache-2.0

internal import Core

extension SimulatedPlatform {
    /// Puts a message at the end of its conversation.
    mutating func append(_ message: SimulatedMessage) {
        let key = SimulatedConversation.Key(number: message.number, contact: message.contact)
        places[message.id] = key
        for dropped in conversations[key, default: SimulatedConversation()].append(message) { places[dropped] = nil }
    }

    /// Changes a message and shows it; nothing where it is unknown.
    mutating func update(_ id: String, _ change: (inout SimulatedMessage) -> Void) -> [PlatformAction] {
        guard let key = places[id], let message = conversations[key]?.update(id, change) else { return [] }
        return [.show(.message(message))]
    }

    /// What the webhook reports has become true: it is on its way to the host for the first time.
    package mutating func webhookLeaves(_ subject: SimulatedWebhook.Subject) -> [PlatformAction] {
        guard case .status(let id, let tick) = subject, let message = message(id), message.tick < tick else { return [] }
        return update(id) { $0.tick = tick }
    }

    /// The host has answered the webhook with 200.
    package mutating func webhookArrived(_ subject: SimulatedWebhook.Subject) -> [PlatformAction] {
        guard case .message(let id) = subject, let message = message(id), message.tick < .delivered else { return [] }
        return update(id) { $0.tick = .delivered }
    }

    /// The platform has given up on the webhook.
    package mutating func webhookGivenUp(_ subject: SimulatedWebhook.Subject, reason: String) -> [PlatformAction] {
        guard case .message(let id) = subject else { return [] }
        return update(id) {
            $0.tick = .failed
            $0.failure = GraphError(code: 131000, title: "The bot has not taken the message", details: reason)
        }
    }

    /// A new message id.
    ///
    /// Meta's ids are base64 of a few framed fields; this has the same frame around the other party's
    /// address and a ULID, so it is as long and as opaque as a real one.
    /// Twilio gives every message an id of its own.
    mutating func messageID(of contact: SimulatedContact, on number: SimulatedNumber, isFromBot: Bool) -> String {
        if number.twilio != nil {
            return "SM" + (0..<2).map { _ in
                let digits = String(UInt64(bitPattern: ids.seed()), radix: 16)
                return String(repeating: "0", count: 16 - digits.count) + digits
            }.joined()
        }
        let address = Array(contact.address.utf8.prefix(127))
        let unique = Array(ids.next(SimulatedMessageSubject.self).text.utf8)
        var frame: [UInt8] = [0x1C, 0x18, UInt8(address.count)]
        frame += address
        frame += [0x15, 0x02, 0x00, isFromBot ? 0x11 : 0x12, 0x18, UInt8(unique.count)]
        frame += unique
        frame.append(0x00)
        return "wamid." + Base64.encode(frame)
    }

    /// The id by which Meta's support would find a request again.
    mutating func trace() -> String { "A" + ids.next(SimulatedMessageSubject.self).text.prefix(22) }
}

enum SimulatedMessageSubject: Identified {}
