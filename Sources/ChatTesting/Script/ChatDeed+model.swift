// Moonpost
// SPDX-License-Identifier: Apache-2.0

extension ChatDeed {
    /// `answers "Hello"`, `calls task {"title": "Tea"}`, `fails 503 x3`
    static func model(_ text: Substring) throws(ChatMistake) -> ChatDeed {
        let text = String(text).trimmed
        let word = text.prefix { !$0.isWhitespace }.lowercased()
        let rest = String(text.dropFirst(word.count)).trimmed
        switch word {
        case "answers":
            guard rest.count > 2, rest.first == "\"", rest.last == "\"" else {
                throw ChatMistake(message: "what the model answers stands between quotes: write it like \"! model answers \"Hello\"\"")
            }
            return .model(.text(unescaped(rest.dropFirst().dropLast())), count: 1)
        case "calls":
            let name = String(rest.prefix { !$0.isWhitespace && $0 != "{" })
            guard !name.isEmpty else {
                throw ChatMistake(message: "\"! model calls\" needs a tool: write it like \"! model calls task {\"title\": \"Tea\"}\"")
            }
            let arguments = String(rest.dropFirst(name.count)).trimmed
            return .model(.call(name, arguments: arguments.isEmpty ? "{}" : arguments), count: 1)
        case "fails": return try failure(rest.lowercased().split(separator: " ").map(String.init), text)
        default:
            throw ChatMistake(
                message: "\"! model \(text)\" is nothing that a model does: write \"! model answers \"Hello\"\", \"! model calls task {\"title\": \"Tea\"}\" or \"! model fails 503 x3\"")
        }
    }

    private static func failure(_ words: [String], _ text: String) throws(ChatMistake) -> ChatDeed {
        let count = words.count == 2 && words[1].hasPrefix("x") ? Int(words[1].dropFirst()) : words.count == 1 ? 1 : nil
        let status = words.first.flatMap { Int($0) }
        guard let word = words.first, let count, (1...1_000).contains(count),
            word == "timeout" || word == "down" || status.map((400...599).contains) == true
        else {
            throw ChatMistake(
                message: """
                    "! model \(text)" is not complete: write it like "! model fails 503 x3", with an HTTP status of a failure (400 to \
                    599), "timeout" or "down", and how often (1 to 1000)
                    """)
        }
        return .model(status.map { .status($0) } ?? (word == "down" ? .down : .timeout), count: count)
    }

    /// `\n` is a new line, and a backslash before anything else stands for that alone.
    private static func unescaped(_ text: Substring) -> String {
        var result = ""
        var isEscaped = false
        for character in text {
            if isEscaped {
                result.append(character == "n" ? "\n" : character)
                isEscaped = false
            } else if character == "\\" {
                isEscaped = true
            } else {
                result.append(character)
            }
        }
        return result
    }
}
