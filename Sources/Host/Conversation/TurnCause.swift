// Moonpost
// SPDX-License-Identifier: Apache-2.0

internal import Core
internal import Store

/// What began a turn, and must be marked done with it.
struct TurnCause: Sendable {
    /// The inbox entry, or nil for a timer.
    var entry: UpdateID?
    /// How an interrupted turn is found again after a crash.
    var input: String
    /// The message of the person, where one began the turn: what a typing indicator and a reaction refer to.
    var wamid: String?

    static func entry(_ entry: InboxEntry) -> TurnCause {
        TurnCause(
            entry: entry.id, input: "inbox:" + entry.id.text,
            wamid: entry.kind == .message ? entry.content["wamid"]?.text : nil)
    }

    static func timer(_ conversation: ConversationID) -> TurnCause {
        TurnCause(entry: nil, input: "timer:" + conversation.text, wamid: nil)
    }
}
