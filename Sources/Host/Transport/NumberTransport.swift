// Moonpost
// SPDX-License-Identifier: Apache-2.0

internal import Core
internal import Fetch
internal import Store
internal import WhatsApp

/// How a number's messages travel: what is asked of the platform, and what its answer means.
enum NumberTransport: Sendable {
    case cloud(GraphEndpoint)
    case twilio(TwilioTransport)

    init(_ number: Configuration.Number, address: PublicAddress?) throws {
        if let twilio = number.twilio {
            guard let address else {
                throw HostProblem(
                    "server.webhook_url is missing: \(number.name) is reached through Twilio, which signs the public address of this host")
            }
            self = .twilio(try TwilioTransport(number: number.phoneNumberID, twilio, address: address))
        } else {
            self = .cloud(
                try GraphEndpoint(
                    graphURL: number.graphURL, version: number.graphVersion, phoneNumberID: number.phoneNumberID, token: number.accessToken))
        }
    }

    /// The messages that a script's content takes on this transport: what it cannot do has become text, what is too long
    /// several messages, and what is nothing here is gone.
    func messages(from content: JSON) throws(MessageProblem) -> [OutboundMessage] {
        let messages = try OutboundMessage.messages(from: content)
        guard case .twilio(let twilio) = self else { return messages }
        var adapted: [OutboundMessage] = []
        for message in messages { adapted += try twilio.number.messages(for: message) }
        return adapted
    }

    /// What sends a message. Every status of it tells `id`.
    func request(for message: OutboundMessage, to recipient: Recipient, id: OutgoingID) throws(MessageProblem) -> FetchRequest {
        switch self {
        case .cloud(let endpoint):
            return Self.post(endpoint.messagesURL, endpoint.headers, message.body(to: recipient, callbackData: id.text).encoded())
        case .twilio(let twilio):
            let form = try twilio.number.form(for: message, to: recipient, statusCallback: twilio.statusCallback(of: id))
            return Self.post(twilio.endpoint.messagesURL, twilio.endpoint.headers, form.encoded)
        }
    }

    /// What shows that we are typing an answer to this message, and that it was read.
    func typing(after messageID: String) -> FetchRequest {
        switch self {
        case .cloud(let endpoint):
            Self.post(endpoint.messagesURL, endpoint.headers, ReadReceipt.body(wamid: messageID, typing: true).encoded())
        case .twilio(let twilio):
            Self.post(twilio.endpoint.typingURL, twilio.endpoint.headers, twilio.number.typing(after: messageID).encoded)
        }
    }

    /// Says who asks, for files that the platform has.
    var credentials: [(name: String, value: String)] {
        let header =
            switch self {
            case .cloud(let endpoint): endpoint.authorization
            case .twilio(let twilio): twilio.endpoint.authorization
            }
        return [(name: header.name, value: header.value.value)]
    }

    /// Where the platform says where a file is; nil where it does not, or `id` is no id.
    func fileURL(_ id: String) -> String? {
        if case .cloud(let endpoint) = self { endpoint.fileURL(id) } else { nil }
    }

    /// The platform's own host, which may be one of this machine: a stand-in.
    var host: HostPattern? {
        let url =
            switch self {
            case .cloud(let endpoint): endpoint.messagesURL
            case .twilio(let twilio): twilio.endpoint.messagesURL
            }
        // One that is no host pattern, such as an IPv6 address, is on the public internet or not reached.
        guard let address = try? WebAddress(url) else { return nil }
        return try? HostPattern("\(address.host):\(address.port)")
    }

    func outcome(of response: FetchResponse) -> SendOutcome {
        switch self {
        case .cloud: SendOutcome.decide(status: response.status, body: response.body)
        case .twilio: SendOutcome.decide(twilio: response.status, body: response.body)
        }
    }

    private static func post(_ url: String, _ headers: [GraphEndpoint.Header], _ body: [UInt8]) -> FetchRequest {
        FetchRequest(method: "POST", url: url, headers: headers.map { (name: $0.name, value: $0.value.value) }, body: body)
    }
}
