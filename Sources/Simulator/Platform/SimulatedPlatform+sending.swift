// Moonpost
// SPDX-License-Identifier: Apache-2.0

internal import Core

extension SimulatedPlatform {
    private static let window = Duration.seconds(24 * 3_600)

    /// Takes a checked message from a number: its answer, and what follows for the person and the statuses.
    mutating func accept(
        _ outgoing: OutgoingMessage, from number: SimulatedNumber, now: Timestamp
    ) throws(GraphError) -> (JSON, [PlatformAction]) {
        guard let contact = recipient(of: outgoing) else { return acceptForNobody(outgoing, from: number, now: now) }
        let key = SimulatedConversation.Key(number: number.phoneNumberID, contact: contact.id)
        if rules.limitsPairRate {
            guard pairGates[key, default: RateGate()].admits(interval: .seconds(6), burst: 45, now: now) else { throw .pairRate }
        }
        let isOpen = conversations[key]?.lastFromPerson.map { now - $0 <= Self.window } ?? false
        if !isOpen, outgoing.type == "template" { try countStranger(contact.id, now: now) }
        if outgoing.type == "reaction" {
            return try acceptReaction(outgoing, to: contact, key: key, number: number, now: now)
        }

        var message = SimulatedMessage(
            id: messageID(of: contact, on: number, isFromBot: true), number: number.phoneNumberID, contact: contact.id, sender: .bot,
            time: now, type: outgoing.type, content: outgoing.content, tick: .sent)
        message.context = outgoing.context
        message.filled = outgoing.filled
        message.callbackData = outgoing.callbackData
        var actions: [PlatformAction] = []
        let isClosed = rules.enforcesWindow && !isOpen && outgoing.type != "template" && !outgoing.isTemplate
        if let failure = isClosed ? .windowClosed : faults.takeFailingStatus() {
            message.failure = failure
            append(message)
            actions.append(.show(.message(message)))
            actions.append(status(.failed, of: message, to: contact, number: number, after: rules.sentAfter, now: now))
        } else {
            message.deliveryDue = now + rules.deliveredAfter
            append(message)
            conversations[key]?.unread += 1
            conversations[key]?.typingUntil = nil
            actions += [.show(.message(message)), .show(.conversation(key))]
            actions += arrivals(of: message, to: contact, number: number, now: now)
        }
        return (answer(outgoing, contact: contact, id: message.id), actions)
    }

    /// Counts a person whose window is closed: only so many in 24 hours.
    private mutating func countStranger(_ contact: SimulatedContactID, now: Timestamp) throws(GraphError) {
        guard let limit = rules.messagingLimit else { return }
        writtenTo = writtenTo.filter { now - $0.value < Self.window }
        guard writtenTo[contact] != nil || writtenTo.count < limit else { throw .messagingLimit }
        writtenTo[contact] = now
    }

    /// Finds the person, or welcomes a stranger where the rules say so.
    private mutating func recipient(of outgoing: OutgoingMessage) -> SimulatedContact? {
        switch outgoing.recipient {
        case .phone(let digits, _):
            if let contact = contact(named: digits) { return contact }
            guard rules.strangers == .welcome else { return nil }
            return makeContact(name: "+" + digits, phone: digits, userID: nil, username: nil, language: "en")
        case .userID(let id):
            if let contact = contact(named: id) { return contact }
            guard rules.strangers == .welcome else { return nil }
            return makeContact(name: id, phone: nil, userID: id, username: nil, language: "en")
        }
    }

    /// Like WhatsApp, says yes to any number, and reports later that nobody is there.
    private mutating func acceptForNobody(
        _ outgoing: OutgoingMessage, from number: SimulatedNumber, now: Timestamp
    ) -> (JSON, [PlatformAction]) {
        let (phone, userID): (String?, String) =
            switch outgoing.recipient {
            case .phone(let digits, _): (digits, "")
            case .userID(let id): (nil, id)
            }
        let nobody = SimulatedContact(id: ids.next(), name: "", phone: phone, userID: userID, language: "en")
        var message = SimulatedMessage(
            id: messageID(of: nobody, on: number, isFromBot: true), number: number.phoneNumberID, contact: nobody.id, sender: .bot, time: now,
            type: outgoing.type, content: outgoing.content, tick: .sent)
        message.callbackData = outgoing.callbackData
        message.failure = .undeliverable
        let failed = status(.failed, of: message, to: nobody, number: number, after: rules.sentAfter, now: now)
        return (answer(outgoing, contact: nobody, id: message.id), [failed])
    }

    private mutating func acceptReaction(
        _ outgoing: OutgoingMessage, to contact: SimulatedContact, key: SimulatedConversation.Key, number: SimulatedNumber,
        now: Timestamp
    ) throws(GraphError) -> (JSON, [PlatformAction]) {
        let target = outgoing.content["message_id"]?.text ?? ""
        guard places[target] == key else { throw .invalid("The message to react to is unknown or too old") }
        let emoji = outgoing.content["emoji"]?.text ?? ""
        var reaction = SimulatedMessage(
            id: messageID(of: contact, on: number, isFromBot: true), number: number.phoneNumberID, contact: contact.id, sender: .bot,
            time: now, type: "reaction", content: outgoing.content, tick: .sent)
        reaction.callbackData = outgoing.callbackData
        let shown = update(target) { $0.reactionOfBot = emoji.isEmpty ? nil : emoji }
        // Meta reports a reaction as sent only: there is no bubble that could be delivered or read.
        let sent = status(.sent, of: reaction, to: contact, number: number, after: rules.sentAfter, now: now)
        return (answer(outgoing, contact: contact, id: reaction.id), shown + [sent])
    }

    private func answer(_ outgoing: OutgoingMessage, contact: SimulatedContact, id: String) -> JSON {
        let entry: JSON =
            switch outgoing.recipient {
            case .phone(let digits, let input): ["input": .string(input), "wa_id": .string(digits)]
            case .userID(let userID): ["input": .string(userID), "user_id": .string(userID)]
            }
        return ["messaging_product": "whatsapp", "contacts": [entry], "messages": [["id": .string(id)]]]
    }
}
