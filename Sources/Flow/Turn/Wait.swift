// Moonpost
// SPDX-License-Identifier: Apache-2.0

package import Core

/// What a conversation waits for between its turns.
package struct Wait: Hashable, Sendable {
    package enum Subject: Hashable, Sendable {
        case message
        case time
        case event(name: String, match: JSONObject)
    }

    /// The waiting call itself; its answer becomes the journal's next entry.
    package var call: Call
    package var subject: Subject
    /// How long it waits at most, or nil for as long as the flow allows.
    package var limit: Duration?

    /// Understands a waiting call; nil where it is none.
    package init?(_ call: Call) {
        self.call = call
        let arguments = call.arguments
        switch call.operation {
        case "receive":
            subject = .message
            guard Self.isDuration(arguments["timeout"]) else { return nil }
            limit = arguments["timeout"]?.int.map { .milliseconds($0) }
        case "sleep":
            guard Self.isDuration(arguments["ms"]), let milliseconds = arguments["ms"]?.int else { return nil }
            subject = .time
            limit = .milliseconds(milliseconds)
        case "wait_for":
            guard let event = arguments["event"]?.text, Self.isDuration(arguments["up_to"]) else { return nil }
            subject = .event(name: event, match: arguments["match"]?.object ?? [:])
            limit = arguments["up_to"]?.int.map { .milliseconds($0) }
        default:
            return nil
        }
    }

    /// Nothing, or milliseconds that lead to a moment. A worker may send any number.
    private static func isDuration(_ value: JSON?) -> Bool {
        guard let value, !value.isNull else { return true }
        return value.int.map { (0...most).contains($0) } ?? false
    }

    /// As much as a duration in words may say.
    private static let most: Int64 = 1_000_000_000_000_000

    /// Whether an event's fields have every value that the script asked for.
    package func matches(_ fields: JSON) -> Bool {
        guard case .event(_, let match) = subject else { return false }
        return match.allSatisfy { key, value in
            guard let field = fields[key] else { return false }
            if let left = field.double, let right = value.double { return left == right }
            return field == value
        }
    }
}
