// Moonpost
// SPDX-License-Identifier: Apache-2.0

package import Core
internal import Foundation
internal import WhatsApp

extension SimulatedPlatform {
    /// Answers a request to Twilio's API: `POST …/Messages.json`, `GET …/Messages/SID.json`, `POST /v2/Indicators/Typing.json`.
    ///
    /// - Parameter request: its path begins as at Twilio: "/2010-04-01/Accounts/AC…/Messages.json".
    package mutating func handleTwilio(_ request: SimulatorRequest, now: Timestamp) -> (GraphResponse, [PlatformAction]) {
        var response: GraphResponse
        var actions: [PlatformAction] = []
        guard !faults.isDown else {
            response = GraphResponse(status: 503, body: [:])
            response.manner = .cut
            return (response, [])
        }
        do throws(TwilioError) {
            (response, actions) = try routeTwilio(request, now: now)
        } catch {
            response = GraphResponse(status: error.status, body: error.body)
        }
        response.delay = faults.slow
        return (response, actions)
    }

    private mutating func routeTwilio(
        _ request: SimulatorRequest, now: Timestamp
    ) throws(TwilioError) -> (GraphResponse, [PlatformAction]) {
        let account = try account(of: request)
        let parts = request.path.split(separator: "/").map(String.init)
        if parts == ["v2", "Indicators", "Typing.json"], request.method == "POST" { return try type(form(of: request), account, now: now) }
        if parts == ["2010-04-01", "Accounts", account + ".json"], request.method == "GET" {
            return (GraphResponse(body: ["sid": .string(account), "status": "active", "friendly_name": "Moonpost"]), [])
        }
        guard parts.count >= 4, parts[0] == "2010-04-01", parts[1] == "Accounts", parts[2] == account else { throw .notFound(request.path) }
        switch (request.method, parts.count, parts[3]) {
        case ("POST", 4, "Messages.json"): return try send(try form(of: request), account, now: now)
        case ("GET", 5, "Messages") where parts[4].hasSuffix(".json"):
            guard let message = message(String(parts[4].dropLast(5))), let number = number(message.number), number.twilio?.accountSID == account else {
                throw .notFound(request.path)
            }
            return (GraphResponse(body: resource(message, of: number)), [])
        case ("GET", 7, "Messages") where parts[5] == "Media" && parts[6].hasPrefix("ME"):
            guard let file = known(String(parts[6].dropFirst(2)), at: now), number(file.number)?.twilio?.accountSID == account else {
                throw .notFound(request.path)
            }
            var response = GraphResponse(body: [:])
            response.file = file
            return (response, [])
        default: throw .notFound(request.path)
        }
    }

    /// The account whose credentials the request carries, as HTTP basic authentication.
    private func account(of request: SimulatorRequest) throws(TwilioError) -> String {
        let field = request.headers["authorization"] ?? ""
        guard field.lowercased().hasPrefix("basic "), let data = Data(base64Encoded: String(field.dropFirst(6))) else { throw .unauthorized }
        let pair = String(decoding: data, as: UTF8.self).split(separator: ":", maxSplits: 1, omittingEmptySubsequences: false).map(String.init)
        guard pair.count == 2, numbers.contains(where: { $0.twilio?.accountSID == pair[0] && $0.twilio?.authToken == Secret(pair[1]) }) else {
            throw .unauthorized
        }
        return pair[0]
    }

    private func form(of request: SimulatorRequest) throws(TwilioError) -> FormFields {
        do {
            return try FormFields(parsing: request.body)
        } catch {
            throw TwilioError(code: 20001, message: "\(error)")
        }
    }

    private mutating func send(_ form: FormFields, _ account: String, now: Timestamp) throws(TwilioError) -> (GraphResponse, [PlatformAction]) {
        if let failure = faults.takeFailure() { throw TwilioError(failure) }
        let number = try sender(form, account)
        let outgoing = try TwilioMessageForm(form: form, content: number.twilio?.content ?? [:]).message()
        if case .phone(let digits, _) = outgoing.recipient, digits == number.displayNumber {
            throw TwilioError(code: 63031, message: "Message cannot have the same To and From")
        }
        if let throughput = rules.throughput {
            let interval = Duration.microseconds(1_000_000 / max(throughput, 1))
            guard throughputGates[number.phoneNumberID, default: RateGate()].admits(interval: interval, burst: throughput, now: now) else {
                throw .tooMany
            }
        }
        let accepted: JSON
        var actions: [PlatformAction]
        do {
            (accepted, actions) = try accept(outgoing, from: number, now: now)
        } catch {
            throw TwilioError(error)
        }
        // Without an address for them nobody is told of statuses.
        if outgoing.callbackData == nil {
            actions.removeAll { if case .deliverWebhook = $0 { true } else { false } }
        }
        let sid = accepted["messages"]?[0]?["id"]?.text ?? ""
        var response = GraphResponse(status: 201, body: resource(sid, outgoing, form, number, now: now))
        if faults.takeDroppedAnswer() {
            response.manner = .cut
        } else if faults.reportsBeforeAnswer {
            response.manner = .answerAfterWebhooks
        }
        return (response, actions)
    }

