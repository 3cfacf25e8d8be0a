// Moonpost
// SPDX-License-Identifier: Apache-2.0

package import Core
package import WhatsApp

/// What a person can do with a phone in a conversation.
package enum PersonContent: Hashable, Sendable {
    case text(String)
    /// Taps the reply button `id` of the business's message `message`.
    case button(message: String, id: String)
    /// Chooses the list row `id` of the business's message `message`.
    case row(message: String, id: String)
    case location(latitude: Double, longitude: Double, name: String? = nil, address: String? = nil)
    /// Sends a file by its name; a caption where the kind has one. nil stands for a sample of that name.
    case media(MediaKind, name: String, caption: String? = nil, bytes: [UInt8]? = nil)
    /// Sends what was spoken into the phone.
    case voice(name: String, bytes: [UInt8]? = nil)
    /// Closes the form that the business's message opened, with what its endpoint said at the end.
    case form(message: String, response: JSON)
    /// Reacts to the business's message; nil takes the reaction back.
    case reaction(message: String, emoji: String?)
}
