// Moonpost
// SPDX-License-Identifier: Apache-2.0

internal import Core
internal import WhatsApp

extension Simulator {
    /// Where the Graph API stands on the simulator's server; the host's `graph_url` ends with it.
    package static let graphPrefix = "/simulator/graph"
    /// Where Twilio's API stands; the host's `api_url` ends with it.
    package static let twilioPrefix = "/simulator/twilio"

    /// Answers any request whose path begins with "/simulator".
    package func respond(to request: SimulatorRequest) async -> SimulatorResponse {
        if request.path.hasPrefix(Self.graphPrefix + "/") {
            return await answer(request, below: Self.graphPrefix) { $0.handleGraph($1, now: $2) }
        }
        if request.path.hasPrefix(Self.twilioPrefix + "/") {
            return await answer(request, below: Self.twilioPrefix) { $0.handleTwilio($1, now: $2) }
        }
        let parts = request.path.split(separator: "/", omittingEmptySubsequences: true).map(String.init)
        switch (request.method, parts.dropFirst().first) {
        case ("GET", nil), ("HEAD", nil): return PageAsset.page.response
        case ("GET", "assets"), ("HEAD", "assets"):
            guard parts.count == 3, let asset = PageAsset.named(parts[2]) else { return notFound }
            return asset.response
        case (_, "api"): return api(request, Array(parts.dropFirst(2)))
        default: return notFound
        }
    }

    /// Lets one of the platform's APIs answer, in its manner.
    private func answer(
        _ request: SimulatorRequest, below prefix: String,
        _ handle: (inout SimulatedPlatform, SimulatorRequest, Timestamp) -> (GraphResponse, [PlatformAction])
    ) async -> SimulatorResponse {
        var request = request
        request.path.removeFirst(prefix.count)
        var (response, actions) = handle(&platform, request, clock.now)
        let jobs = perform(actions)
        if response.manner == .answerAfterWebhooks { await firstTry(of: jobs) }
        if response.delay > .zero {
            // A cancelled wait means that the server is stopping: the answer is lost with it.
            do { try await clock.sleep(until: clock.now + response.delay) } catch { response.manner = .cut }
        }
        guard response.manner != .cut else { return SimulatorResponse(body: .cut(lost: response.body.encoded())) }
        if let file = response.file {
            return SimulatorResponse(status: response.status, headers: [("Content-Type", file.mime)], body: .bytes(file.bytes))
        }
        return .json(response.body, status: response.status)
    }

    private func api(_ request: SimulatorRequest, _ path: [String]) -> SimulatorResponse {
        do throws(PersonProblem) {
            switch (request.method, path.count, path.first) {
            case ("GET", 1, "state"): return .json(snapshot())
            case ("GET", 1, "events"):
                let last = request.headers["last-event-id"] ?? request.query["last_event_id"]
                return SimulatorResponse(
                    headers: [
                        ("Content-Type", "text/event-stream; charset=utf-8"), ("Cache-Control", "no-store"),
                        ("X-Accel-Buffering", "no"),
                    ],
                    body: .events(eventStream(lastEventID: last)))
            case ("GET", 1, "faults"): return .json(platform.faults.json)
            case ("POST", 1, "faults"):
                var faults = platform.faults
                try faults.apply(try body(of: request))
                perform(platform.setFaults(faults))
                return .json(faults.json)
            case ("GET", 1, "templates"): return .json(["templates": .array(platform.templates.map(\.member))])
            case ("POST", 1, "templates"): return try decideTemplate(try body(of: request))
            case ("POST", 1, "contacts"): return .json(try addContact(try body(of: request)).json, status: 201)
            case ("POST", 3, "contacts"):
                guard let contact = platform.contact(named: path[1]) else {
                    throw PersonProblem(.unknownContact, "there is no contact \"\(path[1])\"")
                }
                let body = try body(of: request)
                switch path[2] {
                case "messages":
                    let content = try PersonContent(body)
                    let message = try send(
                        content, from: contact.id, to: body["number"]?.text, quoting: body["context"]?.text)
                    return .json(["id": .string(message.id)], status: 201)
                case "read":
                    try read(contact.id, on: body["number"]?.text)
                    return .json([:])
                case "call":
                    try call(from: contact.id, to: body["number"]?.text, seconds: Int(body["seconds"]?.int ?? 30))
                    return .json([:])
                case "marketing":
                    guard let isWanted = body["wanted"]?.bool else { throw PersonProblem(.invalid, "say \"wanted\": true or false") }
                    try prefer(marketing: isWanted, contact.id, on: body["number"]?.text)
                    return .json([:])
                case "phone":
                    guard let phone = body["phone"]?.text else { throw PersonProblem(.invalid, "say the new \"phone\"") }
                    try change(phone: phone, of: contact.id, on: body["number"]?.text)
                    return .json([:])
                default: return notFound
                }
            default: return notFound
            }
        } catch {
            return .problem(error)
        }
    }

    /// `{"name": …, "language": …, "status": "REJECTED", "reason": "PROMOTIONAL", "quality": "RED"}`: what Meta would decide about a template.
    private func decideTemplate(_ body: JSON) throws(PersonProblem) -> SimulatorResponse {
        guard let name = body["name"]?.text else { throw PersonProblem(.invalid, "a template has a name") }
        let status = body["status"]?.text.map(TemplateStatus.init), quality = body["quality"]?.text
        guard status != nil || quality != nil else { throw PersonProblem(.invalid, "say the status or the quality that it has from now on") }
        guard decide(name, language: body["language"]?.text, status: status, quality: quality, reason: body["reason"]?.text) else {
            throw PersonProblem(.invalid, "there is no template \"\(name)\"")
        }
        return .json([:])
    }

    private func addContact(_ body: JSON) throws(PersonProblem) -> SimulatedContact {
        guard let name = body["name"]?.text else { throw PersonProblem(.invalid, "a contact needs a name") }
        return try addContact(
            name: name, phone: body["phone"]?.text, userID: body["user_id"]?.text, username: body["username"]?.text,
            language: body["language"]?.text ?? "en")
    }

    /// The JSON body. Its declared type keeps pages of other sites out: a browser asks before it sends JSON across sites.
    private func body(of request: SimulatorRequest) throws(PersonProblem) -> JSON {
        guard request.headers["content-type"]?.lowercased().hasPrefix("application/json") == true else {
            throw PersonProblem(.invalid, "the request must have Content-Type: application/json")
        }
        do {
            let json = try JSON(request.body, limits: JSON.Limits(depth: 8, nodes: 1_000))
            guard json.object != nil else { throw PersonProblem(.invalid, "the body must be a JSON object") }
            return json
        } catch let problem as PersonProblem {
            throw problem
        } catch {
            throw PersonProblem(.invalid, "the body is not JSON: \(error)")
        }
    }

    private var notFound: SimulatorResponse { .problem(404, code: "not_found", "there is nothing here") }
}
