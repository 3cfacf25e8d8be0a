// Moonpost
// SPDX-License-Identifier: Apache-2.0

internal import Core

extension OutboundMessage.Media {
    init(_ type: MessageType, _ json: JSON) throws(MessageProblem) {
        guard let kind = MediaKind(rawValue: type.rawValue) else {
            throw MessageProblem("type", "carries no file", value: type.rawValue)
        }
        var names = ["media"]
        if kind.hasCaption { names.append("caption") }
        if kind == .document { names.append("filename") }
        if kind == .audio { names.append("voice") }
        // A caption that arrived stands as `text` too, and a sticker says whether it moves.
        let passed = kind.hasCaption ? ["text"] : kind == .sticker ? ["animated"] : []
        try self.init(kind, OutboundMessage.reader(json, names, passed: passed))
    }

    /// Reads the fields of a table that has been checked for names that its kind does not have.
    init(_ kind: MediaKind, _ reader: ScriptReader) throws(MessageProblem) {
        self.init(kind: kind, source: try Self.source(reader))
        if kind.hasCaption {
            caption = try reader.text("caption", limit: Limits.caption)
            if caption == nil { caption = try reader.text("text", limit: Limits.caption) }
        }
        if kind == .document { filename = try reader.text("filename", limit: Limits.filename) }
        if kind == .audio { isVoice = try reader.bool("voice") ?? false }
    }

    /// `media` is an address, an id, or a table with `id` or `link`; one that arrived has both, and its id counts.
    private static func source(_ reader: ScriptReader) throws(MessageProblem) -> Source {
        switch reader.value("media") {
        case nil: throw MessageProblem(reader.field("media"), "is missing, it is an address, an id, or a table with id or link")
        case .string(let text)?:
            if ScriptReader.isWebAddress(text) { return .link(try reader.url("media")) }
            guard isID(text) else { throw MessageProblem(reader.field("media"), "is neither an address nor an id", value: text) }
            return .id(text)
        case .object(let file)?:
            if let id = file["id"]?.text {
                guard isID(id) else { throw MessageProblem(reader.field("media.id"), "is not the id of a file", value: id) }
                return .id(id)
            }
            guard let link = (file["link"] ?? file["url"])?.text else {
                throw MessageProblem(reader.field("media"), "has neither id nor link")
            }
            guard ScriptReader.isWebAddress(link), Limits.length(of: link) <= Limits.url else {
                throw MessageProblem(
                    reader.field("media.link"), "must begin with https:// or http:// and have at most \(Limits.url) characters",
                    limit: Limits.url, value: link)
            }
            return .link(link)
        case .some(let other):
            throw MessageProblem(
                reader.field("media"), "is \(other.typeName), it must be an address, an id, or a table with id or link")
        }
    }

    private static func isID(_ text: String) -> Bool {
        (1...256).contains(text.utf8.count)
            && text.utf8.allSatisfy {
                (0x21...0x7E).contains($0) && $0 != UInt8(ascii: "/") && $0 != UInt8(ascii: "\"")
            }
    }
}
