// Moonpost
// SPDX-License-Identifier: Apache-2.0

internal import Core
internal import Testing
internal import WhatsApp

struct TwilioWebhookTests {
    /// The parameters of a message as Twilio sends them, with some that this program does not know.
    private static func form(_ fields: [(name: String, value: String)]) -> FormFields {
        let usual = [
            ("SmsMessageSid", "SM1"), ("NumMedia", "0"), ("ProfileName", "Amina"), ("WaId", "201001234567"), ("SmsStatus", "received"),
            ("To", "whatsapp:+15550100000"), ("NumSegments", "1"), ("ReferralNumMedia", "0"), ("MessageSid", "SM1"), ("AccountSid", "AC1"),
            ("From", "whatsapp:+201001234567"), ("ApiVersion", "2010-04-01"), ("SomethingNew", "yes"),
        ]
        let given = Set(fields.map(\.name))
        return FormFields(usual.filter { !given.contains($0.0) }.map { (name: $0.0, value: $0.1) } + fields)
    }

    private static func updates(_ fields: [(name: String, value: String)], query: [(name: String, value: String)] = []) -> [Update] {
        TwilioWebhook.parse(form(fields), query: FormFields(query)).updates
    }

    private static func message(_ fields: [(name: String, value: String)]) throws -> InboundMessage {
        let update = try #require(updates(fields).first)
        guard case .message(let message) = update.kind else {
            Issue.record("it is no message but \(update.kind)")
            throw Missing()
        }
        return message
    }

    private struct Missing: Error {}

    @Test("A text says who sent it, to which of our numbers, and under which id it may come again")
    func text() throws {
        let update = try #require(Self.updates([("Body", "hi"), ("MessageType", "text")]).first)
        #expect(update.phoneNumberID == "+15550100000" && update.wabaID == "AC1" && update.profileName == "Amina" && update.key == "SM1")
        #expect(update.aliases == ContactAliases(phone: "201001234567"))
        let message = try Self.message([("Body", "hi")])
        #expect(message.type == .text && message.text == "hi" && message.id == "SM1")
        #expect(message.content == ["type": "text", "id": "SM1", "wamid": "SM1", "text": "hi"])
    }

    @Test("STOP and START that Twilio has acted upon are choices and no messages; HELP is a message", arguments: [
        ("STOP", true), ("stop", true), ("START", false), ("HELP", nil), ("", nil),
    ] as [(String, Bool?)])
    func optOut(_ type: String, _ stops: Bool?) throws {
        let update = try #require(Self.updates([("Body", type), ("OptOutType", type)]).first)
        #expect(update.key == "SM1" && update.aliases == ContactAliases(phone: "201001234567") && update.phoneNumberID == "+15550100000")
        if case .preference(let preference) = update.kind {
            #expect(stops != nil && preference.stopsMarketing == stops)
        } else {
            #expect(stops == nil)
        }
    }

    @Test("A person with a user id is known by it, with a phone number or without")
    func userID() throws {
        let both = try Self.message([("Body", "hi"), ("ExternalUserId", "whatsapp:US.1234")])
        #expect(both.from == ContactAliases(phone: "201001234567", userID: "US.1234"))
        let hidden = try Self.message([("Body", "hi"), ("From", "whatsapp:US.1234"), ("WaId", "")])
        #expect(hidden.from == ContactAliases(userID: "US.1234"))
    }

    @Test("A tap on a button has its id and its title, as from Meta")
    func buttons() throws {
        for kind in ["interactive", "button"] {
            let message = try Self.message([
                ("Body", "Yes"), ("ButtonText", "Yes"), ("ButtonPayload", "yes-1"), ("MessageType", kind),
                ("OriginalRepliedMessageSid", "MM9"), ("OriginalRepliedMessageSender", "whatsapp:+15550100000"),
            ])
            #expect(message.type == .buttons && message.text == "Yes")
            #expect(message.content["id"]?.text == "yes-1" && message.content["title"]?.text == "Yes")
            #expect(message.content["context"] == ["id": "MM9", "from": "15550100000"])
        }
        #expect(try Self.message([("ButtonText", "No")]).content["id"]?.text == "No")
    }

    @Test("A row of a list has its id, title and description")
    func list() throws {
        let message = try Self.message([("Body", "Tea"), ("ListId", "t"), ("ListTitle", "Tea"), ("ListDescription", "Green"), ("MessageType", "interactive")])
        #expect(message.type == .list && message.content["id"]?.text == "t" && message.content["description"]?.text == "Green" && message.text == "Tea")
    }

    @Test("A place has its coordinates, name and address")
    func location() throws {
        let message = try Self.message([("Body", ""), ("Latitude", "30.04"), ("Longitude", "31.23"), ("Label", "Shop"), ("Address", "1 Nile St"), ("MessageType", "location")])
        #expect(message.type == .location && message.content["latitude"]?.double == 30.04 && message.content["longitude"]?.double == 31.23)
        #expect(message.content["name"]?.text == "Shop" && message.content["address"]?.text == "1 Nile St")
    }

