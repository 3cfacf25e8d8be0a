// Moonpost
// SPDX-License-Identifier: Apache-2.0

package import Core

extension OutboundMessage {
    /// A text with a button that calls the number.
    ///
    /// Source: Meta, "Send a WhatsApp call button".
    package struct VoiceCall: Hashable, Sendable {
        package var text: String
        /// The button's label; without it, "Call now" in the person's language.
        package var title: String?
        /// How long the button works; without it, seven days.
        package var minutes: Int?
        /// Comes back with the call.
        package var payload: String?
    }

    /// A text with a form in which people give their address. In India alone.
    ///
    /// Source: Meta, "Address messages".
    package struct Address: Hashable, Sendable {
        package var text: String
        package var header: Header?
        package var footer: String?
        /// "IN".
        package var country: String
        /// What stands in the form already, such as `in_pin_code` and `city`.
        package var values: JSONObject?
        /// Addresses to choose from: tables with `id` and `value`.
        package var saved: [JSON]
        /// What is wrong with a value that was given before, by its name.
        package var errors: JSONObject?
    }
}

extension OutboundMessage.VoiceCall {
    static let names = ["text", "title", "ttl_minutes", "payload"]

    init(_ reader: ScriptReader) throws(MessageProblem) {
        text = try reader.requiredText("text", limit: Limits.interactiveText)
        title = try reader.text("title", limit: Limits.callTitle)
        minutes = try reader.integer("ttl_minutes", from: 1, to: Limits.callMinutes)
        payload = try reader.text("payload", limit: Limits.callPayload)
    }

    var encoded: JSON {
        var parameters = JSONObject()
        parameters["display_text"] = title.map(JSON.string)
        parameters["ttl_minutes"] = minutes.map { .integer(Int64($0)) }
        parameters["payload"] = payload.map(JSON.string)
        var action: JSONObject = ["name": "voice_call"]
        if !parameters.isEmpty { action["parameters"] = .object(parameters) }
        return OutboundMessage.interactive("voice_call", text: text, action: .object(action))
    }
}

extension OutboundMessage.Address {
    static let names = ["text", "header", "footer", "country", "values", "saved_addresses", "validation_errors"]

    /// The fields of the form.
    private static let fields = [
        "name", "phone_number", "in_pin_code", "house_number", "floor_number", "tower_number", "building_name", "address",
        "landmark_area", "city", "state",
    ]

    init(_ reader: ScriptReader) throws(MessageProblem) {
        text = try reader.requiredText("text", limit: Limits.interactiveText)
        header = try OutboundMessage.Header(reader, takesMedia: false)
        footer = try reader.text("footer", limit: Limits.footer)
        country = try reader.choice("country", of: ["IN"]) ?? "IN"
        values = try Self.values("values", reader)
        errors = try Self.values("validation_errors", reader)
        saved = []
        for (index, element) in (try reader.list("saved_addresses", limit: Limits.addresses) ?? []).enumerated() {
            let path = reader.field("saved_addresses[\(index + 1)]")
            let address = try ScriptReader(element, path: path, names: ["id", "value"])
            let id = try address.requiredText("id", limit: Limits.rowID)
            guard let value = try Self.values("value", address) else { throw MessageProblem(path + ".value", "is missing") }
            saved.append(["id": .string(id), "value": .object(value)])
        }
    }

    private static func values(_ name: String, _ reader: ScriptReader) throws(MessageProblem) -> JSONObject? {
        guard let table = try reader.table(name) else { return nil }
        let values = try ScriptReader(.object(table), path: reader.field(name), names: fields)
        var result = JSONObject()
        for (key, _) in table { result[key] = .string(try values.requiredText(key, limit: Limits.addressText)) }
        return result
    }

    var encoded: JSON {
        var parameters: JSONObject = ["country": .string(country)]
        parameters["values"] = values.map(JSON.object)
        if !saved.isEmpty { parameters["saved_addresses"] = .array(saved) }
        parameters["validation_errors"] = errors.map(JSON.object)
        return OutboundMessage.interactive(
            "address_message", text: text, header: header, footer: footer,
            action: ["name": "address_message", "parameters": .object(parameters)])
    }
}
