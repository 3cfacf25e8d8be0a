// Moonpost
// SPDX-License-Identifier: Apache-2.0

package import Core

extension SimulatedContact {
    /// As the page and the state file hold it.
    package var json: JSON {
        var object: JSONObject = [
            "id": .string(id.text), "name": .string(name), "user_id": .string(userID), "language": .string(language),
            "direction": readsRightToLeft ? "rtl" : "ltr",
        ]
        if let phone { object["phone"] = .string(phone) }
        if let username { object["username"] = .string(username) }
        return .object(object)
    }

    init?(saved json: JSON) {
        guard let id = json["id"]?.text, let name = json["name"]?.text, let userID = json["user_id"]?.text,
            let language = json["language"]?.text
        else { return nil }
        self.init(
            id: SimulatedContactID(stored: id), name: name, phone: json["phone"]?.text, userID: userID,
            username: json["username"]?.text, language: language)
    }
}

extension SimulatedConversation {
    /// As the page and the state file hold it, without its messages.
    package func json(of key: Key) -> JSON {
        [
            "number": .string(key.number), "contact": .string(key.contact.text), "unread": .integer(Int64(unread)),
            "typing_until": typingUntil.map { .integer($0.milliseconds) } ?? .null,
            "last_from_person": lastFromPerson.map { .integer($0.milliseconds) } ?? .null,
        ]
    }
}
