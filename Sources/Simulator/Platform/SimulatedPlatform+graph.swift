// Moonpost
// SPDX-License-Identifier: Apache-2.0

package import Core
internal import WhatsApp

extension SimulatedPlatform {
    /// Answers a request to the Graph API.
    ///
    /// - Parameter request: its path begins with the version: "/v25.0/PHONE_NUMBER_ID/messages".
    package mutating func handleGraph(_ request: SimulatorRequest, now: Timestamp) -> (GraphResponse, [PlatformAction]) {
        var actions: [PlatformAction] = []
        var response: GraphResponse
        guard !faults.isDown else {
            response = GraphResponse(status: 503, body: [:])
            response.manner = .cut
            return (response, [])
        }
        do throws(GraphError) {
            (response, actions) = try route(request, now: now)
        } catch {
            response = GraphResponse(status: error.status, body: error.body(trace: trace()))
        }
        response.delay = faults.slow
        return (response, actions)
    }

    private mutating func route(_ request: SimulatorRequest, now: Timestamp) throws(GraphError) -> (GraphResponse, [PlatformAction]) {
        let parts = request.path.split(separator: "/", omittingEmptySubsequences: true).map(String.init)
        if parts.count == 2, parts[0] == Self.downloads, request.method == "GET" {
            _ = try bearer(of: request)
            if faults.takeFailingFile() { return (GraphResponse(status: 503, body: [:]), []) }
            return (download(parts[1], now: now), [])
        }
        guard let version = parts.first, Self.isVersion(version), parts.count >= 2 else { throw .unknownPath(request.path) }
        let owner = try bearer(of: request)
        if parts.count == 3, parts[2] == "message_templates" {
            guard let number = numbers.first(where: { $0.businessAccountID == parts[1] && $0.twilio == nil && $0.accessToken == owner }) else {
                throw .unknownObject(parts[1], method: request.method)
            }
            return try templates(request, of: number, now: now)
        }
        if parts.count == 3, parts[2] == "subscribed_apps", request.method == "GET" {
            guard numbers.contains(where: { $0.businessAccountID == parts[1] && $0.twilio == nil && $0.accessToken == owner }) else {
                throw .unknownObject(parts[1], method: request.method)
            }
            return (GraphResponse(body: ["data": [["whatsapp_business_api_data": ["id": "670843887433847", "name": "Moonpost"]]]]), [])
        }
        if parts.count == 2, ["GET", "POST"].contains(request.method), let index = templateIndex(parts[1], of: owner) {
            return try template(at: index, request, now: now)
        }
        if parts.count == 2, let file = media[parts[1]], number(file.number)?.accessToken == owner {
            if faults.takeFailingFile() { throw .injected(code: 131000, status: 503) }
            return (try describe(file.id, request, now: now), [])
        }
        guard let number = number(parts[1]), number.twilio == nil, number.accessToken == owner else {
            throw .unknownObject(parts[1], method: request.method)
        }
        if let proof = request.query["appsecret_proof"], proof != AppSecretProof.text(token: owner, secret: number.appSecret) {
            throw GraphError(status: 400, code: 100, title: "Invalid appsecret_proof provided in the API argument")
        }
        if parts.count == 2, request.method == "GET" { return (GraphResponse(body: about(number, request.query["fields"])), []) }
        if parts.count == 3, parts[2] == "whatsapp_business_encryption", request.method == "POST" {
            let key = (try? FormFields(parsing: request.body))?.fields.first { $0.name == "business_public_key" }?.value ?? ""
            guard key.contains("-----BEGIN PUBLIC KEY-----") else {
                throw GraphError(code: 100, title: "(#100) Invalid parameter", details: "business_public_key must be a public key in PEM")
            }
            return (GraphResponse(body: ["success": true]), [])
        }
        if parts.count == 3, parts[2] == "media", request.method == "POST" {
            if let failure = faults.takeFailure() { throw failure }
            return (try upload(request, for: number, now: now), [])
        }
        guard parts.count == 3, parts[2] == "messages" else { throw .unknownPath("/" + parts.dropFirst(2).joined(separator: "/")) }
        guard request.method == "POST" else { throw .unknownObject(parts[1], method: request.method) }

        guard let body = try? JSON(request.body), let object = body.object, object["messaging_product"]?.text == "whatsapp" else {
            throw .required("messaging_product")
        }
        if object["status"] != nil { return (GraphResponse(body: ["success": true]), try markRead(object, number: number, now: now)) }
        return try send(object, from: number, now: now)
    }

