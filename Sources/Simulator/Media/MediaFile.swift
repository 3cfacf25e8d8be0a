// Moonpost
// SPDX-License-Identifier: Apache-2.0

package import WhatsApp

/// Which files a phone sends as which kind of message, by their names. Source: Meta, "Supported media types".
package enum MediaFile {
    private static let types: [MediaKind: [(ending: String, type: String)]] = [
        .image: [("jpg", "image/jpeg"), ("jpeg", "image/jpeg"), ("png", "image/png"), ("webp", "image/webp")],
        .video: [("mp4", "video/mp4"), ("3gp", "video/3gp")],
        .audio: [
            ("ogg", "audio/ogg; codecs=opus"), ("mp3", "audio/mpeg"), ("m4a", "audio/mp4"), ("aac", "audio/aac"), ("amr", "audio/amr"),
        ],
        .sticker: [("webp", "image/webp")],
        .document: [
            ("pdf", "application/pdf"), ("txt", "text/plain"), ("csv", "text/csv"), ("doc", "application/msword"),
            ("docx", "application/vnd.openxmlformats-officedocument.wordprocessingml.document"), ("xls", "application/vnd.ms-excel"),
            ("xlsx", "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"), ("ppt", "application/vnd.ms-powerpoint"),
            ("pptx", "application/vnd.openxmlformats-officedocument.presentationml.presentation"),
        ],
    ]

    /// The media type of a file that is sent as a message of this kind. As a document, any file can be sent.
    /// - Throws: ``PersonProblem`` with the endings that there are.
    package static func type(of name: String, as kind: MediaKind) throws(PersonProblem) -> String {
        let known = types[kind] ?? []
        let ending = name.split(separator: ".", omittingEmptySubsequences: false).dropFirst().last?.lowercased() ?? ""
        if let type = known.first(where: { $0.ending == ending })?.type { return type }
        if kind == .document, !ending.isEmpty { return "application/octet-stream" }
        let endings = known.map { "." + $0.ending }
        let allowed = (endings.dropLast().joined(separator: ", ") + (endings.count > 1 ? " or " : "")) + (endings.last ?? "")
        throw PersonProblem(
            .invalid, "\"\(name)\" cannot be sent as \(kind.rawValue): its name must end in \(kind == .document ? "something like .pdf" : allowed)")
    }
}
