// Moonpost
// SPDX-License-Identifier: Apache-2.0

extension MediaKind {
    /// The largest file that Meta takes as this kind, in bytes. Source: Meta, "Media", supported media types.
    package var limit: Int {
        switch self {
        case .image: Limits.imageBytes
        case .audio: Limits.audioBytes
        case .video: Limits.videoBytes
        case .document: Limits.documentBytes
        case .sticker: Limits.animatedStickerBytes
        }
    }

    /// The largest file that begins like this, in bytes: a sticker that stands still has a smaller limit than one that moves.
    /// - Parameter head: At least the first ``WebPHead/length`` bytes of the file; of fewer nothing is said.
    package func limit(of head: some Sequence<UInt8>) -> Int { isStill(head) ? Limits.stillStickerBytes : limit }

    private func isStill(_ head: some Sequence<UInt8>) -> Bool { self == .sticker && WebPHead(head)?.isAnimated == false }

    /// The media types that Meta takes as this kind; nil: any. Source: Meta, "Media", supported media types.
    private var types: [String]? {
        switch self {
        case .image: ["image/jpeg", "image/png"]
        case .audio: ["audio/aac", "audio/amr", "audio/mpeg", "audio/mp4", "audio/ogg"]
        case .video: ["video/mp4", "video/3gpp", "video/3gp"]
        case .sticker: ["image/webp"]
        case .document: nil
        }
    }

    /// Why Meta would not take such a file as this kind; nil where it would.
    /// - Parameter head: The first bytes of the file, as for ``limit(of:)``.
    package func problem(mime: String, bytes: Int, head: some Sequence<UInt8>) -> MessageProblem? {
        let type = mime.prefix { $0 != ";" }.lowercased()
        if let types, !types.contains(type) {
            return MessageProblem(
                "media", "is \(type), and WhatsApp takes as \(rawValue) only \(types.joined(separator: ", ")) (131053); send it as a document",
                value: type)
        }
        let limit = limit(of: head)
        guard bytes <= limit else {
            let what = isStill(head) ? "a sticker that does not move" : rawValue
            return MessageProblem("media", "has \(bytes) bytes, the limit of WhatsApp for \(what) is \(limit) (131053)", limit: limit, value: String(bytes))
        }
        return nil
    }
}
