// Moonpost
// SPDX-License-Identifier: Apache-2.0

internal import Core

/// A number that sends through Twilio: makes the form of `Messages.json` of a message.
package struct TwilioNumber: Hashable, Sendable {
    /// Twilio's limit of `Body`, in characters. Source: Twilio, "Messages resource", and its error 21617.
    package static let textLimit = 1_600

    /// With "+".
    package let number: String
    package let messagingServiceSID: String?
    package let content: TwilioContent

    package init(number: String, messagingServiceSID: String? = nil, content: TwilioContent = TwilioContent()) {
        self.number = number
        self.messagingServiceSID = messagingServiceSID
        self.content = content
    }

    /// The messages that this one takes at Twilio: itself, texts in its place, or none.
    ///
    /// A file may be known by its id alone as yet: whether that has an address shows when it is sent, and words in which the address
    /// stands are made then. What comes out of it stays as it is when it is put in again.
    package func messages(for message: OutboundMessage) throws(MessageProblem) -> [OutboundMessage] {
        var hasIDs = false
        let addressed = message.replacingFiles { file in
            guard case .id = file.source else { return file }
            hasIDs = true
            var file = file
            file.source = .link(Self.anyAddress)
            return file
        }
        switch try TwilioMessage(addressed, content: content) {
        case .nothing: return []
        case .text(let text) where !hasIDs: return TextSplitter.split(text, limit: Self.textLimit).map { OutboundMessage(.text($0)) }
        case .text, .media, .location, .content: return [message]
        }
    }

    /// Stands for the address that a file will have; nobody sees it.
    private static let anyAddress = "https://file.invalid"

    /// The form that sends it, with every file at its address.
    /// - Throws: ``MessageProblem`` where it cannot be sent as one message, or a file has an id alone.
    package func form(
        for message: OutboundMessage, to recipient: Recipient, statusCallback: String?
    ) throws(MessageProblem) -> FormFields {
        var form = FormFields([
            ("To", TwilioAddress.text(of: recipient)), ("From", TwilioAddress.text(of: number)),
        ])
        if let messagingServiceSID { form.append("MessagingServiceSid", messagingServiceSID) }
        switch try TwilioMessage(message, content: content) {
        case .text(let text):
            let length = Limits.length(of: text)
            guard length <= Self.textLimit else {
                throw MessageProblem(
                    "text", "has \(length) characters, the limit of Twilio is \(Self.textLimit)", limit: Self.textLimit, value: text)
            }
            form.append("Body", text)
        case .media(let url, let caption):
            if let caption { form.append("Body", caption) }
            form.append("MediaUrl", url)
        case .location(let body, let action):
            form.append("Body", body)
            form.append("PersistentAction", action)
        case .content(let sid, let variables):
            form.append("ContentSid", sid)
            if !variables.isEmpty {
                let object = JSONObject(variables.sorted { ($0.key.count, $0.key) < ($1.key.count, $1.key) }.map { ($0.key, .string($0.value)) })
                form.append("ContentVariables", JSON.object(object).description)
            }
        case .nothing: throw MessageProblem("type", "cannot be sent through Twilio", value: message.type.rawValue)
        }
        if let statusCallback { form.append("StatusCallback", statusCallback) }
        return form
    }

    /// Shows that we are typing, and marks the message as read. Source: Twilio, "Typing indicators resource" (public beta).
    package func typing(after sid: String) -> FormFields {
        FormFields([("messageId", String(sid.prefix { $0 != "#" })), ("channel", "whatsapp")])
    }
}
