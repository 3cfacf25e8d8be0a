// Moonpost
// SPDX-License-Identifier: Apache-2.0

internal import Core

extension ChatDeed {
    private static let words = [
        "restart", "crash", "reload", "fail graph 503 x3", "fail status 131026", "http GET https://api.example.com/price 200 {\"price\": 5}",
        "model answers \"Hello\"", "model calls task {\"title\": \"Tea\"}", "model fails 503",
    ] + ChatUtterance.deeds

    /// Reads what stands behind `!`.
    init(_ text: String) throws(ChatMistake) {
        if text.prefix(5).lowercased() == "http " {
            self = try Self.http(text.dropFirst(5))
            return
        }
        if text.prefix(6).lowercased() == "model " {
            self = try Self.model(text.dropFirst(6))
            return
        }
        let words = text.lowercased().split(separator: " ").map(String.init)
        switch words.first {
        case "restart" where words.count == 1: self = .restart
        case "crash" where words.count == 1: self = .crash
        case "reload" where words.count == 1: self = .reload
        case "fail": self = try Self.failure(words.dropFirst().map(\.self), text)
        default:
            let hint = NearestName.of(text.lowercased(), among: Self.words).map { "did you mean \"\($0)\"?" }
                ?? "there is \(Self.words.joined(separator: ", "))"
            throw ChatMistake(message: "\"! \(text)\" is nothing that can be done: \(hint)")
        }
    }

    /// `graph 503 x3`, `status 131026`
    private static func failure(_ words: [String], _ text: String) throws(ChatMistake) -> ChatDeed {
        let count = words.count == 3 && words[2].hasPrefix("x") ? Int(words[2].dropFirst()) : words.count == 2 ? 1 : nil
        if words.first == "status" {
            guard let count, (1...1_000).contains(count), let code = Int(words[1]), code >= 1_000 || smallCodes.contains(code) else {
                throw ChatMistake(
                    message: "\"! \(text)\" is not complete: write it like \"! fail status 131026 x2\", with an error code of WhatsApp, and how often (1 to 1000)")
            }
            return .failGraph(.told(code), count: count)
        }
        guard words.first == "graph", let count, (1...1_000).contains(count) else {
            throw ChatMistake(
                message: """
                    "! \(text)" is not complete: write it like "! fail graph 503 x3", with an HTTP status, an error code of \
                    WhatsApp, "timeout" or "down", and how often (1 to 1000)
                    """)
        }
        switch words[1] {
        case "timeout": return .failGraph(.timeout, count: count)
        case "down": return .failGraph(.down, count: count)
        default: return .failGraph(try refusal(words[1]), count: count)
        }
    }

    /// Error codes that look like nothing of the kind.
    private static let smallCodes: Set = [0, 1, 2, 3, 4, 10, 33, 100, 190, 368]

    private static func refusal(_ word: String) throws(ChatMistake) -> GraphFailure {
        if let code = Int(word) {
            if (400...599).contains(code) { return .status(code) }
            if code >= 1_000 || smallCodes.contains(code) { return .code(code) }
        }
        throw ChatMistake(
            message: """
                \(word) is neither an HTTP status of a failure (400 to 599) nor an error code of WhatsApp (like 131056); \
                there are also "timeout" and "down"
                """)
    }
}