    /// The template of this id, where the token is of a number of its account.
    private func templateIndex(_ id: String, of owner: Secret) -> Int? {
        templates.firstIndex { template in
            template.id == id && numbers.contains { $0.businessAccountID == template.account && $0.twilio == nil && $0.accessToken == owner }
        }
    }

    /// What the platform tells about a number. Source: Meta, "Business phone numbers"; "Messaging limits".
    private func about(_ number: SimulatedNumber, _ fields: String?) -> JSON {
        let limit = rules.messagingLimit.map { $0 < 1_000 ? "TIER_\($0)" : "TIER_\($0 / 1_000)K" } ?? "TIER_UNLIMITED"
        let known: [(String, String)] = [
            ("display_phone_number", number.displayNumber), ("verified_name", number.name),
            ("whatsapp_business_manager_messaging_limit", limit), ("quality_rating", "GREEN"),
        ]
        let names = fields?.split(separator: ",").map(String.init) ?? ["display_phone_number", "verified_name"]
        var object: JSONObject = ["id": .string(number.phoneNumberID)]
        for (name, value) in known where names.contains(name) { object[name] = .string(value) }
        return .object(object)
    }

    private static func isVersion(_ text: String) -> Bool {
        let digits = text.dropFirst().split(separator: ".", omittingEmptySubsequences: false)
        return text.first == "v" && digits.count == 2 && digits.allSatisfy { !$0.isEmpty && $0.allSatisfy(\.isNumber) }
    }

    /// The token that the request carries, which must be one of some number here.
    private func bearer(of request: SimulatorRequest) throws(GraphError) -> Secret {
        let field = request.headers["authorization"] ?? ""
        let isBearer = field.lowercased().hasPrefix("bearer ")
        let token = Secret(isBearer ? String(field.dropFirst(7)) : request.query["access_token"] ?? "")
        guard !token.isEmpty, numbers.contains(where: { $0.twilio == nil && $0.accessToken == token }) else { throw .invalidToken }
        return token
    }

    private mutating func send(
        _ object: JSONObject, from number: SimulatedNumber, now: Timestamp
    ) throws(GraphError) -> (GraphResponse, [PlatformAction]) {
        if let failure = faults.takeFailure() {
            throw failure
        }
        var outgoing = try MessageCheck(request: object, files: Set(media.values.filter { now < $0.expiresAt && $0.number == number.phoneNumberID }.map(\.id)))
            .message()
        if outgoing.type == "template" { outgoing.filled = try filled(outgoing.content, from: number) }
        if let throughput = rules.throughput {
            let interval = Duration.microseconds(1_000_000 / max(throughput, 1))
            guard throughputGates[number.phoneNumberID, default: RateGate()].admits(interval: interval, burst: throughput, now: now)
            else { throw .throughput }
        }
        let (accepted, actions) = try accept(outgoing, from: number, now: now)
        var response = GraphResponse(body: accepted)
        if faults.takeDroppedAnswer() {
            response.manner = .cut
        } else if faults.reportsBeforeAnswer {
            response.manner = .answerAfterWebhooks
        }
        return (response, actions)
    }

    /// `status: "read"`: the bot has read the message and all before it, and may show that it is typing.
    mutating func markRead(
        _ object: JSONObject, number: SimulatedNumber, now: Timestamp
    ) throws(GraphError) -> [PlatformAction] {
        guard object["status"]?.text == "read" else { throw .parameter("Param status must be one of {\"read\"}.") }
        guard let id = object["message_id"]?.text else { throw .required("message_id") }
        guard let key = places[id], key.number == number.phoneNumberID,
            let messages = conversations[key]?.messages, let place = messages.firstIndex(where: { $0.id == id && $0.sender == .person })
        else { throw .invalid("Message ID is not valid") }
        var actions: [PlatformAction] = []
        if let typing = object["typing_indicator"] {
            guard typing["type"]?.text == "text" else { throw .parameter("Param typing_indicator['type'] must be one of {\"text\"}.") }
            conversations[key]?.typingUntil = now + .seconds(25)
            actions.append(.show(.conversation(key)))
        }
        for message in messages[...place] where message.sender == .person && message.tick < .read {
            actions += update(message.id) { $0.tick = .read }
        }
        return actions
    }
}
