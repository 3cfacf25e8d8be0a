// Moonpost
// SPDX-License-Identifier: Apache-2.0

package import Core

/// A conversation as the store keeps it: what it began with, and what it waits for. Its journal is beside it.
package struct StoredConversation: Sendable {
    package enum State: String, Sendable {
        /// In the middle of a turn, part of which is committed.
        case running
        /// Waits for a message, a moment or an event.
        case waiting
    }

    package var id: ConversationID
    package var lane: String
    package var contact: ContactID?
    package var number: String?
    package var plugin: String
    /// The hash of the plugin version that it began with and keeps.
    package var version: String
    package var entryKind: String
    package var entryName: String
    /// Everything that its first turn was given: `given`, `seed`, `turn`, `number`.
    package var opening: JSON
    package var state: State
    /// The call that it waits on: `[operation, hash, arguments]`.
    package var wait: JSON?
    /// How long its flow waits for a person before it ends by itself; fixed with its version.
    package var silence: Duration?
    /// The name of the event that it waits for.
    package var waitEvent: String?
    /// When it stops waiting by itself.
    package var dueAt: Timestamp?
    /// The inbox entry or timer whose turn is under way while it is ``State/running``.
    package var input: String?
    /// The contact as its script last saw it.
    package var contactSeen: String?
    package var journalRows: Int
    package var journalEntries: Int
    /// The length of the journal's text.
    package var journalBytes: Int
    /// Orders the conversations of a lane that wait for a message: the one that asked last is answered first.
    package var askedAt: String?
    package var createdAt: Timestamp

    package init(
        id: ConversationID, lane: String, contact: ContactID?, number: String?, plugin: String, version: String,
        entryKind: String, entryName: String, opening: JSON, createdAt: Timestamp
    ) {
        self.id = id
        self.lane = lane
        self.contact = contact
        self.number = number
        self.plugin = plugin
        self.version = version
        self.entryKind = entryKind
        self.entryName = entryName
        self.opening = opening
        self.state = .running
        self.journalRows = 0
        self.journalEntries = 0
        self.journalBytes = 0
        self.createdAt = createdAt
    }
}
