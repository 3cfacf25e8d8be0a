// Moonpost
// SPDX-License-Identifier: Apache-2.0

package import Core

/// What a person does that is no message: it comes in webhooks of their own fields. Twilio tells none of it.
extension SimulatedPlatform {
    /// The person calls the number and hangs up after a while; the call opens the 24-hour window.
    ///
    /// Source: Meta, "WhatsApp Business Calling API", `calls`.
    package mutating func personCalls(
        _ id: SimulatedContactID, _ phoneNumberID: String, seconds: Int = 30, now: Timestamp
    ) throws(PersonProblem) -> [PlatformAction] {
        let (contact, number) = try parties(id, phoneNumberID)
        conversations[SimulatedConversation.Key(number: phoneNumberID, contact: id), default: SimulatedConversation()].lastFromPerson = now
        var call: JSONObject = [
            "id": .string("wacid." + ids.next(SimulatedMessageSubject.self).text), "to": .string(number.displayNumber), "direction": "USER_INITIATED",
            "from_user_id": .string(contact.userID),
        ]
        if let phone = contact.phone { call["from"] = .string(phone) }
        var connect = call
        connect["event"] = "connect"
        connect["timestamp"] = SimulatedWebhook.seconds(now)
        connect["session"] = ["sdp_type": "offer", "sdp": "v=0\r\n"]
        let end = now + .seconds(seconds)
        var terminate = call
        terminate["event"] = "terminate"
        terminate["status"] = "COMPLETED"
        terminate["timestamp"] = SimulatedWebhook.seconds(end)
        terminate["start_time"] = SimulatedWebhook.seconds(now)
        terminate["end_time"] = SimulatedWebhook.seconds(end)
        terminate["duration"] = .integer(Int64(seconds))
        return [connect, terminate].flatMap { tell("calls", ["calls": [.object($0)]], of: contact, to: number) }
    }

    /// The person stops marketing in WhatsApp itself, or wants it again.
    ///
    /// Source: Meta, `user_preferences`.
    package mutating func personPrefers(
        marketing isWanted: Bool, _ id: SimulatedContactID, on phoneNumberID: String, now: Timestamp
    ) throws(PersonProblem) -> [PlatformAction] {
        let (contact, number) = try parties(id, phoneNumberID)
        var preference: JSONObject = [
            "user_id": .string(contact.userID), "category": "marketing_messages", "value": isWanted ? "resume" : "stop",
            "detail": .string("User requested to \(isWanted ? "resume" : "stop") marketing messages"),
            "timestamp": .integer(now.milliseconds / 1_000),
        ]
        if let phone = contact.phone { preference["wa_id"] = .string(phone) }
        return tell("user_preferences", ["user_preferences": [.object(preference)]], of: contact, to: number)
    }

    /// The person goes on with another number; whoever wrote with it is told.
    ///
    /// Source: Meta, "System messages webhook", `user_changed_number`.
    /// - Throws: ``PersonProblem`` for a number that is none, or that somebody has, and for somebody whose number nobody sees.
    package mutating func personChanges(
        phone: String, _ id: SimulatedContactID, on phoneNumberID: String, now: Timestamp
    ) throws(PersonProblem) -> [PlatformAction] {
        let (contact, number) = try parties(id, phoneNumberID)
        guard let before = contact.phone else { throw PersonProblem(.invalid, "\(contact.name) hides the number, so nobody is told of another") }
        let digits = try digits(of: phone)
        if let taken = self.contact(named: digits) { throw PersonProblem(.taken, "\(taken.name) has that phone number already") }
        let message: JSON = [
            "from": .string(before), "id": .string(messageID(of: contact, on: number, isFromBot: false)), "timestamp": SimulatedWebhook.seconds(now),
            "type": "system",
            "system": [
                "type": "user_changed_number", "wa_id": .string(digits),
                "body": .string("User \(contact.name) changed from \(before) to \(digits)"),
            ],
        ]
        change(phone: digits, of: contact)
        let changed = self.contact(id) ?? contact
        return [.show(.contact(changed))] + tell("messages", ["messages": [message]], of: nil, contact.id, to: number)
    }

    private func tell(_ field: String, _ value: JSONObject, of contact: SimulatedContact, to number: SimulatedNumber) -> [PlatformAction] {
        tell(field, value, of: contact, contact.id, to: number)
    }

    private func tell(
        _ field: String, _ value: JSONObject, of contact: SimulatedContact?, _ id: SimulatedContactID, to number: SimulatedNumber
    ) -> [PlatformAction] {
        guard number.twilio == nil else { return [] }
        var value = value
        if let contact { value["contacts"] = [SimulatedWebhook.profile(of: contact)] }
        let webhook = SimulatedWebhook(
            number: number.phoneNumberID, contact: id, subject: .account, body: SimulatedWebhook.envelope(value, field: field, for: number))
        return doubled([.deliverWebhook(webhook, after: .zero)])
    }
}
