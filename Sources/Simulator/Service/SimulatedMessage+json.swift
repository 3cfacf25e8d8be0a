// Moonpost
// SPDX-License-Identifier: Apache-2.0

package import Core

extension SimulatedMessage {
    /// As the page and the state file hold it.
    package var json: JSON {
        var object: JSONObject = [
            "id": .string(id), "number": .string(number), "contact": .string(contact.text), "from": .string(sender.rawValue),
            "time": .integer(time.milliseconds), "type": .string(type), "tick": .string(tick.rawValue),
        ]
        object[type] = content
        object["filled"] = filled
        if let context { object["context"] = .string(context) }
        if let fileName { object["file_name"] = .string(fileName) }
        if let chosen { object["chosen"] = .string(chosen) }
        if let failure { object["error"] = failure.saved }
        if isSeen { object["seen"] = true }
        var reactions: JSONObject = [:]
        if let reactionOfPerson { reactions["person"] = .string(reactionOfPerson) }
        if let reactionOfBot { reactions["bot"] = .string(reactionOfBot) }
        if !reactions.isEmpty { object["reactions"] = .object(reactions) }
        return .object(object)
    }

    /// Reads ``json`` with the members that only the state file has.
    package init?(saved json: JSON) {
        guard let id = json["id"]?.text, let number = json["number"]?.text, let contact = json["contact"]?.text,
            let sender = json["from"]?.text.flatMap(Sender.init), let time = json["time"]?.int, let type = json["type"]?.text,
            let tick = json["tick"]?.text.flatMap(Tick.init), let content = json[type]
        else { return nil }
        self.init(
            id: id, number: number, contact: SimulatedContactID(stored: contact), sender: sender,
            time: Timestamp(milliseconds: time), type: type, content: content, tick: tick)
        filled = json["filled"]
        context = json["context"]?.text
        fileName = json["file_name"]?.text
        chosen = json["chosen"]?.text
        failure = json["error"].flatMap(GraphError.init(saved:))
        isSeen = json["seen"]?.bool ?? false
        callbackData = json["callback_data"]?.text
        reactionOfPerson = json["reactions"]?["person"]?.text
        reactionOfBot = json["reactions"]?["bot"]?.text
    }
}

extension GraphError {
    fileprivate var saved: JSON {
        ["code": .integer(Int64(code)), "title": .string(title), "details": .string(details ?? title)]
    }

    fileprivate init?(saved json: JSON) {
        guard let code = json["code"]?.int, let title = json["title"]?.text else { return nil }
        self.init(code: Int(code), title: title, details: json["details"]?.text)
    }
}
