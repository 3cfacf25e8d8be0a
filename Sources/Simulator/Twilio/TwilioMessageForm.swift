// Moonpost
// SPDX-License-Identifier: Apache-2.0

internal import Core
internal import WhatsApp

/// Checks a form of `Messages.json` as Twilio does, and says it in Meta's words, as Twilio passes it on.
struct TwilioMessageForm {
    let form: FormFields
    let content: [String: SimulatedTwilio.Content]

    /// Twilio's own limit. Source: Twilio, error 21617.
    private static let longestBody = 1_600

    func message() throws(TwilioError) -> OutgoingMessage {
        var request: JSONObject = [:]
        try recipient(into: &request)
        if let address = callback, !Self.isAddress(address) {
            throw TwilioError(code: 21609, message: "The 'StatusCallback' URL \(address) is not a valid URL.")
        }
        let (type, value, isTemplate) = try body()
        request["type"] = .string(type)
        request[type] = value
        do {
            // Meta's limits are not Twilio's to know; what breaks them is told at once here, and a little later by Twilio.
            var message = try MessageCheck(request: request).message()
            message.callbackData = callback
            message.isTemplate = isTemplate
            return message
        } catch {
            throw TwilioError(error)
        }
    }

    private var callback: String? { text("StatusCallback") }

    private func text(_ name: String) -> String? { form[name].flatMap { $0.isEmpty ? nil : $0 } }

    private func recipient(into request: inout JSONObject) throws(TwilioError) {
        guard let to = text("To") else { throw TwilioError(code: 21604, message: "A 'To' phone number is required.") }
        guard to.hasPrefix("whatsapp:") else {
            throw TwilioError(code: 21211, message: "The 'To' number \(to) is not a valid phone number.")
        }
        let address = String(to.dropFirst(9))
        if let number = TwilioAddress.number(to) {
            request["to"] = .string(String(number.dropFirst()))
        } else if address.contains("."), !address.hasPrefix("+") {
            request["recipient"] = .string(address)
        } else {
            throw TwilioError(code: 21211, message: "The 'To' number \(to) is not a valid phone number.")
        }
    }

    private func body() throws(TwilioError) -> (type: String, value: JSON, isTemplate: Bool) {
        if let sid = text("ContentSid") { return try filled(sid) }
        let body = text("Body")
        if let body, Limits.length(of: body) > Self.longestBody {
            throw TwilioError(code: 21617, message: "The concatenated message body exceeds the 1600 character limit")
        }
        if let place = text("PersistentAction") { return ("location", try location(place, name: body), false) }
        let files = form.values(of: "MediaUrl")
        guard files.count <= 1 else { throw TwilioError(code: 21623, message: "Number of media files exceeds allowed limit") }
        if let url = files.first {
            guard Self.isAddress(url) else { throw TwilioError(code: 21620, message: "Invalid media URL(s)") }
            let kind = Self.kind(of: url)
            var file: JSONObject = ["link": .string(url)]
            if kind.hasCaption, let body { file["caption"] = .string(body) }
            return (kind.rawValue, .object(file), false)
        }
        guard let body else { throw TwilioError(code: 21619, message: "A text message body or media urls must be specified.") }
        return ("text", ["body": .string(body)], false)
    }

    private func location(_ action: String, name: String?) throws(TwilioError) -> JSON {
        let parts = action.dropFirst(4).split(separator: "|", maxSplits: 1)
        let point = (parts.first ?? "").split(separator: ",").compactMap { Double($0) }
        guard action.hasPrefix("geo:"), point.count == 2 else { throw TwilioError(code: 63021, message: "Invalid PersistentAction \(action)") }
        var place: JSONObject = ["latitude": .number(point[0]), "longitude": .number(point[1])]
        place["name"] = name.map(JSON.string)
        place["address"] = parts.dropFirst().first.map { .string(String($0)) }
        return .object(place)
    }

    private func filled(_ sid: String) throws(TwilioError) -> (type: String, value: JSON, isTemplate: Bool) {
        guard let template = content[sid] else { throw TwilioError(status: 404, code: 21655, message: "The ContentSid \(sid) is Invalid") }
        var variables: [String: String] = [:]
        if let text = text("ContentVariables") {
            guard let object = (try? JSON(text))?.object else { throw TwilioError(code: 21656, message: "The Content Variables parameter is invalid") }
            for (name, value) in object {
                guard let value = value.text, !value.isEmpty else { throw TwilioError(code: 21656, message: "The Content Variables parameter is invalid") }
                variables[name] = value
            }
        }
        switch template {
        case .quickReply(let count):
            let buttons = try choices(count, after: 1, variables).map { ["type": "reply", "reply": $0] as JSON }
            return ("interactive", ["type": "button", "body": ["text": try value(1, variables)], "action": ["buttons": .array(buttons)]], false)
        case .listPicker(let count):
            let action: JSON = ["button": try value(2, variables), "sections": [["rows": .array(try choices(count, after: 2, variables))]]]
            return ("interactive", ["type": "list", "body": ["text": try value(1, variables)], "action": action], false)
        case .template(let text):
            var filled = text
            var behind: [String] = []
            for (name, value) in variables.sorted(by: { ($0.key.count, $0.key) < ($1.key.count, $1.key) }) {
                if filled.contains("{{\(name)}}") { filled = filled.replacing("{{\(name)}}", with: value) } else { behind.append(value) }
            }
            return ("text", ["body": .string(([filled] + behind).joined(separator: " "))], true)
        }
    }

    private func choices(_ count: Int, after first: Int, _ variables: [String: String]) throws(TwilioError) -> [JSON] {
        var choices: [JSON] = []
        for index in 0..<count {
            choices.append(["id": try value(first + 2 * index + 2, variables), "title": try value(first + 2 * index + 1, variables)])
        }
        return choices
    }

    private func value(_ place: Int, _ variables: [String: String]) throws(TwilioError) -> JSON {
        guard let value = variables[String(place)] else { throw TwilioError(code: 21656, message: "The Content Variables parameter is invalid") }
        return .string(value)
    }

    private static func isAddress(_ text: String) -> Bool {
        ["https://", "http://"].contains { text.hasPrefix($0) && text.count > $0.count } && !text.contains { $0.isWhitespace }
    }

    /// Twilio asks the file's server for its type; here the name tells it.
    private static func kind(of url: String) -> MediaKind {
        let name = url.prefix { $0 != "?" }
        for kind in [MediaKind.image, .video, .audio] where (try? MediaFile.type(of: String(name), as: kind)) != nil { return kind }
        return .document
    }
}
