// Moonpost
// SPDX-License-Identifier: Apache-2.0

extension MediaKind {
    /// The largest file that Meta takes as this kind, in bytes. Source: Meta, "Media", supported media types.
    package func limit(of mime: String) -> Int {
        switch self {
        case .image: Limits.imageBytes
        case .audio: Limits.audioBytes
        case .video: Limits.videoBytes
        case .document: Limits.documentBytes
        // Whether a sticker moves cannot be told from outside; Meta's own answer tells of one that stands still and is too large.
        case .sticker: Limits.animatedStickerBytes
        }
    }

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
    package func problem(mime: String, bytes: Int) -> MessageProblem? {
        let type = mime.prefix { $0 != ";" }.lowercased()
        if let types, !types.contains(type) {
            return MessageProblem(
                "media", "is \(type), and WhatsApp takes as \(rawValue) only \(types.joined(separator: ", ")) (131053); send it as a document",
                value: type)
        }
        guard bytes <= limit(of: mime) else {
            return MessageProblem(
                "media", "has \(bytes) bytes, the limit of WhatsApp for \(rawValue) is \(limit(of: mime)) (131053)", limit: limit(of: mime),
                value: String(bytes))
        }
        return nil
    }
}
