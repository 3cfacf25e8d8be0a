// Moonpost
// SPDX-License-Identifier: Apache-2.0

internal import Core
internal import Fetch
internal import Language
internal import Store
internal import WhatsApp

/// What of a message goes out, and how the governor sees it.
extension Sender {
    /// Looks up whom it is for, and how they are reached: contacts are merged, and people change their names, while it waits.
    /// - Returns: Whether the contact is another one than before.
    @discardableResult
    func identify(_ delivery: inout Delivery) async throws -> Bool {
        let before = delivery.message.contact
        let contact = try await directory.contact(before)
        delivery.recipient = contact?.recipient
        if let contact { delivery.message.contact = contact.id }
        return delivery.message.contact != before
    }

    /// Why neither the message nor the template declared with it may go.
    struct Refusal {
        var reason: String
        /// Whether it is as its flow declares it, so that nobody needs to look.
        var isExpected = false
    }

    /// Decides whether the message itself goes, or the template declared with it; gives the reason where neither may.
    func chooseContent(_ delivery: inout Delivery) async throws -> Refusal? {
        if let reason = try await chooseByWindow(&delivery) { return reason }
        guard Self.isMarketing(delivery) else { return nil }
        // Read each time, as nothing may be sent on the strength of what was remembered.
        let contact = delivery.message.contact
        guard let since = try await database.read({ try MarketingChoiceRepository.stopped(contact, in: $0) }) else { return nil }
        return Refusal(reason: OutgoingContent.noMarketing(since: since, civil))
    }

    private static func isMarketing(_ delivery: Delivery) -> Bool {
        let message = delivery.message
        return message.kind == .message
            && (message.priority == .campaign || delivery.content["category"]?.text?.lowercased() == "marketing")
    }

    private func chooseByWindow(_ delivery: inout Delivery) async throws -> Refusal? {
        guard delivery.message.kind == .message, enforcesWindow || delivery.message.fallback != nil else { return nil }
        var window = try await windows.window(of: delivery.message.contact, delivery.message.number)
        if window == nil {
            // They may have become one with somebody else since they were looked up, who has the window now.
            directory.forget(delivery.message.contact)
            if try await identify(&delivery) { window = try await windows.window(of: delivery.message.contact, delivery.message.number) }
        }
        let (message, now) = (delivery.message, clock.now)
        delivery.window = window
        delivery.isOutsideWindow = enforcesWindow && window?.isOpen(at: now) != true
        delivery.isFallback = false
        switch OutgoingContent.decide(message, window: window, at: now, civil: civil) {
        case .itself: return nil
        case .fallback:
            delivery.isFallback = true
            return nil
        case .covered: return Refusal(reason: OutgoingContent.coveredReason, isExpected: true)
        case .refused(let reason): return enforcesWindow ? Refusal(reason: reason) : nil
        }
    }

    func head(of delivery: Delivery) -> GovernorHead {
        let (message, content) = (delivery.message, delivery.content)
        return GovernorHead(
            id: message.id, number: message.number, contact: message.contact, priority: message.priority,
            isMessage: message.kind == .message,
            isMarketing: Self.isMarketing(delivery), template: TemplateKey(content: content), isOutsideWindow: delivery.isOutsideWindow)
    }

    func request(for delivery: inout Delivery) async throws -> (NumberTransport, FetchRequest) {
        let message = delivery.message
        guard let number = numbers[message.number] else {
            throw NotYetSendable(
                description: "the number \(message.number) was removed: the message is sent if it comes back within a day (moonpost number add)") }
        var request: FetchRequest
        if message.kind == .typing {
            request = number.transport.typing(after: message.content["wamid"]?.text ?? "")
        } else {
            guard let recipient = delivery.recipient else { throw Unsendable("the contact has neither phone number nor user id") }
            guard var content = try OutboundMessage.messages(from: delivery.content).first else { throw Unsendable("the message is empty") }
            content = try await files.give(content, from: number)
            delivery.sent = content
            request = try number.transport.request(for: content, to: recipient, id: message.id)
        }
        request.timeout = settings.timeout
        return (number.transport, request)
    }
}
