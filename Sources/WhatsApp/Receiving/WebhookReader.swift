// Moonpost
// SPDX-License-Identifier: Apache-2.0

internal import Core
internal import Crypto
internal import Foundation

/// Walks through a webhook and collects its updates.
struct WebhookReader {
    private(set) var updates: [Update] = []
    /// Where the walk is: the same for all members of a change.
    private var wabaID: String?
    private var phoneNumberID: String?
    private(set) var entryTime: JSON?
    private var people: [Person] = []
    /// People by each of their ids; filled only where there are too many to look through for each message.
    private var peopleByID: [String: Int] = [:]

    /// A member of `contacts[]`.
    struct Person {
        var aliases: ContactAliases
        var name: String?
        var identityHash: String?
    }

    mutating func read(entry: JSON) {
        wabaID = nil
        phoneNumberID = nil
        entryTime = nil
        forgetPeople()
        guard case .object(let entry) = entry else { return malformed("an entry that is no object", entry) }
        wabaID = Self.identifier(entry["id"])
        entryTime = entry["time"]
        guard case .array(let changes)? = entry["changes"] else {
            return malformed("an entry without a list \"changes\"", .object(entry))
        }
        for change in changes { read(change: change) }
    }

    private mutating func read(change: JSON) {
        phoneNumberID = nil
        forgetPeople()
        guard case .object(let object) = change else { return malformed("a change that is no object", change) }
        let field = object["field"]?.text
        guard let content = object["value"] else { return malformed("a change without a value", change) }
        guard case .object(let value) = content else {
            return field == nil || field == "messages"
                ? malformed("a change whose value is no object", change) : other(field ?? "", content)
        }
        phoneNumberID = Self.identifier(value["metadata"]?["phone_number_id"])
        if let contacts = value["contacts"], Self.fieldsWithPeople.contains(field ?? "messages") {
            read(contacts: contacts)
        }
        read(value, field: field)
    }

    /// Where `contacts` are the people that the change is about.
    private static let fieldsWithPeople: Set<String> = [
        "messages", "smb_message_echoes", "message_echoes", "calls", "user_preferences", "user_id_update",
    ]

    private mutating func forgetPeople() {
        if !people.isEmpty { people = [] }
        if !peopleByID.isEmpty { peopleByID = [:] }
    }

    /// The elements of a member that should be a list; null counts as missing.
    mutating func list(_ name: String, _ value: JSON?) -> [JSON]? {
        switch value {
        case nil, .null: return nil
        case .array(let elements): return elements
        case .some(let other):
            malformed("\"\(name)\" is \(other.typeName), not a list", other)
            return nil
        }
    }

    private mutating func read(contacts: JSON) {
        guard let contacts = list("contacts", contacts) else { return }
        people.reserveCapacity(contacts.count)
        for contact in contacts {
            guard case .object(let object) = contact else {
                malformed("a contact that is no object", contact)
                continue
            }
            people.append(
                Person(
                    aliases: ContactAliases(contact: object), name: object["profile"]?["name"]?.text,
                    identityHash: object["identity_key_hash"]?.text))
        }
        guard people.count > 8 else { return }
        for (position, person) in people.enumerated().reversed() {
            for id in person.aliases.ids { peopleByID[id] = position }
        }
    }

    mutating func malformed(_ reason: String, _ raw: JSON) {
        append(
            .malformed(reason: reason, raw: raw), key: key("malformed", raw), timestamp: MetaTime.read(entryTime))
    }

    mutating func append(
        _ kind: Update.Kind, key: String, timestamp: Timestamp?, aliases: ContactAliases = ContactAliases(),
        name: String? = nil
    ) {
        updates.append(
            Update(
                phoneNumberID: phoneNumberID, wabaID: wabaID, profileName: name, aliases: aliases, kind: kind, key: key,
                timestamp: timestamp))
    }

    /// Adds what `contacts[]` tells of a person, and gives the name that the person shows.
    func complete(_ aliases: inout ContactAliases, isAlone: Bool) -> String? {
        guard let person = person(aliases, isAlone: isAlone) else { return nil }
        aliases.fill(from: person.aliases)
        return person.name
    }

    /// The member of `contacts[]` that is this sender or recipient.
    ///
    /// A phone number and a `wa_id` of one person can differ (Brazil, Mexico), so the only contact
    /// beside the only message is taken to be its sender, unless the user ids say otherwise.
    func person(_ aliases: ContactAliases, isAlone: Bool) -> Person? {
        if people.count > 8 {
            let positions = aliases.ids.lazy.compactMap { peopleByID[$0] }
            return positions.map { people[$0] }.first { !$0.aliases.contradicts(aliases) }
        }
        if let match = people.first(where: { $0.aliases.shares(with: aliases) && !$0.aliases.contradicts(aliases) }) {
            return match
        }
        guard isAlone, people.count == 1, !people[0].aliases.contradicts(aliases) else { return nil }
        return people[0]
    }

    /// Makes room for so many further updates.
    mutating func reserve(_ count: Int) {
        updates.reserveCapacity(updates.count + count)
    }

    /// A digest for what has no id of its own.
    func key(_ kind: String, _ content: JSON) -> String {
        var bytes = Array("\(wabaID ?? "")\n\(phoneNumberID ?? "")\n".utf8)
        entryTime?.encode(into: &bytes)
        content.encode(into: &bytes)
        return kind + ":" + Hexadecimal.text(SHA256.hash(data: bytes).prefix(16))
    }

    /// Meta's ids are some 60 characters of ASCII; what is far from that would only burden every index.
    static func isPlausible(_ id: String) -> Bool { (1...512).contains(id.utf8.count) }

    /// An id, which test tools also send as a number.
    private static func identifier(_ value: JSON?) -> String? {
        switch value {
        case .string(let text) where isPlausible(text): text
        case .integer(let number): String(number)
        default: nil
        }
    }
}