    /// The number that sends: the one named, or the account's first behind a messaging service.
    private func sender(_ form: FormFields, _ account: String) throws(TwilioError) -> SimulatedNumber {
        let ours = numbers.filter { $0.twilio?.accountSID == account }
        if let from = form["From"], !from.isEmpty {
            guard from.hasPrefix("whatsapp:"), let number = ours.first(where: { $0.phoneNumberID == TwilioAddress.number(from) }) else {
                throw TwilioError(code: 63007, message: "Twilio could not find a Channel with the specified From address")
            }
            return number
        }
        guard form["MessagingServiceSid"]?.isEmpty == false, let number = ours.first else {
            throw TwilioError(code: 21603, message: "A 'From' phone number is required.")
        }
        return number
    }

    private mutating func type(_ form: FormFields, _ account: String, now: Timestamp) throws(TwilioError) -> (GraphResponse, [PlatformAction]) {
        guard form["channel"] == "whatsapp" else { throw TwilioError(code: 20001, message: "channel must be whatsapp") }
        guard let sid = form["messageId"], let key = places[sid], let number = number(key.number), number.twilio?.accountSID == account else {
            throw TwilioError(status: 404, code: 20404, message: "The message \(form["messageId"] ?? "") was not found")
        }
        do {
            let actions = try markRead(
                ["status": "read", "message_id": .string(sid), "typing_indicator": ["type": "text"]], number: number, now: now)
            return (GraphResponse(body: ["success": true]), actions)
        } catch {
            throw TwilioError(error)
        }
    }

    // MARK: - The message resource

    private func resource(_ sid: String, _ outgoing: OutgoingMessage, _ form: FormFields, _ number: SimulatedNumber, now: Timestamp) -> JSON {
        resource(
            sid, number, to: form["To"] ?? "", body: outgoing.content["body"]?.text ?? form["Body"] ?? "",
            service: form["MessagingServiceSid"].flatMap { $0.isEmpty ? nil : $0 }, media: form.values(of: "MediaUrl").count, status: "queued", error: nil,
            at: now)
    }

    private func resource(_ message: SimulatedMessage, of number: SimulatedNumber) -> JSON {
        let status = message.sender == .person ? "received" : message.failure == nil ? message.tick.rawValue : "failed"
        return resource(
            message.id, number, to: "whatsapp:" + (contact(message.contact).map { $0.phone.map { "+" + $0 } ?? $0.userID } ?? ""),
            body: message.content["body"]?.text ?? message.content["caption"]?.text ?? "", service: nil,
            media: MediaKind(rawValue: message.type) == nil ? 0 : 1, status: status, error: message.failure, at: message.time)
    }

    private func resource(
        _ sid: String, _ number: SimulatedNumber, to: String, body: String, service: String?, media: Int, status: String, error: GraphError?,
        at time: Timestamp
    ) -> JSON {
        let account = number.twilio?.accountSID ?? ""
        let uri = "/2010-04-01/Accounts/\(account)/Messages/\(sid)"
        let date = Self.date(time)
        return [
            "sid": .string(sid), "account_sid": .string(account), "api_version": "2010-04-01", "body": .string(body), "direction": "outbound-api",
            "from": .string("whatsapp:" + number.phoneNumberID), "to": .string(to), "messaging_service_sid": service.map(JSON.string) ?? .null,
            "num_media": .string(String(media)), "num_segments": "1", "price": nil, "price_unit": nil, "status": .string(status),
            "error_code": error.map { .integer(Int64(TwilioError.code(of: $0))) } ?? .null, "error_message": error.map { .string($0.details ?? $0.title) } ?? .null,
            "date_created": .string(date), "date_updated": .string(date), "date_sent": nil, "uri": .string(uri + ".json"),
            "subresource_uris": ["media": .string(uri + "/Media.json")],
        ]
    }

    /// As in mails (RFC 2822).
    private static func date(_ time: Timestamp) -> String {
        let formatter = DateFormatter()
        formatter.locale = Locale(identifier: "en_US_POSIX")
        formatter.timeZone = TimeZone(secondsFromGMT: 0)
        formatter.dateFormat = "EEE, dd MMM yyyy HH:mm:ss Z"
        return formatter.string(from: Date(timeIntervalSince1970: Double(time.milliseconds) / 1_000))
    }
}
