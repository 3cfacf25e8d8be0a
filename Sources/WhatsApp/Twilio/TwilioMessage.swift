// Moonpost
// SPDX-License-Identifier: Apache-2.0

internal import Core

/// What Twilio can be asked to send.
enum TwilioMessage: Hashable, Sendable {
    case text(String)
    case media(url: String, caption: String?)
    case location(body: String, action: String)
    case content(sid: String, variables: [String: String])
    /// Twilio has nothing like it, and a text would be no substitute: a reaction.
    case nothing

    /// Says a message in Twilio's terms.
    ///
    /// It begins with Meta's own words for it, so every type that there is has a way: what Twilio does not know becomes its
    /// text (``TwilioFallback``), and what has none is refused.
    init(_ message: OutboundMessage, content: TwilioContent) throws(MessageProblem) {
        let body = message.body(to: .phone(""), callbackData: nil)
        let type = body["type"]?.text ?? ""
        try self.init(type: type, body[type] ?? .null, content: content)
    }

    /// - Parameter value: what stands under `type` in Meta's JSON.
    init(type: String, _ value: JSON, content: TwilioContent) throws(MessageProblem) {
        switch type {
        case "text": self = .text(value["body"]?.text ?? "")
        case "image", "video", "audio", "document", "sticker":
            guard let url = value["link"]?.text else {
                throw Self.needsAddress("media", id: value["id"]?.text)
            }
            self = .media(url: url, caption: value["caption"]?.text)
        case "location": self = Self.location(value)
        case "reaction": self = .nothing
        case "template": self = try Self.template(value, content)
        case "interactive": self = try Self.interactive(value, content)
        default: self = .text(try TwilioFallback.text(type: type, value))
        }
    }

    private static func needsAddress(_ field: String, id: String?) -> MessageProblem {
        MessageProblem(field, "is an id of Meta's, and Twilio sends files by their address only", value: id)
    }

    /// Source: Twilio, "Rich messaging features" (location): the body names the place, the label is its address.
    private static func location(_ place: JSON) -> TwilioMessage {
        let point = "\(place["latitude"]?.double ?? 0),\(place["longitude"]?.double ?? 0)"
        let address = place["address"]?.text
        return .location(
            body: place["name"]?.text ?? address ?? point, action: "geo:" + point + (address.map { "|" + $0 } ?? ""))
    }

    /// The values of a template in the order of its parts, as `{{1}}`, `{{2}}` or by their names.
    private static func template(_ template: JSON, _ content: TwilioContent) throws(MessageProblem) -> TwilioMessage {
        let name = template["name"]?.text ?? ""
        guard let sid = content.template(name, template["language"]?["code"]?.text) else {
            throw MessageProblem(
                "template", "has no Content SID at Twilio: add it to the number's content_templates, or with moonpost number set --content-template",
                value: name)
        }
        var variables: [String: String] = [:]
        var position = 0
        for component in template["components"]?.elements ?? [] {
            for parameter in component["parameters"]?.elements ?? [] {
                let value = parameter["text"]?.text ?? parameter["payload"]?.text ?? parameter["coupon_code"]?.text
                    ?? ["image", "video", "document"].compactMap { parameter[$0]?["link"]?.text }.first
                    ?? ["currency", "date_time"].compactMap { parameter[$0]?["fallback_value"]?.text }.first
                if value == nil, let id = ["image", "video", "document"].compactMap({ parameter[$0]?["id"]?.text }).first {
                    throw needsAddress("header", id: id)
                }
                guard let value else {
                    throw MessageProblem("template", "has a value of type \(parameter["type"]?.text ?? "?"), which Twilio does not take", value: name)
                }
                position += 1
                variables[parameter["parameter_name"]?.text ?? String(position)] = value
            }
        }
        return .content(sid: sid, variables: variables)
    }

    private static func interactive(_ interactive: JSON, _ content: TwilioContent) throws(MessageProblem) -> TwilioMessage {
        let header = interactive["header"], kind = header?["type"]?.text ?? "text"
        if let id = header?[kind]?["id"]?.text, header?[kind]?["link"] == nil { throw Self.needsAddress("header", id: id) }
        let text = TwilioFallback.body(of: interactive)
        let choices = TwilioFallback.choices(of: interactive)
        let sid: String?, first: [String]
        switch interactive["type"]?.text {
        case "button" where kind == "text": (sid, first) = (content.buttons(choices.count), [text])
        case "list":
            // A variable may not be empty, so rows of which some have a description are shown as text, where nothing is lost.
            let isPlain = choices.allSatisfy { $0.description == nil && $0.section == nil }
            (sid, first) = (isPlain ? content.list(choices.count) : nil, [text, interactive["action"]?["button"]?.text ?? ""])
        default: (sid, first) = (nil, [])
        }
        guard let sid, Limits.length(of: text) <= Limits.interactiveText else {
            return .text(try TwilioFallback.text(type: "interactive", interactive))
        }
        let values = first + choices.flatMap { [$0.title, $0.id] }
        let pairs = values.enumerated().map { (String($0.offset + 1), $0.element) }
        return .content(sid: sid, variables: Dictionary(pairs, uniquingKeysWith: { first, _ in first }))
    }
}
