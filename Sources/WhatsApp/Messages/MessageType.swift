// Moonpost
// SPDX-License-Identifier: Apache-2.0

/// What a message is, as scripts know it.
///
/// The names are those of the Lua API. `buttons`, `list`, `flow`, `address` and `call_permission` stand both for the
/// message that asks and for the one that brings the answer.
package enum MessageType: String, Hashable, Sendable, CaseIterable {
    case text, image, video, audio, document, sticker, location, contacts
    case buttons, list, link, reaction, template, product, products, order, flow
    case catalog, carousel, address
    case locationRequest = "location_request"
    case contactRequest = "contact_request"
    case callPermission = "call_permission"
    case voiceCall = "voice_call"
    /// A person opened the chat for the first time and has written nothing yet.
    case requestWelcome = "request_welcome"
    /// A person changed the words of a message that was sent before.
    case edit
    /// A person deleted a message that was sent before.
    case revoke
    /// A change of number or identity: the host takes it, scripts do not see it.
    case system
    /// Of a kind that this version does not know; kept as it came.
    case unknown

    /// Whether it answers or begins a conversation. What is not is stored, and for the host alone: a conversation has
    /// its answer already when its words are changed.
    package var isForConversations: Bool {
        switch self {
        case .edit, .revoke, .system: false
        default: true
        }
    }
}