    @Test(
        "A file has its address, type and caption, and its kind",
        arguments: [
            ("image/jpeg", "image", MessageType.image), ("video/mp4", "video", .video), ("audio/ogg", "audio", .audio),
            ("application/pdf", "document", .document), ("text/vcard", "contacts", .document), ("image/webp", "sticker", .sticker),
            ("image/png", "", .image), ("", "document", .document),
        ])
    func media(mime: String, kind: String, type: MessageType) throws {
        let message = try Self.message([
            ("Body", "look"), ("NumMedia", "1"), ("MediaUrl0", "https://api.twilio.com/ME1"), ("MediaContentType0", mime), ("MessageType", kind),
        ])
        #expect(message.type == type && message.content["media"]?["url"]?.text == "https://api.twilio.com/ME1")
        #expect(message.content["media"]?["mime_type"]?.text == (mime.isEmpty ? "application/octet-stream" : mime))
        #expect(message.content["caption"]?.text == ([.audio, .sticker].contains(type) ? nil : "look"))
    }

    @Test("Several files are several messages, of which the first has the caption")
    func album() throws {
        let updates = Self.updates([
            ("Body", "both"), ("NumMedia", "2"), ("MediaUrl0", "https://x/0"), ("MediaContentType0", "image/png"), ("MediaUrl1", "https://x/1"),
            ("MediaContentType1", "application/pdf"),
        ])
        #expect(updates.map(\.key) == ["SM1", "SM1#1"])
        let contents = updates.compactMap { if case .message(let message) = $0.kind { message.content } else { nil } }
        #expect(contents.map { $0["type"]?.text } == ["image", "document"] && contents.map { $0["caption"]?.text } == ["both", nil])
    }

    @Test("Forwarding and the advertisement through which a person came are told")
    func referral() throws {
        let message = try Self.message([
            ("Body", "hi"), ("Forwarded", "true"), ("FrequentlyForwarded", "false"), ("ReferralSourceUrl", "https://fb.me/1"), ("ReferralSourceType", "ad"),
            ("ReferralHeadline", "Cement"), ("ReferralCtwaClid", "clid"),
        ])
        #expect(message.content["context"] == ["forwarded": true])
        #expect(message.content["referral"] == ["source_url": "https://fb.me/1", "source_type": "ad", "headline": "Cement", "ctwa_clid": "clid"])
        #expect(try Self.message([("Body", "hi")]).content["referral"] == nil)
    }

    @Test("A message of a kind that nobody knows is kept whole, and what has words is read as a text")
    func unknown() throws {
        let message = try Self.message([("MessageType", "hologram"), ("Depth", "3")])
        #expect(message.type == .unknown && message.content["raw"]?["twilio_hologram"]?["Depth"]?.text == "3")
        #expect(try Self.message([("MessageType", "system"), ("Body", "")]).type == .unknown)
        #expect(try Self.message([("MessageType", "hologram"), ("Body", "words")]).text == "words")
    }

    @Test("A form without a message or a sender is kept as malformed, under a key of its own")
    func malformed() throws {
        for fields in [[("MessageSid", ""), ("SmsMessageSid", "")], [("From", ""), ("WaId", "")], [("MessageSid", String(repeating: "x", count: 129))]] {
            let update = try #require(Self.updates(fields.map { (name: $0.0, value: $0.1) }).first)
            guard case .malformed(_, let raw) = update.kind else {
                Issue.record("it is taken: \(update.kind)")
                return
            }
            #expect(raw["SomethingNew"]?.text == "yes" && update.key.hasPrefix("malformed:"))
        }
    }

    @Test("A message of another channel is for no number of ours")
    func otherChannel() {
        #expect(Self.updates([("Body", "hi"), ("To", "+15550100000"), ("From", "+201001234567")]).first?.phoneNumberID == "sms:+15550100000")
    }

    @Test(
        "Each status of Twilio's is one of ours, with our outbox id out of the address",
        arguments: [
            ("queued", StatusUpdate.Status.unknown("queued")), ("accepted", .unknown("accepted")), ("sending", .unknown("sending")), ("sent", .sent),
            ("delivered", .delivered), ("read", .read), ("undelivered", .failed), ("failed", .failed), ("canceled", .failed),
        ])
    func status(name: String, status: StatusUpdate.Status) throws {
        let fields = [
            (name: "MessageStatus", value: name), ("SmsStatus", name), ("From", "whatsapp:+15550100000"), ("To", "whatsapp:+201001234567"),
            ("ErrorCode", "63016"), ("ErrorMessage", "outside the window"),
        ]
        let update = try #require(Self.updates(fields, query: [("id", "out-1"), ("number", "+15550100000")]).first)
        guard case .status(let told) = update.kind else {
            Issue.record("it is no status")
            return
        }
        #expect(told.status == status && told.wamid == "SM1" && told.callbackData == "out-1" && update.key == "SM1:" + name)
        #expect(update.phoneNumberID == "+15550100000" && told.recipient.phone == "201001234567")
        #expect(told.errors.map(\.code) == (status == .failed ? [63016] : []))
        #expect(told.errors.first?.title == (status == .failed ? "The 24-hour window is closed" : nil))
    }

    @Test("A status finds our number in the address before Twilio has chosen one")
    func statusNumber() {
        let query = [(name: "number", value: "+15550100000")]
        #expect(Self.updates([("MessageStatus", "accepted"), ("From", "")], query: query).first?.phoneNumberID == "+15550100000")
        #expect(Self.updates([("MessageStatus", "sent"), ("From", "whatsapp:+15550100001")]).first?.phoneNumberID == "+15550100001")
    }

    @Test("The address for statuses carries id and number so that they come back")
    func callback() throws {
        let url = TwilioWebhook.statusCallback(base: "https://b.example/whatsapp/status", number: "+1555", outgoing: "01J&X")
        #expect(url == "https://b.example/whatsapp/status?id=01J%26X&number=%2B1555")
    }
}
