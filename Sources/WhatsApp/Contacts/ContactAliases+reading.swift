// Moonpost
// SPDX-License-Identifier: Apache-2.0

internal import Core

extension ContactAliases {
    /// Takes an id of unknown kind: a phone number, a BSUID or a parent BSUID, wherever Meta put it.
    ///
    /// Anything else is not taken. What is already known stays.
    mutating func take(_ id: String?) {
        guard let id else { return }
        switch Self.kind(of: id) {
        case .phone where phone == nil: phone = Self.digits(of: id)
        case .userID where userID == nil: userID = id
        case .parentUserID where parentUserID == nil: parentUserID = id
        default: break
        }
    }

    mutating func take(username text: String?) {
        guard let text, username == nil else { return }
        let name = text.hasPrefix("@") ? String(text.dropFirst()) : text
        if !name.isEmpty, name.utf8.count <= 128 { username = name }
    }

    /// The sender of a member of `messages[]`.
    ///
    /// Of a `system` message that tells of a new id this is who it was before: Meta names that in `previous_user_id`
    /// since August 2026, and before in the words of its body alone.
    init(message: JSONObject) {
        self.init()
        if let system = message["system"], case .object = system {
            take(system["previous_user_id"]?.text)
            take(system["previous_parent_user_id"]?.text)
        }
        take(message["from"]?.text)
        take(message["from_user_id"]?.text)
        take(message["from_parent_user_id"]?.text)
        guard isAnonymous, let system = message["system"] else { return }
        let words = (system["body"]?.text ?? "").split(separator: " ")
        if let from = words.lastIndex(of: "from"), from + 1 < words.count { take(String(words[from + 1])) }
        // Nothing tells who it was: then the person is at least known from now on.
        if isAnonymous, let successor = InboundMessage.successor(of: message) { self = successor }
    }

    /// The recipient of a member of `message_echoes[]`, or the person at the other end of a call.
    init(to object: JSONObject) {
        self.init()
        take(object["to"]?.text)
        take(object["to_user_id"]?.text)
        take(object["to_parent_user_id"]?.text)
    }

    /// The recipient of a member of `statuses[]`: of a group, the member of it.
    init(status: JSONObject) {
        self.init()
        let isGroup = status["recipient_type"]?.text == "group"
        if !isGroup { take(status["recipient_id"]?.text) }
        // Meta's pages on groups write the member's name in two ways.
        for name in [
            "recipient_participant_id", "participant_recipient_id", "recipient_user_id", "recipient_participant_user_id",
            "participant_recipient_user_id", "recipient_parent_user_id", "parent_recipient_user_id", "recipient_participant_parent_user_id",
            "participant_recipient_parent_user_id",
        ] { take(status[name]?.text) }
    }

    /// An object that names a person by plain names: a preference, a participant of a group.
    init(person: JSONObject) {
        self.init()
        for name in ["wa_id", "user_id", "parent_user_id", "input"] { take(person[name]?.text) }
        take(username: person["username"]?.text)
    }

    /// A member of `contacts[]`.
    init(contact: JSONObject) {
        self.init()
        take(contact["wa_id"]?.text)
        take(contact["user_id"]?.text)
        take(contact["parent_user_id"]?.text)
        if let profile = contact["profile"] { take(username: profile["username"]?.text) }
    }

    /// Every id that no two people share, the ones that identify best first.
    var ids: [String] { [userID, phone, parentUserID].compactMap(\.self) }

    /// Whether both name the same person by something that neither can share with another.
    func shares(with other: ContactAliases) -> Bool {
        if let userID, userID == other.userID { return true }
        if let phone, phone == other.phone { return true }
        if let parentUserID, parentUserID == other.parentUserID { return true }
        return false
    }

    /// Whether both have an id of the same kind and it differs.
    func contradicts(_ other: ContactAliases) -> Bool {
        if let userID, let theirs = other.userID { return userID != theirs }
        if let parentUserID, let theirs = other.parentUserID { return parentUserID != theirs }
        return false
    }

    private enum Kind { case phone, userID, parentUserID, other }

    private static func kind(of id: String) -> Kind {
        let utf8 = id.utf8
        guard let first = utf8.first else { return .other }
        if first == UInt8(ascii: "+") || isDigit(first) { return digits(of: id) == nil ? .other : .phone }
        var rest = utf8[...]
        // As Meta's first pages on user ids have them.
        if rest.starts(with: "user.".utf8) { return (6...133).contains(rest.count) && rest.dropFirst(5).allSatisfy(isLetterOrDigit) ? .userID : .other }
        // Two capital letters of a country, a dot, and up to 128 letters and digits.
        for _ in 0..<2 {
            guard let letter = rest.popFirst(), (UInt8(ascii: "A")...UInt8(ascii: "Z")).contains(letter) else {
                return .other
            }
        }
        guard rest.popFirst() == UInt8(ascii: ".") else { return .other }
        let isParent = rest.starts(with: "ENT.".utf8)
        if isParent { rest = rest.dropFirst(4) }
        guard (1...128).contains(rest.count), rest.allSatisfy(isLetterOrDigit) else { return .other }
        return isParent ? .parentUserID : .userID
    }

    /// The digits of a phone number, which may be written with "+" and separators, or nil where it is none.
    ///
    /// E.164 allows 15 digits; a few more are let through, for the numbers of test accounts.
    package static func digits(of phone: String) -> String? {
        if phone.utf8.allSatisfy(isDigit) { return (1...20).contains(phone.utf8.count) ? phone : nil }
        var result: [UInt8] = []
        for (position, byte) in phone.utf8.enumerated() {
            switch byte {
            case UInt8(ascii: "+") where position == 0: continue
            case UInt8(ascii: " "), UInt8(ascii: "-"), UInt8(ascii: "("), UInt8(ascii: ")"), UInt8(ascii: "."): continue
            case _ where isDigit(byte) && result.count < 20: result.append(byte)
            default: return nil
            }
        }
        return result.isEmpty ? nil : String(decoding: result, as: UTF8.self)
    }

    private static func isDigit(_ byte: UInt8) -> Bool { byte &- UInt8(ascii: "0") < 10 }

    private static func isLetterOrDigit(_ byte: UInt8) -> Bool {
        isDigit(byte) || (byte | 0x20) &- UInt8(ascii: "a") < 26
    }
}
