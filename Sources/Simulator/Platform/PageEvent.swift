// Moonpost
// SPDX-License-Identifier: Apache-2.0

internal import Core

/// Something that a page with a phone on it shows at once.
package enum PageEvent: Hashable, Sendable {
    /// A message is new, or an old one has changed.
    case message(SimulatedMessage)
    case contact(SimulatedContact)
    /// Unread count, typing indicator or service window of a conversation has changed.
    case conversation(SimulatedConversation.Key)
    case faults(Faults)
    /// How the host receives webhooks; nil means well.
    case trouble(String?)
}
