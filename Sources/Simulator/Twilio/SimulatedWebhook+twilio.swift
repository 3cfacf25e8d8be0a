// Moonpost
// SPDX-License-Identifier: Apache-2.0

internal import Core
internal import WhatsApp

extension SimulatedWebhook {
    /// The webhook in Twilio's form: a message goes to the number's address, a status to the one that the message was sent with.
    ///
    /// Source: Twilio, "Request to your webhook URL", "Outbound message status in status callbacks", "Webhooks security".
    func delivery(
        for number: SimulatedNumber, _ twilio: SimulatedTwilio
    ) -> (url: String, headers: [(name: String, value: String)], body: [UInt8]) {
        let value = body["entry"]?[0]?["changes"]?[0]?["value"] ?? .null
        var url = number.webhookURL
        let form: FormFields
        switch subject {
        case .message(let sid): form = Self.message(sid, value, number, twilio)
        // Twilio tells nothing of the account.
        case .account: form = FormFields()
        case .status(let sid, let tick):
            let status = value["statuses"]?[0] ?? .null
            url = status["biz_opaque_callback_data"]?.text ?? url
            form = Self.status(sid, tick, status, number, twilio)
        }
        // What stands behind "#" tells Twilio how to call, and is not sent.
        let called = String(url.prefix { $0 != "#" })
        let headers = [
            (name: "Content-Type", value: "application/x-www-form-urlencoded; charset=UTF-8"),
            (name: "User-Agent", value: "TwilioProxy/1.1"),
            (name: TwilioSignature.headerName, value: TwilioSignature.sign(form, url: called, token: twilio.authToken)),
        ]
        return (called, headers, form.encoded)
    }

    private static func message(_ sid: String, _ value: JSON, _ number: SimulatedNumber, _ twilio: SimulatedTwilio) -> FormFields {
        let message = value["messages"]?[0] ?? .null, person = value["contacts"]?[0] ?? .null
        let type = message["type"]?.text ?? ""
        let content = message[type] ?? .null
        var form = FormFields([
            ("SmsMessageSid", sid), ("SmsSid", sid), ("MessageSid", sid), ("AccountSid", twilio.accountSID), ("SmsStatus", "received"),
            ("NumSegments", "1"), ("ReferralNumMedia", "0"), ("ApiVersion", "2010-04-01"), ("MessageType", type),
            ("To", TwilioAddress.text(of: number.phoneNumberID)), ("ProfileName", person["profile"]?["name"]?.text ?? ""),
        ])
        let userID = message["from_user_id"]?.text
        if let phone = message["from"]?.text {
            form.append("From", "whatsapp:+" + phone)
            form.append("WaId", phone)
        } else {
            form.append("From", "whatsapp:" + (userID ?? ""))
        }
        if let userID { form.append("ExternalUserId", "whatsapp:" + userID) }
        if let quoted = message["context"]?["id"]?.text {
            form.append("OriginalRepliedMessageSid", quoted)
            form.append("OriginalRepliedMessageSender", "whatsapp:+" + (message["context"]?["from"]?.text ?? ""))
        }
        let isFile = MediaKind(rawValue: type) != nil
        form.append("NumMedia", isFile ? "1" : "0")
        form.append("Body", body(type, content))
        if isFile {
            let id = content["id"]?.text ?? ""
            form.append("MediaUrl0", "\(twilio.apiURL)/2010-04-01/Accounts/\(twilio.accountSID)/Messages/\(sid)/Media/ME\(id)")
            form.append("MediaContentType0", content["mime_type"]?.text ?? "application/octet-stream")
        }
        if let reply = content["button_reply"] {
            form.append("ButtonText", reply["title"]?.text ?? "")
            form.append("ButtonPayload", reply["id"]?.text ?? "")
        }
        if let reply = content["list_reply"] {
            form.append("ListId", reply["id"]?.text ?? "")
            form.append("ListTitle", reply["title"]?.text ?? "")
            if let description = reply["description"]?.text { form.append("ListDescription", description) }
        }
        if type == "location" {
            for (name, key) in [("Latitude", "latitude"), ("Longitude", "longitude")] { form.append(name, "\(content[key]?.double ?? 0)") }
            if let label = content["name"]?.text { form.append("Label", label) }
            if let address = content["address"]?.text { form.append("Address", address) }
        }
        return form
    }

    private static func body(_ type: String, _ content: JSON) -> String {
        content["body"]?.text ?? content["caption"]?.text ?? content["button_reply"]?["title"]?.text ?? content["list_reply"]?["title"]?.text ?? ""
    }

    private static func status(
        _ sid: String, _ tick: Tick, _ status: JSON, _ number: SimulatedNumber, _ twilio: SimulatedTwilio
    ) -> FormFields {
        let error = status["errors"]?[0]
        let name = error?["code"]?.int == Int64(GraphError.undeliverable.code) ? "undelivered" : tick.rawValue
        let person = status["recipient_id"]?.text.map { "+" + $0 } ?? status["recipient_user_id"]?.text ?? ""
        var form = FormFields([
            ("ChannelPrefix", "whatsapp"), ("ApiVersion", "2010-04-01"), ("MessageStatus", name), ("SmsStatus", name), ("SmsSid", sid),
            ("MessageSid", sid), ("AccountSid", twilio.accountSID), ("From", TwilioAddress.text(of: number.phoneNumberID)), ("To", "whatsapp:" + person),
            ("ChannelToAddress", person),
        ])
        if tick == .read || tick == .delivered { form.append("EventType", name.uppercased()) }
        if let error, let code = error["code"]?.int {
            let title = error["title"]?.text ?? ""
            form.append("ErrorCode", String(TwilioError.code(of: GraphError(code: Int(code), title: title))))
            form.append("ChannelStatusMessage", error["error_data"]?["details"]?.text ?? title)
        }
        return form
    }
}
