// Moonpost
// SPDX-License-Identifier: Apache-2.0

/// What a message is, as scripts know it.
///
/// The names are those of the Lua API. `buttons`, `list` and `flow` stand both for the message that
/// offers a choice and for the one that brings the answer.
package enum MessageType: String, Hashable, Sendable, CaseIterable {
    case text, image, video, audio, document, sticker, location, contacts
    case buttons, list, link, reaction, template, product, products, order, flow
    /// A change of number or identity: the host takes it, scripts do not see it.
    case system
    /// Of a kind that this version does not know; kept as it came.
    case unknown
}
