// Moonpost
// SPDX-License-Identifier: Apache-2.0

internal import Host
internal import HTTPTypes
internal import Hummingbird
internal import Logging
internal import NIOCore

/// `/media/ID?expires=…&signature=…`: the files of messages, for whoever was given the address.
struct MediaRoutes: Sendable {
    let media: MediaAccess
    private let files = FileIO()

    init(media: MediaAccess) { self.media = media }

    /// What a browser may show; anything else is saved, so that nobody's file runs as a page of ours.
    private static let shown: Set<String> = [
        "image/jpeg", "image/png", "image/webp", "image/gif", "audio/aac", "audio/amr", "audio/mpeg", "audio/mp4", "audio/ogg", "video/mp4",
        "video/3gpp", "application/pdf",
    ]

    func add(to router: Router<ServerContext>) {
        router.get(RouterPath(WebhookPath.media + "/{id}")) { request, context in try await respond(to: request, context) }
    }

    private func respond(to request: Request, _ context: ServerContext) async throws -> Response {
        let query = request.uri.queryParameters
        let answer = try await media.answer(
            id: try context.parameters.require("id"), expires: query["expires"].map(String.init), signature: query["signature"].map(String.init))
        switch answer {
        case .forged: return Self.text(.forbidden, "this address is not complete, or was changed\n")
        case .gone: return Self.text(.gone, "this address does not work any more\n")
        case .missing: return Self.text(.notFound, "there is no such file\n")
        case .file(let path, let mime, let filename):
            let type = mime.prefix { $0 != ";" }.lowercased()
            var headers: HTTPFields = [.contentType: mime, .cacheControl: "private, max-age=3600"]
            headers[.xContentTypeOptions] = "nosniff"
            headers[.contentDisposition] = Self.disposition(isShown: Self.shown.contains(type), filename)
            headers[.contentSecurityPolicy] = "default-src 'none'; sandbox"
            return Response(status: .ok, headers: headers, body: try await files.loadFile(path: path, context: context))
        }
    }

    /// RFC 6266; a name with other letters than ASCII's goes in the form of RFC 5987.
    private static func disposition(isShown: Bool, _ filename: String?) -> String {
        let kind = isShown ? "inline" : "attachment"
        guard let filename, !filename.isEmpty else { return kind }
        let allowed = Set("!#$&+-.^_`|~0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz".utf8)
        let digits = Array("0123456789ABCDEF".utf8)
        let name = filename.utf8.flatMap { byte -> [UInt8] in
            allowed.contains(byte) ? [byte] : [UInt8(ascii: "%"), digits[Int(byte >> 4)], digits[Int(byte & 15)]]
        }
        return "\(kind); filename*=UTF-8''\(String(decoding: name, as: UTF8.self))"
    }

    private static func text(_ status: HTTPResponse.Status, _ text: String) -> Response {
        Response(
            status: status, headers: [.contentType: "text/plain; charset=utf-8"], body: ResponseBody(byteBuffer: ByteBuffer(string: text)))
    }
}
