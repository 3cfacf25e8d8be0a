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
    init(message: JSONObject) {
        self.init()
        take(message["from"]?.text)
        take(message["from_user_id"]?.text)
        take(message["from_parent_user_id"]?.text)
    }

    /// The recipient of a member of `statuses[]`.
    init(status: JSONObject) {
        self.init()
        take(status["recipient_id"]?.text)
        take(status["recipient_user_id"]?.text)
        take(status["recipient_parent_user_id"]?.text ?? status["parent_recipient_user_id"]?.text)
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
        // Two capital letters of a country, a dot, and up to 128 letters and digits.
        var rest = utf8[...]
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
