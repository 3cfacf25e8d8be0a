// Moonpost
// SPDX-License-Identifier: Apache-2.0

internal import HTTPTypes
internal import Hummingbird
internal import NIOCore

/// The body of a webhook, as it was sent.
enum WebhookBody {
    case whole([UInt8])
    case refused(Response)

    /// Reads a body whole, or says why it is not taken.
    static func read(_ request: Request, atMost maxBody: Int) async throws -> WebhookBody {
        let tooLarge = WebhookBody.refused(.plain(.contentTooLarge, "more than \(maxBody) bytes\n"))
        if let length = request.headers[.contentLength].flatMap({ Int($0) }), length > maxBody { return tooLarge }
        // What is compressed is not what was signed, and may grow without bound.
        if request.headers[.contentEncoding] != nil {
            return .refused(.plain(.unsupportedMediaType, "a webhook with a Content-Encoding is not accepted\n"))
        }
        var body: [UInt8] = []
        for try await var chunk in request.body {
            guard body.count + chunk.readableBytes <= maxBody else { return tooLarge }
            body.append(contentsOf: chunk.readBytes(length: chunk.readableBytes) ?? [])
        }
        return .whole(body)
    }
}
