// Moonpost
// SPDX-License-Identifier: Apache-2.0

internal import Core
internal import WhatsApp

extension MessageCheck {
    func location(_ location: JSONObject) throws(GraphError) {
        try coordinate("latitude", location, bound: 90)
        try coordinate("longitude", location, bound: 180)
        for name in ["name", "address"] {
            guard let value = location[name], !value.isNull, value.text == nil else { continue }
            throw .parameter("Param location['\(name)'] must be a string.")
        }
    }

    /// A coordinate may come as a number or as its text.
    private func coordinate(_ name: String, _ location: JSONObject, bound: Double) throws(GraphError) {
        guard let value = location[name], !value.isNull else { throw .required("location['\(name)']") }
        guard let degrees = value.double ?? value.text.flatMap(Double.init), degrees.magnitude <= bound else {
            throw .invalid("Location \(name) must be a number from -\(Int(bound)) to \(Int(bound))")
        }
    }

    func contacts(_ contacts: JSON) throws(GraphError) {
        guard let cards = contacts.elements else { throw .parameter("Param contacts must be an array.") }
        guard (1...Limits.contacts).contains(cards.count) else {
            throw .invalid("Invalid contacts count. Min allowed contacts: 1, Max allowed contacts: \(Limits.contacts)")
        }
        for (index, card) in cards.enumerated() {
            guard let name = card["name"]?.object else { throw .required("contacts[\(index)]['name']") }
            guard let formatted = name["formatted_name"]?.text, !formatted.isEmpty else {
                throw .required("contacts[\(index)]['name']['formatted_name']")
            }
            let parts = ["first_name", "last_name", "middle_name", "suffix", "prefix"]
            guard parts.contains(where: { name[$0]?.text != nil }) else {
                throw .missing("contacts[\(index)]: at least one part of the name is needed beside formatted_name")
            }
        }
    }

    func reaction(_ reaction: JSONObject) throws(GraphError) {
        guard let message = reaction["message_id"]?.text, !message.isEmpty else { throw .required("reaction['message_id']") }
        guard reaction["emoji"]?.text != nil else { throw .required("reaction['emoji']") }
    }

    func media(_ media: JSONObject, type: String) throws(GraphError) {
        switch (media["id"], media["link"]) {
        case (nil, nil): throw .required("\(type)['id' or 'link']")
        case (_?, _?): throw .invalid("Only one of id and link may be given for \(type)")
        case (let id?, nil):
            guard files.contains(id.text ?? "") else {
                throw .parameter("Param \(type)['id'] is not a valid whatsapp business account media attachment ID")
            }
        case (nil, let link?): try webAddress(link, name: "\(type)['link']")
        }
        guard let caption = media["caption"] else { return }
        guard type != "audio", type != "sticker" else { throw .invalid("A caption is not allowed on \(type)") }
        guard let caption = caption.text else { throw .parameter("Param \(type)['caption'] must be a string.") }
        guard Limits.length(of: caption) <= Limits.caption else {
            throw .parameter("Param \(type)['caption'] must be at most \(Limits.caption) characters long.")
        }
    }

    func webAddress(_ value: JSON, name: String) throws(GraphError) {
        let text = value.text?.lowercased() ?? ""
        let rest = text.hasPrefix("https://") ? text.dropFirst(8) : text.hasPrefix("http://") ? text.dropFirst(7) : ""
        guard let first = rest.first, first != "/", !text.contains(where: \.isWhitespace) else {
            throw .parameter("Param \(name) is not a valid URL.")
        }
    }
}
