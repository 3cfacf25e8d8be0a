// Moonpost
// SPDX-License-Identifier: Apache-2.0

internal import Host
internal import HTTPTypes
internal import Hummingbird
internal import NIOCore

/// `/whatsapp/webhook` and `/whatsapp/status`: what Twilio calls.
struct TwilioRoutes: Sendable {
    let receiver: Receiver
    /// Bytes of the largest body that is read; a larger one is refused, never cut.
    let maxBody: Int

    private static let signature: HTTPField.Name = .init("X-Twilio-Signature") ?? .authorization
    /// TwiML that says nothing: what there is to say goes out by itself, when it is ready.
    private static let nothing = #"<?xml version="1.0" encoding="UTF-8"?><Response/>"#

    func add(to router: Router<ServerContext>) {
        for path in [WebhookPath.twilio, WebhookPath.twilioStatus] {
            router.post(RouterPath(path)) { request, _ in try await receive(request) }
        }
    }

    private func receive(_ request: Request) async throws -> Response {
        let body: [UInt8]
        switch try await WebhookBody.read(request, atMost: maxBody) {
        case .whole(let bytes): body = bytes
        case .refused(let response): return response
        }
        let answer = await receiver.receive(
            TwilioDelivery(
                signature: request.headers[Self.signature], target: request.head.path ?? request.uri.path,
                contentType: request.headers[.contentType], body: body))
        switch answer {
        case .accepted:
            return Response(
                status: .ok, headers: [.contentType: "text/xml; charset=utf-8"],
                body: ResponseBody(byteBuffer: ByteBuffer(string: Self.nothing)))
        case .unauthorized: return .plain(.forbidden, WebhookRoutes.answer(.unauthorized).1)
        case .malformed, .failed:
            let (status, text) = WebhookRoutes.answer(answer)
            return .plain(status, text)
        }
    }
}
