// Moonpost
// SPDX-License-Identifier: Apache-2.0

internal import Simulator
internal import WhatsApp

extension ChatUtterance {
    /// Reads what stands behind `>`. A backslash in front makes anything a plain text.
    init(text: String) throws(ChatMistake) {
        guard !text.isEmpty else { throw ChatMistake(message: "write what the person sends behind \">\"") }
        if text.hasPrefix("\\") {
            self = .text(String(text.dropFirst()))
        } else if text.hasPrefix("["), text.hasSuffix("]"), text.count > 2 {
            self = .tap(text.dropFirst().dropLast().description.trimmed)
        } else if let form = try Self.form(in: text) {
            self = form
        } else if let file = try Self.file(in: text) {
            self = file
        } else if let shared = Self.contacts(in: text) ?? Self.order(in: text) {
            self = shared
        } else {
            self = Self.location(in: text) ?? Self.reaction(in: text) ?? .text(text)
        }
    }

    /// `location 30.04 31.23 "Our shop"`
    private static func location(in text: String) -> ChatUtterance? {
        guard text.hasPrefix("location "), let (place, name) = quoted(text.dropFirst(9)) else { return nil }
        let numbers = place.split { $0 == " " || $0 == "," }.map { Double($0) }
        guard numbers.count == 2, let latitude = numbers[0], let longitude = numbers[1] else { return nil }
        return .location(latitude: latitude, longitude: longitude, name: name)
    }

    /// `image photo.jpg "caption"`: a word that looks like the name of a file tells it from a text that begins with the word.
    private static func file(in text: String) throws(ChatMistake) -> ChatUtterance? {
        let word = text.prefix { !$0.isWhitespace }
        let isVoice = word == "voice"
        guard let kind = isVoice ? .audio : MediaKind(rawValue: String(word)), let (name, caption) = quoted(text.dropFirst(word.count)),
            isFileName(name)
        else { return nil }
        do {
            _ = try MediaFile.type(of: name, as: kind)
        } catch {
            throw ChatMistake(message: "\(error.description); to send the words, write \\\(text)")
        }
        guard caption == nil || (kind.hasCaption && !isVoice) else {
            throw ChatMistake(message: "WhatsApp has no caption with a message of type \(word); to send the words, write \\\(text)")
        }
        return isVoice ? .voice(name: name) : .media(kind, name: name, caption: caption)
    }

    /// `form`, or `form name = Amina, guests = 4`
    private static func form(in text: String) throws(ChatMistake) -> ChatUtterance? {
        if text == "form" { return .form([]) }
        guard text.hasPrefix("form "), text.contains("=") else { return nil }
        var values: [FormValue] = []
        for part in text.dropFirst(5).split(separator: ",") {
            let sides = part.split(separator: "=", maxSplits: 1).map { String($0).trimmed }
            guard sides.count == 2, !sides[0].isEmpty else {
                throw ChatMistake(message: "\"\(String(part).trimmed)\" is no value of a form: write > form name = Amina, guests = 4; to send the words, write \\\(text)")
            }
            values.append(FormValue(name: sides[0], value: sides[1]))
        }
        return .form(values)
    }

    /// `reaction 👍`
    private static func reaction(in text: String) -> ChatUtterance? {
        guard text.hasPrefix("reaction ") else { return nil }
        let emoji = text.dropFirst(9).description.trimmed
        guard emoji.count == 1, let scalar = emoji.unicodeScalars.first, scalar.properties.isEmoji, !scalar.isASCII else { return nil }
        return .reaction(emoji)
    }

    private static func isFileName(_ word: String) -> Bool {
        let parts = word.split(separator: ".", omittingEmptySubsequences: false)
        guard parts.count > 1, parts[0] != "", let ending = parts.last, (1...5).contains(ending.count) else { return false }
        return ending.allSatisfy { $0.isASCII && ($0.isLetter || $0.isNumber) } && ending.contains(where: \.isLetter)
            && !word.contains(where: \.isWhitespace)
    }

    /// What stands in front of a text in quotes at the end, and that text; nil where quotes are open.
    static func quoted(_ text: Substring) -> (String, String?)? {
        let text = String(text).trimmed
        guard let open = text.firstIndex(of: "\"") else { return (text, nil) }
        guard text.hasSuffix("\""), text.index(after: open) < text.endIndex else { return nil }
        return (text[..<open].description.trimmed, text[text.index(after: open)...].dropLast().description)
    }
}
