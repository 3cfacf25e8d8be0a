// Moonpost
// SPDX-License-Identifier: Apache-2.0

package import Core
internal import Crypto
internal import Foundation

/// Reads what Twilio posts into the updates that Meta's webhooks give.
///
/// Parameters that this version does not know are accepted, and kept with the raw body: Twilio adds some without notice.
/// Source: Twilio, "Request to your webhook URL", "Outbound message status in status callbacks".
package enum TwilioWebhook {
    /// The parameters of the status callback's address: our outbox id, and our number, which Twilio leaves out until a
    /// messaging service has chosen one.
    package static let outgoingName = "id", numberName = "number"

    /// The address at which Twilio reports the statuses of a message.
    package static func statusCallback(base: String, number: String, outgoing: String) -> String {
        "\(base)?\(outgoingName)=\(FormFields.escaped(outgoing))&\(numberName)=\(FormFields.escaped(number))"
    }

    /// One POST. It has one update, or several where a message has several files.
    /// - Parameter query: of the address that was called, decoded.
    package static func parse(_ form: FormFields, query: FormFields) -> Webhook {
        guard let sid = form.text("MessageSid") ?? form.text("SmsMessageSid") ?? form.text("SmsSid"), sid.utf8.count <= 128 else {
            return Webhook(updates: [malformed("a form without a usable MessageSid", form)])
        }
        if let status = status(form) { return Webhook(updates: [update(status, of: sid, form, query)]) }
        let messages = TwilioInbound(sid: sid, form: form).messages
        guard let first = messages.first else { return Webhook(updates: [malformed("a message without a sender", form)]) }
        if let choice = choice(of: first.from, form) {
            return Webhook(updates: [
                Update(
                    phoneNumberID: TwilioAddress.ours(form.text("To")), wabaID: form.text("AccountSid"), profileName: form.text("ProfileName"),
                    aliases: first.from, kind: .preference(choice), key: sid, timestamp: nil)
            ])
        }
        return Webhook(updates: messages.map { message in
            Update(
                phoneNumberID: TwilioAddress.ours(form.text("To")), wabaID: form.text("AccountSid"),
                profileName: form.text("ProfileName"), aliases: message.from, kind: .message(message), key: message.id,
                timestamp: nil)
        })
    }

    /// A POST that is no form, such as an event stream: kept as it is.
    package static func parse(_ json: JSON) -> Webhook {
        Webhook(updates: [
            Update(
                phoneNumberID: nil, wabaID: json["AccountSid"]?.text, profileName: nil, aliases: ContactAliases(),
                kind: .other(field: "twilio", value: json), key: key("other:twilio", json), timestamp: nil)
        ])
    }

    /// STOP and START where Twilio has acted upon them: it answers by itself, and lets nothing through to who has said STOP (21610), so
    /// they are choices and no messages. HELP is a message like any other.
    ///
    /// Source: Twilio, "Advanced Opt-Out" (OptOutType).
    private static func choice(of person: ContactAliases, _ form: FormFields) -> PreferenceUpdate? {
        let choice: PreferenceUpdate.Choice
        switch form.text("OptOutType")?.uppercased() {
        case "STOP": choice = .stop
        case "START": choice = .resume
        default: return nil
        }
        return PreferenceUpdate(person: person, category: PreferenceUpdate.marketing, choice: choice, raw: json(form))
    }

    // MARK: - Statuses

    /// The name of the status that a callback reports; nil of a message that somebody sent.
    private static func status(_ form: FormFields) -> String? {
        if let status = form.text("MessageStatus") ?? form.text("SmsStatus"), !["received", "receiving"].contains(status) {
            return status
        }
        return nil
    }

    private static func update(_ name: String, of sid: String, _ form: FormFields, _ query: FormFields) -> Update {
        var recipient = ContactAliases()
        recipient.take(TwilioAddress.person(form.text("To")))
        recipient.take(form.text("ExternalUserId").flatMap { TwilioAddress.person($0) })
        let status = status(name)
        let name = String(name.prefix(64))
        let update = StatusUpdate(
            wamid: sid, status: status, timestamp: nil, recipient: recipient, callbackData: query.text(outgoingName),
            errors: status == .failed ? [error(form)] : [])
        return Update(
            phoneNumberID: query.text(numberName) ?? TwilioAddress.ours(form.text("From")), wabaID: form.text("AccountSid"),
            profileName: nil, aliases: recipient, kind: .status(update), key: sid + ":" + name, timestamp: nil)
    }

    /// Until it is sent, a message is on its way, which tells that Twilio has it and no more.
    private static func status(_ name: String) -> StatusUpdate.Status {
        switch name {
        case "sent": .sent
        case "delivered": .delivered
        case "read": .read
        case "failed", "undelivered", "canceled": .failed
        default: .unknown(String(name.prefix(64)))
        }
    }

    private static func error(_ form: FormFields) -> PlatformError {
        let code = form.text("ErrorCode").flatMap { Int($0) }
        let details = form.text("ErrorMessage") ?? form.text("ChannelStatusMessage")
        return PlatformError(
            code: code ?? PlatformError.unreadable,
            title: code.flatMap { TwilioErrorPolicy.rule(for: $0)?.meaning } ?? "failed without a known error", details: details)
    }

    // MARK: - The rest

    private static func malformed(_ reason: String, _ form: FormFields) -> Update {
        let raw = json(form)
        return Update(
            phoneNumberID: nil, wabaID: form.text("AccountSid"), profileName: nil, aliases: ContactAliases(),
            kind: .malformed(reason: reason, raw: raw), key: key("malformed", raw), timestamp: nil)
    }

    /// Every parameter, by its name; of several of one name the last.
    static func json(_ form: FormFields) -> JSON {
        var object = JSONObject()
        for field in form.fields { object[field.name] = .string(field.value) }
        return .object(object)
    }

    private static func key(_ kind: String, _ content: JSON) -> String {
        kind + ":" + Hexadecimal.text(SHA256.hash(data: content.encoded()).prefix(16))
    }
}
