// Moonpost
// SPDX-License-Identifier: Apache-2.0

internal import Core
internal import WhatsApp

/// Files: what people send, what is uploaded, and where both are fetched. Source: Meta, "Media".
extension SimulatedPlatform {
    /// Where files are fetched, below the address of the Graph API.
    static let downloads = "downloads"

    /// Media types that can be uploaded, and the kind whose limit counts. Source: Meta, "Media", supported media types.
    private static func kind(of mime: String) -> MediaKind? {
        switch mime.prefix(while: { $0 != ";" }).lowercased() {
        case "image/jpeg", "image/png": .image
        case "image/webp": .sticker
        case "audio/aac", "audio/mp4", "audio/mpeg", "audio/amr", "audio/ogg", "audio/opus": .audio
        case "video/mp4", "video/3gp", "video/3gpp": .video
        case "text/plain", "text/csv", "application/pdf", "application/vnd.ms-powerpoint", "application/msword", "application/vnd.ms-excel",
            "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
            "application/vnd.openxmlformats-officedocument.presentationml.presentation",
            "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet":
            .document
        default: nil
        }
    }

    func newMediaID() -> String { String(UInt64(bitPattern: ids.seed()) % 9_000_000_000_000_000 + 1_000_000_000_000_000) }

    /// `POST /PHONE_NUMBER_ID/media`
    mutating func upload(_ request: SimulatorRequest, for number: SimulatedNumber, now: Timestamp) throws(GraphError) -> GraphResponse {
        guard let form = MultipartForm(request.body, contentType: request.headers["content-type"] ?? "") else {
            throw .parameter("Param file must be uploaded as multipart/form-data.")
        }
        guard form.text("messaging_product") == "whatsapp" else { throw .required("messaging_product") }
        guard let file = form["file"] else { throw .required("file") }
        let mime = form.text("type") ?? file.type ?? ""
        guard let kind = Self.kind(of: mime) else {
            throw .parameter("Param file must be a file with one of the supported media types. Received file of type '\(mime)'.")
        }
        let limit = kind.limit(of: file.bytes)
        guard !file.bytes.isEmpty, file.bytes.count <= limit else {
            throw .parameter("Param file must have 1 to \(limit) bytes. Received \(file.bytes.count).")
        }
        let id = newMediaID()
        media[id] = SimulatedMedia(
            id: id, number: number.phoneNumberID, mime: mime, bytes: Array(file.bytes), filename: file.filename,
            expiresAt: now + SimulatedMedia.uploadedLifetime)
        return GraphResponse(body: ["id": .string(id)])
    }

    /// `GET /MEDIA_ID`, `DELETE /MEDIA_ID`
    mutating func describe(_ id: String, _ request: SimulatorRequest, now: Timestamp) throws(GraphError) -> GraphResponse {
        guard let file = known(id, at: now) else { throw .unknownObject(id, method: request.method) }
        if let number = request.query["phone_number_id"], number != file.number { throw .unknownObject(id, method: request.method) }
        switch request.method {
        case "DELETE":
            media[id] = nil
            return GraphResponse(body: ["success": true])
        case "GET":
            media[id]?.linkUntil = now + SimulatedMedia.linkLifetime
            let host = request.headers["host"] ?? "graph.invalid"
            return GraphResponse(body: [
                "messaging_product": "whatsapp", "url": .string("http://\(host)\(Simulator.graphPrefix)/\(Self.downloads)/\(id)"),
                "mime_type": .string(file.mime), "sha256": .string(Hexadecimal.text(file.sha256)),
                "file_size": .integer(Int64(file.bytes.count)), "id": .string(id),
            ])
        default: throw .unknownObject(id, method: request.method)
        }
    }

    /// The file itself, at the address that was given out.
    func download(_ id: String, now: Timestamp) -> GraphResponse {
        guard let file = known(id, at: now), let until = file.linkUntil, now < until else { return GraphResponse(status: 404, body: [:]) }
        var response = GraphResponse(body: [:])
        response.file = file
        return response
    }

    /// The file of this id, while the platform has it.
    func known(_ id: String, at now: Timestamp) -> SimulatedMedia? { media[id].flatMap { now < $0.expiresAt ? $0 : nil } }
}
