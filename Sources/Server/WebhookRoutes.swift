// Moonpost
// SPDX-License-Identifier: Apache-2.0

internal import Host
internal import HTTPTypes
internal import Hummingbird
internal import NIOCore

/// `/api/webhooks/whatsapp`: what Meta calls.
struct WebhookRoutes: Sendable {
    let receiver: Receiver
    /// Bytes of the largest body that is read; a larger one is refused, never cut.
    let maxBody: Int

    static let address = WebhookPath.meta
    static let signature: HTTPField.Name = .init("X-Hub-Signature-256") ?? .authorization

    func add(to router: Router<ServerContext>) {
        router.get(RouterPath(Self.address)) { request, _ in verify(request) }
        router.post(RouterPath(Self.address)) { request, _ in try await receive(request) }
    }

    private func verify(_ request: Request) -> Response {
        let query = request.uri.queryParameters
        let challenge = receiver.verification(
            mode: query["hub.mode"].map(String.init), token: query["hub.verify_token"].map(String.init),
            challenge: query["hub.challenge"].map(String.init))
        guard let challenge else { return .plain(.forbidden, "wrong verify token\n") }
        return .plain(.ok, challenge)
    }

    private func receive(_ request: Request) async throws -> Response {
        let body: [UInt8]
        switch try await WebhookBody.read(request, atMost: maxBody) {
        case .whole(let bytes): body = bytes
        case .refused(let response): return response
        }
        let (status, text) = Self.answer(await receiver.receive(signature: request.headers[Self.signature], body: body))
        return .plain(status, text)
    }

    static func answer(_ answer: Receiver.Answer) -> (HTTPResponse.Status, String) {
        switch answer {
        case .accepted: (.ok, "ok\n")
        case .unauthorized: (.unauthorized, "wrong signature\n")
        case .malformed(let reason): (.badRequest, "not a webhook: \(reason)\n")
        case .failed: (.internalServerError, "not stored; deliver it again\n")
        }
    }
}

extension Response {
    static func plain(_ status: HTTPResponse.Status, _ text: String) -> Response {
        Response(
            status: status, headers: [.contentType: "text/plain; charset=utf-8"],
            body: ResponseBody(byteBuffer: ByteBuffer(string: text)))
    }
}
