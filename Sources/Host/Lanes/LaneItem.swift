// Moonpost
// SPDX-License-Identifier: Apache-2.0

package import Core
package import Store

/// What makes a conversation go on.
package enum LaneItem: Sendable {
    /// An entry of the inbox.
    case entry(InboxEntry)
    /// A conversation's time is up.
    case timer(ConversationID, dueAt: Timestamp)
    /// A crash interrupted a turn that a timer had begun.
    case interrupted(ConversationID)
}
