// Moonpost
// SPDX-License-Identifier: Apache-2.0

internal import Core

extension ChatDeed {
    private static let words = ["restart", "crash", "reload", "fail graph 503 x3"]

    /// Reads what stands behind `!`.
    init(_ text: String) throws(ChatMistake) {
        let words = text.lowercased().split(separator: " ").map(String.init)
        switch words.first {
        case "restart" where words.count == 1: self = .restart
        case "crash" where words.count == 1: self = .crash
        case "reload" where words.count == 1: self = .reload
        case "fail": self = try Self.failure(words.dropFirst().map(\.self))
        default:
            let hint = NearestName.of(text.lowercased(), among: Self.words).map { "did you mean \"\($0)\"?" }
                ?? "there is \(Self.words.joined(separator: ", "))"
            throw ChatMistake(message: "\"! \(text)\" is nothing that can be done: \(hint)")
        }
    }

    /// `graph 503 x3`
    private static func failure(_ words: [String]) throws(ChatMistake) -> ChatDeed {
        let count = words.count == 3 && words[2].hasPrefix("x") ? Int(words[2].dropFirst()) : words.count == 2 ? 1 : nil
        guard words.first == "graph", let count, (1...1_000).contains(count), let code = Int(words[1]) else {
            throw ChatMistake(message: "write it like \"! fail graph 503 x3\": the answer, and how often")
        }
        guard (400...599).contains(code) || code >= 1_000 || [0, 1, 2, 3, 4, 10, 33, 100, 190, 368].contains(code) else {
            throw ChatMistake(message: "\(code) is neither an HTTP status of a failure (400 to 599) nor an error code of WhatsApp")
        }
        return .failGraph(code: code, count: count)
    }
}
