// Moonpost
// SPDX-License-Identifier: Apache-2.0

internal import Core
internal import Foundation
internal import Store

/// The people of a `.chat` file while it is read, and who speaks.
struct ChatPeople {
    /// Who chats where a file introduces nobody.
    private static let standIn = ChatPerson(name: "Amina", phone: "201001234567", language: nil, role: nil)

    private var people: [ChatPerson] = []
    private var current: ChatPerson?

    /// Everybody who was introduced, in order.
    var all: [ChatPerson] { people }

    var names: [String] { people.map(\.name) }

    /// Whose lines those without a name are.
    var speaker: ChatPerson { current ?? people.first ?? Self.standIn }

    mutating func beginScene() { current = people.first }

    mutating func switchTo(_ name: String) -> ChatPerson? {
        guard let person = people.first(where: { $0.name == name }) ?? (speaker.name == name ? speaker : nil) else { return nil }
        current = person
        return person
    }

    /// Reads `Amina, +201001234567, language en`; a name alone is somebody who was introduced before, or a newcomer with a
    /// phone number of our own making.
    mutating func meet(_ text: String) throws(ChatMistake) -> ChatPerson {
        let parts = text.split(separator: ",", omittingEmptySubsequences: false).map { String($0).trimmed }
        let name = parts[0]
        guard !name.isEmpty, !name.contains(where: { "<>".contains($0) }) else {
            throw ChatMistake(message: "a contact needs a name: contact: Amina, +201001234567, language en")
        }
        if parts.count == 1, let known = switchTo(name) { return known }
        guard !people.contains(where: { $0.name == name }) else {
            throw ChatMistake(message: "\"\(name)\" was introduced before: write \"contact: \(name)\" to go on with them")
        }
        var phone: String?
        var language: String?
        var timezone: String?
        var role: User.Role?
        for part in parts.dropFirst() {
            let words = part.split(separator: " ")
            if part.hasPrefix("+") || part.first?.isNumber == true {
                phone = try Self.digits(part)
            } else if words.count == 2, words[0].lowercased() == "language" {
                language = try Self.language(words[1])
            } else if words.count == 2, words[0].lowercased() == "timezone" {
                timezone = String(words[1])
                if TimeZone(identifier: String(words[1])) == nil {
                    throw ChatMistake(message: "there is no time zone \"\(words[1])\": write it like \"Africa/Cairo\"")
                }
            } else if words.count == 2, words[0].lowercased() == "role" {
                guard let known = User.Role(rawValue: words[1].lowercased()) else {
                    let roles = User.Role.allCases.map { "\"\($0.rawValue)\"" }.joined(separator: ", ")
                    throw ChatMistake(message: "\"\(words[1])\" is no role: there is \(roles)")
                }
                role = known
            } else {
                throw ChatMistake(
                    message: "\"\(part)\" says nothing about a contact: write a phone number like +201001234567, \"language en\", "
                        + "\"timezone Africa/Cairo\", or \"role member\" for somebody of the staff")
            }
        }
        let person = ChatPerson(name: name, phone: phone ?? "20100000\(1_000 + people.count)", language: language, timezone: timezone, role: role)
        if let twin = people.first(where: { $0.phone == person.phone }) {
            throw ChatMistake(message: "+\(person.phone) is \(twin.name)'s number already")
        }
        people.append(person)
        current = person
        return person
    }

    /// "en", "ar-EG"; also with "_", as WhatsApp writes it.
    private static func language(_ text: Substring) throws(ChatMistake) -> String {
        let parts = text.split(omittingEmptySubsequences: false) { $0 == "-" || $0 == "_" }
        let isWell = parts.allSatisfy { (2...8).contains($0.count) && $0.allSatisfy { $0.isASCII && ($0.isLetter || $0.isNumber) } }
        guard isWell, parts[0].count <= 3, parts[0].allSatisfy(\.isLetter) else {
            throw ChatMistake(message: "\"\(text)\" is no language: write it like \"en\" or \"ar-EG\"")
        }
        return String(text)
    }

    private static func digits(_ text: String) throws(ChatMistake) -> String {
        let digits = text.filter { !" ()-+".contains($0) }
        guard (5...15).contains(digits.count), digits.allSatisfy({ $0.isASCII && $0.isNumber }) else {
            throw ChatMistake(message: "\"\(text)\" is no phone number: write it with country code, like +201001234567")
        }
        return digits
    }
}
