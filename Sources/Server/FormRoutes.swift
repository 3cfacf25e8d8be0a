// Moonpost
// SPDX-License-Identifier: Apache-2.0

internal import Core
internal import Host
internal import HTTPTypes
internal import Hummingbird
internal import NIOCore

/// `/whatsapp/forms/NUMBER`: what WhatsApp Flows calls while somebody fills in a form.
struct FormRoutes: Sendable {
    let forms: FormEndpoint
    let maxBody: Int

    private static let signature = HTTPField.Name("X-Hub-Signature-256") ?? .authorization

    func add(to router: Router<ServerContext>) {
        router.post(RouterPath(WebhookPath.forms + "/{number}")) { request, context in
            try await receive(request, number: try context.parameters.require("number"))
        }
    }

    private func receive(_ request: Request, number: String) async throws -> Response {
        let body: [UInt8]
        switch try await WebhookBody.read(request, atMost: maxBody) {
        case .whole(let bytes): body = bytes
        case .refused(let response): return response
        }
        switch await forms.answer(number: number, signature: request.headers[Self.signature], body: body) {
        case .sealed(let text): return .plain(.ok, text)
        case .unreadable: return .plain(.misdirectedRequest, "not encrypted for the key of this number\n")
        case .closed(let text):
            let body: JSON = ["error_msg": .string(text)]
            return Response(
                status: .init(code: 427), headers: [.contentType: "application/json"], body: ResponseBody(byteBuffer: ByteBuffer(bytes: body.encoded())))
        case .unsigned: return .plain(.init(code: 432), "the signature is not of this number's app\n")
        case .unknown: return .plain(.notFound, "there is no such number here, or it has no key: moonpost form key\n")
        case .failed: return .plain(.internalServerError, "not answered; try again\n")
        }
    }
}
