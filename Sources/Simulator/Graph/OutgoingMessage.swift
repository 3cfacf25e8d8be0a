// Moonpost
// SPDX-License-Identifier: Apache-2.0

internal import Core

/// A message to a person that has passed every check.
struct OutgoingMessage: Hashable, Sendable {
    enum Recipient: Hashable, Sendable {
        /// Digits with country code, and the text in which they came.
        case phone(String, input: String)
        case userID(String)
    }

    var recipient: Recipient
    var type: String
    var content: JSON
    var context: String?
    var callbackData: String?
    /// What the person sees of a template, its values filled in.
    var filled: JSON?
    /// Approved by Meta, so it may be sent when the window is closed.
    var isTemplate = false
}
