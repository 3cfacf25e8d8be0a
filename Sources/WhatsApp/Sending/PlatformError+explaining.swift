// Moonpost
// SPDX-License-Identifier: Apache-2.0

package import Core

extension PlatformError {
    /// What the code means, from our own table, which changes less often than the platform's words.
    package var meaning: String { ErrorPolicy.rule(for: self)?.meaning ?? "An error that is not in our table" }

    /// Code, details, meaning, and what happens next, as a sentence for whoever looks after the bot.
    /// - Parameter next: What happens next; nil takes the action's own words.
    package func explained(_ action: SendAction, next: String? = nil) -> String {
        var text = "\(self). \(meaning): \(next ?? action.next)."
        if let advice = ErrorPolicy.rule(for: self)?.advice, !advice.isEmpty { text += " " + advice }
        return text
    }

    /// The same for an incident, member by member.
    package func details(beside other: JSONObject, _ action: SendAction, next: String? = nil) -> JSON {
        var object = other
        object["error"] = json
        object["code"] = .integer(Int64(code))
        object["meaning"] = .string(meaning)
        object["next"] = .string(next ?? action.next)
        if let advice = ErrorPolicy.rule(for: self)?.advice, !advice.isEmpty { object["advice"] = .string(advice) }
        return .object(object)
    }
}
