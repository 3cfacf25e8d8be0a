// Moonpost
// SPDX-License-Identifier: Apache-2.0

internal import Core
internal import Fetch
internal import Host
internal import Simulator
internal import Synchronization

/// What lies between host and platform: their requests to each other, within one process.
final class SimulatedWire: Sendable {
    /// A message that the platform accepted, for the person with this phone number or user id.
    struct Accepted: Sendable {
        var recipient: String
        var message: ShownMessage
    }

    /// The host cannot be reached: it is down.
    struct Unreachable: Error {}

    private struct State {
        var receiver: Receiver?
        var simulator: Simulator?
        /// Requests in either direction so far.
        var requests = 0
        var accepted: [Accepted] = []
        /// So many messages of the host find nobody.
        var refusals = 0
    }

    private let state = Mutex(State())
    private let model: DeclaredModel

    init(model: DeclaredModel) { self.model = model }

    func connect(_ receiver: Receiver?) { state.withLock { $0.receiver = receiver } }
    func connect(_ simulator: Simulator?) { state.withLock { $0.simulator = simulator } }

    /// The next messages of the host find nobody at the platform's end.
    func refuse(next count: Int) { state.withLock { $0.refusals = count } }

    var requests: Int { state.withLock(\.requests) }

    /// What was accepted since the last call, in order.
    func takeAccepted() -> [Accepted] {
        state.withLock { state in
            defer { state.accepted = [] }
            return state.accepted
        }
    }

    /// A webhook of the platform; returns the HTTP status of the host's answer.
    func post(_ headers: [(name: String, value: String)], _ body: [UInt8], signatureHeader: String) async throws -> Int {
        let receiver = state.withLock { state in
            state.requests += 1
            return state.receiver
        }
        guard let receiver else { throw Unreachable() }
        let signature = headers.first { $0.name.lowercased() == signatureHeader.lowercased() }?.value
        switch await receiver.receive(signature: signature, body: body) {
        case .accepted: return 200
        case .unauthorized: return 401
        case .malformed: return 400
        case .failed: return 500
        }
    }

    /// A request of the host to the platform's API, or to the language model.
    func fetch(_ request: FetchRequest) async throws(FetchError) -> FetchResponse {
        if DeclaredModel.isAddressed(by: request.url) { return try model.answer() }
        let body = try request.upload?.bytes() ?? request.body
        // What tells that something was read is no message, and neither is a file.
        let content = request.method == "POST" && request.upload == nil ? try? JSON(body) : nil
        let isMessage = content?.object != nil && content?["status"] == nil
        let simulator = state.withLock { state -> Simulator? in
            state.requests += 1
            guard isMessage, state.refusals > 0 else { return state.simulator }
            state.refusals -= 1
            return nil
        }
        guard let simulator else {
            throw FetchError(code: .unreachable, message: "the platform is not there", requestWasWritten: false)
        }
        // "http://host/path": the path begins with the third slash.
        let parts = request.url.split(separator: "/", maxSplits: 2, omittingEmptySubsequences: true)
        let path = parts.dropFirst(2).joined().prefix { $0 != "?" }
        let response = await simulator.respond(
            to: SimulatorRequest(
                method: request.method, path: "/" + path,
                headers: Dictionary(
                    request.headers.map { ($0.name, $0.value) } + [("host", parts.count > 1 ? String(parts[1]) : "")], uniquingKeysWith: { first, _ in first }),
                body: body))
        switch response.body {
        case .bytes(let body):
            if response.status == 200 { note(request.body, body) }
            guard let output = request.output, (200..<300).contains(response.status) else {
                return FetchResponse(status: response.status, headers: response.headers, body: body)
            }
            guard body.count <= request.maximumResponse else {
                throw FetchError(code: .tooLarge, message: "the answer is longer than accepted", requestWasWritten: true)
            }
            guard body.withUnsafeBytes(output.write) else {
                throw FetchError(code: .failed, message: "the file cannot be written", requestWasWritten: true)
            }
            return FetchResponse(status: response.status, headers: response.headers)
        case .cut(let lost):
            // The person has the message, though the host does not know.
            note(request.body, lost)
            throw FetchError(code: .broken, message: "the connection was cut", requestWasWritten: true)
        case .events:
            throw FetchError(code: .broken, message: "a stream of events is no answer", requestWasWritten: true)
        }
    }

    private func note(_ request: [UInt8], _ answer: [UInt8]) {
        guard let request = try? JSON(request), let answer = try? JSON(answer), let id = answer["messages"]?.elements?.first?["id"]?.text
        else { return }
        let contact = answer["contacts"]?.elements?.first
        guard let recipient = contact?["wa_id"]?.text ?? contact?["user_id"]?.text else { return }
        let message = ShownMessage(id: id, request: request)
        state.withLock { $0.accepted.append(Accepted(recipient: recipient, message: message)) }
    }
}
