// Moonpost
// SPDX-License-Identifier: Apache-2.0

internal import Core
internal import Store
internal import WhatsApp

/// What scripts see as `message.media`: `id`, `mime`, `bytes`, `sha256`, and `url`, an address of this host that works for a while;
/// `problem` in the place of the last three where the file is not here.
struct MediaPresentation: Sendable {
    let links: MediaLinks
    let lifetime: Duration

    func json(_ media: StoredMedia, at now: Timestamp) -> JSON {
        var object: JSONObject = ["id": .string(media.id.text), "mime": .string(media.mime)]
        switch media.state {
        case .stored:
            object["bytes"] = .integer(Int64(media.bytes ?? 0))
            object["sha256"] = media.file.map(JSON.string)
            object["url"] = .string(links.url(of: media.id.text, until: now + lifetime))
        case .waiting: object["problem"] = .string("it is not here yet" + (media.error.map { ": " + $0 } ?? ""))
        case .failed: object["problem"] = .string(media.error ?? "it was not fetched")
        case .deleted: object["problem"] = "it has been kept long enough and is deleted"
        }
        return .object(object)
    }
}

extension StoredMedia {
    /// The file of a message that has arrived, as it is to be fetched; nil where the message has none.
    init?(_ content: JSON, id: UpdateID, number: String, at time: Timestamp) {
        guard let kind = content["type"]?.text, MediaKind(rawValue: kind) != nil, let media = content["media"],
            media["id"] != nil || media["url"] != nil || media["link"] != nil
        else { return nil }
        self.init(
            id: id, number: number, kind: kind, platformID: media["id"]?.text, link: media["url"]?.text ?? media["link"]?.text,
            mime: media["mime_type"]?.text ?? "application/octet-stream", sha256: MediaDownload.hexadecimal(media["sha256"]?.text),
            filename: content["filename"]?.text, createdAt: time)
    }
}
