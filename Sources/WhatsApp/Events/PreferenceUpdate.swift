// Moonpost
// SPDX-License-Identifier: Apache-2.0

package import Core

/// What a person chose in WhatsApp about the messages that they want from us.
///
/// Source: Meta, "user_preferences webhook".
package struct PreferenceUpdate: Hashable, Sendable {
    package enum Choice: Hashable, Sendable {
        /// No more of the category.
        case stop
        /// Again.
        case resume
        /// Came in through a sign-up link.
        case signup
        case unknown(String)

        init(_ name: String) {
            switch name.lowercased() {
            case "stop": self = .stop
            case "resume": self = .resume
            case "signup": self = .signup
            default: self = .unknown(name)
            }
        }

        package var name: String {
            switch self {
            case .stop: "stop"
            case .resume: "resume"
            case .signup: "signup"
            case .unknown(let name): name
            }
        }
    }

    /// What Meta knows today as a category.
    package static let marketing = "marketing_messages"

    package var person: ContactAliases
    package var category: String
    package var choice: Choice
    /// Meta's sentence about it.
    package var detail: String?
    package var timestamp: Timestamp?
    /// As Meta sent it.
    package var raw: JSON

    /// Whether the person wants no marketing from now on; nil where the update does not tell.
    package var stopsMarketing: Bool? {
        guard category == Self.marketing else { return nil }
        switch choice {
        case .stop: return true
        case .resume, .signup: return false
        case .unknown: return nil
        }
    }

    init(person: ContactAliases, category: String, choice: Choice, raw: JSON) {
        self.person = person
        self.category = category
        self.choice = choice
        self.raw = raw
    }

    /// Reads a member of `user_preferences[]`.
    /// - Returns: nil where it has no category or no value.
    init?(_ object: JSONObject, person: ContactAliases) {
        guard let category = object["category"]?.text, let value = object["value"]?.text else { return nil }
        self.person = person
        self.category = category
        choice = Choice(value)
        detail = object["detail"]?.text
        timestamp = MetaTime.read(object["timestamp"])
        raw = .object(object)
    }
}
