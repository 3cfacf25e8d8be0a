// Moonpost
// SPDX-License-Identifier: Apache-2.0

extension ChatUtterance {
    /// Reads what stands behind `>`. A backslash in front makes anything a plain text.
    init(text: String) throws(ChatMistake) {
        guard !text.isEmpty else { throw ChatMistake(message: "write what the person sends behind \">\"") }
        if text.hasPrefix("\\") {
            self = .text(String(text.dropFirst()))
        } else if text.hasPrefix("["), text.hasSuffix("]"), text.count > 2 {
            self = .tap(text.dropFirst().dropLast().description.trimmed)
        } else if let location = Self.location(text) {
            self = location
        } else if let image = Self.image(text) {
            self = image
        } else {
            self = .text(text)
        }
    }

    /// `location 30.04 31.23`
    private static func location(_ text: String) -> ChatUtterance? {
        let words = text.split(separator: " ")
        guard words.count == 3, words[0] == "location", let latitude = Double(words[1]), let longitude = Double(words[2])
        else { return nil }
        return .location(latitude: latitude, longitude: longitude)
    }

    /// `image photo.jpg "caption"`; the name tells pictures from a text that begins with the word.
    private static func image(_ text: String) -> ChatUtterance? {
        guard text.hasPrefix("image ") else { return nil }
        let rest = text.dropFirst(6).description.trimmed
        let name = rest.prefix { !$0.isWhitespace && $0 != "\"" }
        guard let ending = name.split(separator: ".").last, name.contains("."), name.first != ".",
            ["jpg", "jpeg", "png", "webp", "gif", "bmp", "heic"].contains(ending.lowercased())
        else { return nil }
        let caption = rest.dropFirst(name.count).description.trimmed
        if caption.isEmpty { return .image(name: String(name), caption: nil) }
        guard caption.count >= 2, caption.hasPrefix("\""), caption.hasSuffix("\"") else { return nil }
        return .image(name: String(name), caption: String(caption.dropFirst().dropLast()))
    }
}
