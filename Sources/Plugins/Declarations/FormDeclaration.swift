// Moonpost
// SPDX-License-Identifier: Apache-2.0

/// A `bot.form`: the screens of a WhatsApp Flow.
package struct FormDeclaration: Hashable, Sendable {
    package var name: String
    package var title: String?
    /// The WhatsApp Flow's id (digits) or name; nil: `chat:ask_form` names it.
    package var flow: String?
    package var line: Int
}
