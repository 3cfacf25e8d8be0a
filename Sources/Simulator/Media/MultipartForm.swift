// Moonpost
// SPDX-License-Identifier: Apache-2.0

/// The parts of a `multipart/form-data` body (RFC 7578), as far as an upload has them.
struct MultipartForm {
    struct Part {
        var name: String
        var filename: String?
        var type: String?
        var bytes: ArraySlice<UInt8>
    }

    private(set) var parts: [Part] = []

    /// - Returns: nil where the type names no boundary, or the body is not of that form.
    init?(_ body: [UInt8], contentType: String) {
        guard contentType.lowercased().hasPrefix("multipart/form-data"), let range = contentType.firstRange(of: "boundary=") else { return nil }
        let boundary = contentType[range.upperBound...].prefix { $0 != ";" }.filter { $0 != "\"" }
        guard !boundary.isEmpty else { return nil }
        let delimiter = Array("--\(boundary)".utf8)
        guard body.starts(with: delimiter) else { return nil }
        var position = delimiter.count
        while true {
            if body[position...].starts(with: "--".utf8) { return }
            guard let headersEnd = Self.find(Array("\r\n\r\n".utf8), in: body, from: position),
                let end = Self.find(Array("\r\n".utf8) + delimiter, in: body, from: headersEnd + 4)
            else { return nil }
            var part = Part(name: "", bytes: body[(headersEnd + 4)..<end])
            for line in String(decoding: body[position..<headersEnd], as: UTF8.self).split(separator: "\r\n") {
                guard let colon = line.firstIndex(of: ":") else { continue }
                let value = String(line[line.index(after: colon)...].drop { $0 == " " })
                switch line[..<colon].lowercased() {
                case "content-type": part.type = value
                case "content-disposition":
                    part.name = Self.parameter("name", of: value) ?? ""
                    part.filename = Self.parameter("filename", of: value)
                default: break
                }
            }
            parts.append(part)
            position = end + 2 + delimiter.count
        }
    }

    subscript(name: String) -> Part? { parts.first { $0.name == name } }

    /// The text of a field.
    func text(_ name: String) -> String? { self[name].map { String(decoding: $0.bytes, as: UTF8.self) } }

    private static func parameter(_ name: String, of value: String) -> String? {
        for piece in value.split(separator: ";").dropFirst() {
            let pair = piece.drop { $0 == " " }
            guard pair.lowercased().hasPrefix(name + "=") else { continue }
            return pair.dropFirst(name.count + 1).filter { $0 != "\"" }
        }
        return nil
    }

    private static func find(_ pattern: [UInt8], in body: [UInt8], from start: Int) -> Int? {
        guard let first = pattern.first, body.count >= pattern.count else { return nil }
        var index = start
        while index <= body.count - pattern.count {
            guard let next = body[index...(body.count - pattern.count)].firstIndex(of: first) else { return nil }
            if body[next..<(next + pattern.count)].elementsEqual(pattern) { return next }
            index = next + 1
        }
        return nil
    }
}
