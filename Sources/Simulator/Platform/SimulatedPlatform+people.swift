// Moonpost
// SPDX-License-Identifier: Apache-2.0

package import Core

extension SimulatedPlatform {
    /// Adds a person.
    ///
    /// - Parameters:
    ///   - phone: with or without "+" and spaces; nil hides it, as a username does, and then only the user id is in webhooks.
    ///   - userID: nil makes one.
    /// - Throws: ``PersonProblem`` for an empty name, a malformed phone, or a phone or user id that somebody has.
    package mutating func addContact(
        name: String, phone: String?, userID: String? = nil, username: String? = nil, language: String = "en"
    ) throws(PersonProblem) -> (SimulatedContact, [PlatformAction]) {
        guard !name.isEmpty, name.count <= 100 else { throw PersonProblem(.invalid, "a contact needs a name of 1 to 100 characters") }
        guard (2...35).contains(language.count), language.allSatisfy({ $0.isASCII && ($0.isLetter || $0.isNumber || $0 == "-") }) else {
            throw PersonProblem(.invalid, "\"\(language)\" is no language: write it like \"en\" or \"ar-EG\"")
        }
        var digits: String?
        if let phone {
            digits = try self.digits(of: phone)
        }
        if let taken = [digits, userID].compactMap(\.self).compactMap({ self.contact(named: $0) }).first {
            throw PersonProblem(.taken, "\(taken.name) has that phone number or user id already")
        }
        let contact = makeContact(name: name, phone: digits, userID: userID, username: username, language: language)
        return (contact, [.show(.contact(contact))])
    }

    /// - Throws: ``PersonProblem`` for what is no phone number.
    func digits(of phone: String) throws(PersonProblem) -> String {
        let plain = phone.filter { !" ()-+".contains($0) }
        guard (5...15).contains(plain.count), plain.allSatisfy({ $0.isASCII && $0.isNumber }) else {
            throw PersonProblem(.invalid, "\"\(phone)\" is no phone number: write it with country code, like +201001234567")
        }
        return plain
    }

    mutating func makeContact(
        name: String, phone: String?, userID: String?, username: String?, language: String
    ) -> SimulatedContact {
        // "ZZ" is the country code that ISO 3166 keeps for "unknown".
        let userID = userID ?? "ZZ." + ids.next(SimulatedContactSubject.self).text
        let contact = SimulatedContact(id: ids.next(), name: name, phone: phone, userID: userID, username: username, language: language)
        insert(contact)
        return contact
    }

    /// The person sends something to a number.
    ///
    /// - Parameter quoting: a message of this conversation that the new one answers; taps and choices name theirs by themselves.
    /// - Throws: ``PersonProblem`` when there is no such person, number, message or choice.
    package mutating func personSends(
        _ id: SimulatedContactID, _ content: PersonContent, to phoneNumberID: String, quoting: String? = nil, now: Timestamp
    ) throws(PersonProblem) -> (SimulatedMessage, [PlatformAction]) {
        let (contact, number) = try parties(id, phoneNumberID)
        let key = SimulatedConversation.Key(number: phoneNumberID, contact: id)
        let draft = try draft(content, in: key)
        var message = SimulatedMessage(
            id: messageID(of: contact, on: number, isFromBot: false), number: phoneNumberID, contact: id, sender: .person, time: now,
            type: draft.type, content: draft.content, tick: .sent)
        message.context = draft.context ?? quoting
        message.fileName = draft.fileName
        if var file = draft.file {
            file.number = phoneNumberID
            file.expiresAt = now + SimulatedMedia.receivedLifetime
            media[file.id] = file
        }
        var actions: [PlatformAction] = []
        if draft.hasBubble {
            append(message)
            actions.append(.show(.message(message)))
        }
        conversations[key, default: SimulatedConversation()].lastFromPerson = now
        actions.append(.show(.conversation(key)))
        actions += change(draft)
        // Twilio does not pass on what is done to a message, nor an order.
        if number.twilio == nil || (draft.hasBubble && draft.type != "order") { actions += doubled([inbound(message, from: contact, to: number)]) }
        return (message, actions)
    }

    /// The person opens the conversation: everything in it is read, and the bot is told.
    package mutating func personReads(
        _ id: SimulatedContactID, on phoneNumberID: String, now: Timestamp
    ) throws(PersonProblem) -> [PlatformAction] {
        let (contact, number) = try parties(id, phoneNumberID)
        let key = SimulatedConversation.Key(number: phoneNumberID, contact: id)
        guard let conversation = conversations[key] else { return [] }
        var actions: [PlatformAction] = []
        for message in conversation.messages
        where message.sender == .bot && message.failure == nil && !message.isSeen {
            conversations[key]?.update(message.id) { $0.isSeen = true }
            let after = max(.zero, (message.deliveryDue ?? now) - now)
            actions += doubled(ordered([status(.read, of: message, to: contact, number: number, after: after, now: now)]))
        }
        if conversation.unread > 0 {
            conversations[key]?.unread = 0
            actions.append(.show(.conversation(key)))
        }
        return actions
    }

    func parties(
        _ id: SimulatedContactID, _ phoneNumberID: String
    ) throws(PersonProblem) -> (SimulatedContact, SimulatedNumber) {
        guard let contact = contact(id) else { throw PersonProblem(.unknownContact, "there is no contact \"\(id)\"") }
        guard let number = number(phoneNumberID) else {
            throw PersonProblem(.unknownNumber, "there is no business number \"\(phoneNumberID)\"")
        }
        return (contact, number)
    }

    private func inbound(_ message: SimulatedMessage, from contact: SimulatedContact, to number: SimulatedNumber) -> PlatformAction {
        var entry: JSONObject = [:]
        if let context = message.context, message.type != "reaction" {
            let author = self.message(context)?.sender == .bot ? number.displayNumber : contact.address
            entry["context"] = ["from": .string(author), "id": .string(context)]
        }
        if let phone = contact.phone { entry["from"] = .string(phone) }
        entry["from_user_id"] = .string(contact.userID)
        entry["id"] = .string(message.id)
        entry["timestamp"] = SimulatedWebhook.seconds(message.time)
        entry["type"] = .string(message.type)
        entry[message.type] = message.content
        let value: JSONObject = ["contacts": [SimulatedWebhook.profile(of: contact)], "messages": .array([.object(entry)])]
        let webhook = SimulatedWebhook(
            number: number.phoneNumberID, contact: contact.id, subject: .message(id: message.id),
            body: SimulatedWebhook.envelope(value, for: number))
        return .deliverWebhook(webhook, after: .zero)
    }
}
