// Moonpost
// SPDX-License-Identifier: Apache-2.0

internal import Core
internal import Logging
internal import Store
internal import WhatsApp

/// What a status says of a message of ours.
extension WebhookTransaction {
    func merge(_ status: StatusUpdate, into outcome: inout Outcome, _ connection: any Connection) throws {
        let ours = status.callbackData.map { OutgoingID(stored: $0) }
        guard let known = try OutboxRepository.find(outgoing: ours, messageID: status.wamid, in: connection) else { return }
        try count(status, of: known, connection)
        var delivery = delivery(of: known)
        let failed = delivery.failedIDs
        delivery.merge(status)
        let own = DeliveryState(status)
        if failed.contains(status.wamid), !own.isDelivered {
            // It says nothing about the try after the one that failed. Had it reached the person after all, it would.
            return try OutboxRepository.note(known.outgoing, delivery: delivery.json.description, in: connection)
        }
        var error: String?
        if let failure = own.failure {
            let (text, time) = try fail(failure.error, status.wamid, of: known, delivery, failed, into: &outcome, connection)
            if let time {
                return try OutboxRepository.giveBack(
                    known.outgoing, messageID: status.wamid, delivery: delivery.json.description, until: time, error: text, at: self.time,
                    in: connection)
            }
            error = text
        }
        // Each try has its own id: that of one which failed makes room.
        let id = known.messageID.map { failed.contains($0) ? status.wamid : $0 } ?? status.wamid
        try OutboxRepository.recordDelivery(
            known.outgoing, messageID: id, delivery: delivery.json.description, error: error, at: time, in: connection)
        if known.state != .accepted { outcome.sent.append(known.outgoing) }
    }

    /// Keeps what the message is charged as. `pricing` stands on `sent` and on one of `delivered` and `read`, and what is read was delivered.
    private func count(_ status: StatusUpdate, of known: OutboxRepository.Delivery, _ connection: any Connection) throws {
        guard let pricing = status.pricing else { return }
        let category = pricing.category ?? "unknown", type = pricing.type ?? (pricing.billable == false ? "free" : "regular")
        try CostRepository.record(
            MessageCost(
                messageID: status.wamid, outgoing: known.outgoing, category: category, type: type,
                price: services.pricing.price(of: category, type: type, to: status.recipient.phone), currency: services.pricing.currency,
                isDelivered: [.delivered, .read, .played].contains(status.status)),
            at: time, in: connection)
    }

    /// A message failed after the platform had taken it: others may be concerned, an admin is told, and it may be sent again.
    /// - Parameter failed: The tries of which that was known.
    /// - Returns: What to write beside it, and when it is sent again.
    private func fail(
        _ error: PlatformError, _ wamid: String, of known: OutboxRepository.Delivery, _ delivery: DeliveryState, _ failed: Set<String>,
        into outcome: inout Outcome, _ connection: any Connection
    ) throws -> (error: String, again: Timestamp?) {
        // The platform has told a code in its own way; what it means is our table's business. Without one it says nothing of the account.
        let action = error.code == PlatformError.unreadable ? .never : ErrorPolicy.action(for: error, status: 400)
        guard var message = try OutboxRepository.message(known.outgoing, in: connection) else { return (error.description, nil) }
        // The sender counts a try once it has the answer.
        let attempts = max(1, message.attempts + (known.state == .ready ? 1 : 0))
        let wait = try learn(error, action, of: message, attempts: attempts, into: &outcome, connection)
        if action == .uploadAgain {
            try forgetUploads(of: message, connection)
            message.refusedUploads += 1
        }
        var fate = MessageFate.over(next: "it reached nobody, and is not sent again")
        if delivery.isDelivered {
            fate = .over(next: "it has reached the person, and is not sent again")
        } else if known.state != .dead, known.messageID.map({ $0 == wamid || failed.contains($0) }) ?? true {
            // Otherwise another try is on its way by now.
            fate = MessageFate.decide(
                action, attempts: attempts, age: time - message.createdAt, mostAttempts: services.mostAttempts,
                hasFallback: message.fallback != nil, wait: wait)
            if fate == .over(next: nil) { fate = .over(next: "it reached nobody, and is not sent again") }
        }
        var (next, again): (String?, Timestamp?) = (nil, nil)
        switch fate {
        case .again(let wait): again = time + wait
        case .over(let words): next = words
        }
        let text = error.explained(action, next: next)
        try IncidentRepository.insert(
            Incident(
                id: services.ids.next(UpdateSubject.self).text, level: .warning, kind: "message.failed", plugin: nil,
                summary: error.description,
                details: error.details(beside: ["outgoing": .string(known.outgoing.text)], action, next: next), createdAt: time),
            in: connection)
        if let again, known.state == .accepted {
            (message.state, message.notBefore, message.error) = (.held, again, text)
            outcome.again.append(message)
        }
        return (text, again)
    }

    /// The platform could not take the files of a message, or of the template that went in its place: what it has of them is of no use.
    private func forgetUploads(of message: OutgoingMessage, _ connection: any Connection) throws {
        try OutboxRepository.countRefusedUpload(message.id, in: connection)
        for content in [message.content, message.fallback].compactMap(\.self) {
            for file in (try? OutboundMessage.messages(from: content))?.flatMap(\.files) ?? [] {
                switch file.source {
                case .id(let id): try MediaRepository.forgetUploads(of: UpdateID(stored: id), number: message.number, in: connection)
                case .link(let link): try MediaRepository.forgetUploads(ofLink: link, number: message.number, in: connection)
                }
            }
        }
    }

    private func delivery(of message: OutboxRepository.Delivery) -> DeliveryState {
        guard let text = message.delivery else { return DeliveryState() }
        do {
            return DeliveryState(stored: try JSON(text))
        } catch {
            services.logger.error(
                "delivery state of a message cannot be read; it begins anew",
                metadata: ["message": "\(message.outgoing)", "stored": "\(text)", "error": "\(error)"])
            return DeliveryState()
        }
    }
}
