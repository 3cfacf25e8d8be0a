// Moonpost
// SPDX-License-Identifier: Apache-2.0

internal import Core

extension ChatDeed {
    private static let methods = ["GET", "POST", "PUT", "PATCH", "DELETE"]

    /// `GET https://api.example.com/price 200 {"price": 5}`
    static func http(_ text: Substring) throws(ChatMistake) -> ChatDeed {
        let words = text.split(maxSplits: 3, omittingEmptySubsequences: true, whereSeparator: \.isWhitespace)
        func refuse(_ why: String) -> ChatMistake {
            ChatMistake(message: "\(why): write it like \"! http GET https://api.example.com/price 200 {\"price\": 5}\"")
        }
        guard words.count >= 3 else { throw refuse("\"! http \(text)\" is not complete") }
        let method = words[0].uppercased()
        guard methods.contains(method) else {
            throw refuse("\"\(words[0])\" is not one of \(methods.joined(separator: ", "))")
        }
        guard words[1].hasPrefix("https://") || words[1].hasPrefix("http://") || words[1] == "*" else {
            throw refuse("\"\(words[1])\" is not an address that begins with https:// or http://")
        }
        let body = words.count > 3 ? String(words[3]).trimmed : ""
        let outcome: DeclaredAnswer.Outcome
        switch words[2].lowercased() {
        case "timeout", "down":
            guard body.isEmpty else { throw refuse("\"\(words[2])\" has nothing behind it") }
            outcome = words[2].lowercased() == "down" ? .down : .timeout
        case let word:
            guard let status = Int(word), (200...599).contains(status) else {
                throw refuse("\"\(word)\" is neither an HTTP status (200 to 599) nor \"timeout\" nor \"down\"")
            }
            outcome = .response(status: status, body: body, isJSON: try isJSON(body))
        }
        return .http(DeclaredAnswer(method: method, address: ChatPattern(String(words[1])), outcome: outcome))
    }

    private static func isJSON(_ body: String) throws(ChatMistake) -> Bool {
        guard body.hasPrefix("{") || body.hasPrefix("[") else { return false }
        do {
            _ = try JSON(Array(body.utf8))
            return true
        } catch {
            throw ChatMistake(message: "the answer begins like JSON, and is none: \(error)")
        }
    }
}
