// Moonpost
// SPDX-License-Identifier: Apache-2.0

package import Core

/// Somebody who writes to us, under an id of our own.
package struct Contact: Hashable, Sendable {
    package var id: ContactID
    package var name: String?
    /// BCP 47, such as "en" or "ar".
    package var language: String?
    /// An IANA name, such as "Africa/Cairo".
    package var timezone: String?
    /// What plugins keep of the contact.
    package var fields: JSONObject
    package var aliases: [ContactAlias]
    /// The user of the staff whose telephone this is.
    package var user: User?

    package init(
        id: ContactID, name: String?, language: String? = nil, timezone: String? = nil, fields: JSONObject = [:],
        aliases: [ContactAlias], user: User? = nil
    ) {
        self.id = id
        self.name = name
        self.language = language
        self.timezone = timezone
        self.fields = fields
        self.aliases = aliases
        self.user = user
    }

    /// The language in which the person is answered; nil where none is known. What is said of them as a user goes before what is known of the
    /// telephone.
    package var spokenLanguage: String? { user?.language ?? language }

    /// The zone that the person's days and hours are meant in; nil where none is known. The user's goes before the telephone's.
    package var zone: String? { user?.timezone ?? timezone }

    /// Changes some of the fields; one set to null is removed. `name`, `language` and `timezone` are the contact's own, and
    /// where something is said of them for its user, the user's too: what somebody chooses themselves goes before what was set for them.
    package mutating func apply(_ changes: JSONObject) {
        for (key, value) in changes {
            switch key {
            case "name": name = value.text
            case "language":
                language = value.text
                if user?.language != nil { user?.language = value.text }
            case "timezone":
                timezone = value.text
                if user?.timezone != nil { user?.timezone = value.text }
            // Written out: `nil` where a JSON is expected would be its null.
            default: fields[key] = value.isNull ? Optional<JSON>.none : .some(value)
            }
        }
    }

    package func alias(_ kind: ContactAlias.Kind) -> String? { aliases.first { $0.kind == kind }?.value }
}
