// Moonpost
// SPDX-License-Identifier: Apache-2.0

internal import Core

/// Says in Meta's words what a person sent through Twilio, so that scripts see the same message over both transports.
///
/// Source: Twilio, "Request to your webhook URL" (WhatsApp, location, referral and reply parameters).
struct TwilioInbound {
    let sid: String
    let form: FormFields

    /// The messages: one, or one for each file where several came together. Empty where nobody is named as their sender.
    var messages: [InboundMessage] {
        let from = sender
        if from.isAnonymous { return [] }
        return contents.enumerated().map { index, content in
            var object: JSONObject = ["type": .string(content.type)]
            object[content.type] = content.value
            object["context"] = context
            object["referral"] = referral
            // Of several files the first keeps the message's id, and the others have it with their number.
            return InboundMessage(id: index == 0 ? sid : "\(sid)#\(index)", from: from, object: object)
        }
    }

    private var sender: ContactAliases {
        var aliases = ContactAliases()
        aliases.take(TwilioAddress.person(form.text("From")))
        aliases.take(form.text("WaId"))
        aliases.take(TwilioAddress.person(form.text("ExternalUserId")))
        return aliases
    }

    private typealias Content = (type: String, value: JSON)

    private var contents: [Content] {
        if let place { return [("location", place)] }
        if let choice { return [choice] }
        let files = files
        if !files.isEmpty { return files }
        let kind = form.text("MessageType")
        // Under a name that is none of Meta's, so that it is taken for unknown and kept whole.
        if form.text("Body") == nil, let kind, kind != "text" { return [("twilio_" + kind, TwilioWebhook.json(form))] }
        return [("text", ["body": .string(form["Body"] ?? "")])]
    }

    private var place: JSON? {
        guard let latitude = form.text("Latitude").flatMap(Double.init), let longitude = form.text("Longitude").flatMap(Double.init),
            latitude.magnitude <= 90, longitude.magnitude <= 180
        else { return nil }
        var place: JSONObject = ["latitude": .number(latitude), "longitude": .number(longitude)]
        place["name"] = form.text("Label").map(JSON.string)
        place["address"] = form.text("Address").map(JSON.string)
        return .object(place)
    }

    /// A tap on a row of a list, on a button, or on a button of a template.
    private var choice: Content? {
        if let id = form.text("ListId") {
            var reply: JSONObject = ["id": .string(id), "title": .string(form.text("ListTitle") ?? form["Body"] ?? id)]
            reply["description"] = form.text("ListDescription").map(JSON.string)
            return ("interactive", ["type": "list_reply", "list_reply": .object(reply)])
        }
        guard let title = form.text("ButtonText") ?? form.text("ButtonPayload") else { return nil }
        let id = form.text("ButtonPayload") ?? title
        if form.text("MessageType") == "button" { return ("button", ["payload": .string(id), "text": .string(title)]) }
        return ("interactive", ["type": "button_reply", "button_reply": ["id": .string(id), "title": .string(title)]])
    }

    /// A contact card comes as a file of type text/vcard, and is a document to scripts.
    private var files: [Content] {
        let count = form.text("NumMedia").flatMap { Int($0) } ?? 0
        return (0..<min(max(count, 0), Self.mostFiles)).compactMap { index in
            guard let url = form.text("MediaUrl\(index)") else { return nil }
            let type = form.text("MediaContentType\(index)") ?? "application/octet-stream"
            var file: JSONObject = ["url": .string(url), "mime_type": .string(type)]
            let kind = kind(of: type)
            if index == 0, kind.hasCaption { file["caption"] = form.text("Body").map(JSON.string) }
            return (kind.rawValue, .object(file))
        }
    }

    /// Twilio's own limit. Source: Twilio, "Messages resource" (MediaUrl).
    private static let mostFiles = 10

    private func kind(of type: String) -> MediaKind {
        if let kind = form.text("MessageType").flatMap(MediaKind.init) { return kind }
        switch type.prefix(while: { $0 != "/" }).lowercased() {
        case "image": return .image
        case "video": return .video
        case "audio": return .audio
        default: return .document
        }
    }

    private var context: JSON? {
        var context = JSONObject()
        context["id"] = form.text("OriginalRepliedMessageSid").map(JSON.string)
        if let author = TwilioAddress.person(form.text("OriginalRepliedMessageSender")) {
            context["from"] = .string(ContactAliases.digits(of: author) ?? author)
        }
        if form.text("Forwarded") == "true" { context["forwarded"] = true }
        if form.text("FrequentlyForwarded") == "true" { context["frequently_forwarded"] = true }
        return context.isEmpty ? nil : .object(context)
    }

    /// The advertisement through which the person came.
    private var referral: JSON? {
        let names = [
            ("source_url", "SourceUrl"), ("source_id", "SourceId"), ("source_type", "SourceType"), ("headline", "Headline"),
            ("body", "Body"), ("media_id", "MediaId"), ("media_type", "MediaContentType"), ("media_url", "MediaUrl"),
            ("ctwa_clid", "CtwaClid"),
        ]
        var referral = JSONObject()
        for (ours, theirs) in names { referral[ours] = form.text("Referral" + theirs).map(JSON.string) }
        return referral.isEmpty ? nil : .object(referral)
    }
}
