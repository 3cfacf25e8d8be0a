// Moonpost
// SPDX-License-Identifier: Apache-2.0

internal import Core
internal import Host
internal import Simulator
internal import Store

extension ChatHarness {
    /// Adds a person; does nothing for one who is there.
    package func meet(_ person: ChatPerson) async throws {
        guard contacts[person] == nil else { return }
        let contact = try await simulator.addContact(name: person.name, phone: person.phone)
        contacts[person] = contact.id
        guard person.language != nil || person.timezone != nil || person.role != nil else { return }
        // Webhooks do not tell a language or who somebody is: it is what the host has learned of the person.
        let (now, newID, userID) = (clock.now, ids.next(ContactSubject.self), ids.next(UserSubject.self))
        try await database.write { connection in
            let known = try ContactRepository.resolve(
                [ContactAlias(.phone, person.phone), ContactAlias(.userID, contact.userID)], name: person.name, at: now,
                newID: newID, in: connection)
            var learned: JSONObject = [:]
            learned["language"] = person.language.map { .string($0) }
            learned["timezone"] = person.timezone.map { .string($0) }
            if !learned.isEmpty { try ContactRepository.set(learned, of: known.contact, at: now, in: connection) }
            if let role = person.role {
                try UserRepository.insert(User(id: userID, name: person.name, role: role), at: now, in: connection)
                try UserLinkRepository.link(known.contact, to: userID, at: now, in: connection)
            }
        }
    }

    /// The person sends something. Returns when the message is on its way; nothing is waited for.
    /// - Throws: ``Problem`` where there is nothing of that title to tap, and the phone's own `PersonProblem`.
    package func say(_ utterance: ChatUtterance, from person: ChatPerson) async throws {
        try await meet(person)
        guard let contact = contacts[person] else { return }
        let content: PersonContent
        switch utterance {
        case .text(let text): content = .text(text)
        case .media(let kind, let name, let caption): content = .media(kind, name: name, caption: caption, bytes: try setup.file(name))
        case .voice(let name): content = .voice(name: name, bytes: try setup.file(name))
        case .location(let latitude, let longitude, let name):
            content = .location(latitude: latitude, longitude: longitude, name: name)
        case .reaction(let emoji):
            try await settle()
            guard let message = heard[person.phone]?.last else {
                throw Problem("there is nothing to react to: the bot has said nothing to \(person.name) yet")
            }
            content = .reaction(message: message.id, emoji: emoji)
        case .tap(let title):
            try await settle()
            content = try tap(title, person)
        case .form(let values):
            try await settle()
            guard let filled = try await fill(values, person) else { return }
            content = filled
        case .contacts(let cards): content = .contacts(cards.map { PersonContent.Card(name: $0.name, phone: $0.phone) })
        case .order(let items, let text):
            content = .order(
                items.map { PersonContent.Item(product: $0.product, quantity: $0.quantity, price: $0.price, currency: $0.currency) }, text: text)
        case .edit(let text): content = .edit(message: nil, text: text)
        case .deletion: content = .deletion(message: nil)
        case .call: return try await simulator.call(from: contact)
        case .marketing(let isWanted): return try await simulator.prefer(marketing: isWanted, contact)
        case .number(let phone):
            try await settle()
            try await simulator.change(phone: phone, of: contact)
            renumbered[phone] = person.phone
            return
        }
        try await simulator.send(content, from: contact)
    }

    /// The next message to the person, or nil where there is none. Time passes only where a message is being tried again.
    package func next(for person: ChatPerson) async throws -> ShownMessage? {
        try await settle()
        while unheard[person.phone, default: []].isEmpty {
            // A message that is tried again, or a lane that waits for more of what somebody writes.
            guard let next = [try await nextSend(), host.nextCoalesced].compactMap(\.self).min() else { return nil }
            try await pass(next - clock.now)
        }
        return unheard[person.phone]?.removeFirst()
    }

    /// What was said to the person and not yet taken by ``next(for:)``.
    package func pending(for person: ChatPerson) async throws -> [ShownMessage] {
        try await settle()
        return unheard[person.phone] ?? []
    }

    /// The button or row of this title on the latest message that has one; a number where no title is one counts them.
    private func tap(_ title: String, _ person: ChatPerson) throws -> PersonContent {
        let messages = heard[person.phone] ?? []
        func tapped(_ choice: ShownMessage.Choice, on message: ShownMessage) -> PersonContent {
            message.isList ? .row(message: message.id, id: choice.id) : .button(message: message.id, id: choice.id)
        }
        for message in messages.reversed() {
            if let choice = message.choices.first(where: { $0.title == title }) { return tapped(choice, on: message) }
        }
        guard let latest = messages.last(where: { !$0.choices.isEmpty }) else {
            throw Problem("there is nothing to tap: no message to \(person.name) has buttons or a list")
        }
        if let number = Int(title), latest.choices.indices.contains(number - 1) { return tapped(latest.choices[number - 1], on: latest) }
        let titles = latest.choices.map { "[\($0.title)]" }.joined(separator: " ")
        throw Problem("there is no [\(title)] to tap: the latest message with choices has \(titles)")
    }

    /// Takes over what the platform has accepted since.
    func listen() async throws {
        for accepted in wire.takeAccepted() {
            var message = accepted.message
            let phone = renumbered[accepted.recipient] ?? accepted.recipient
            if let contact = contacts.first(where: { $0.key.phone == phone })?.value {
                let messages = await simulator.messages(with: contact)
                message.isBeyondWindow = messages.last { $0.id == message.id }?.failure?.code == 131_047
            }
            unheard[phone, default: []].append(message)
            heard[phone, default: []].append(message)
        }
    }
}
