// Moonpost
// SPDX-License-Identifier: Apache-2.0

package import Core

/// Something about the account, one of its numbers or one of its WhatsApp Flows that an operator should know.
package struct AccountEvent: Hashable, Sendable {
    package enum Severity: String, Hashable, Sendable, Comparable {
        case information, warning, critical

        package static func < (left: Self, right: Self) -> Bool { left.rank < right.rank }

        private var rank: Int {
            switch self {
            case .information: 0
            case .warning: 1
            case .critical: 2
            }
        }
    }

    /// What the host acts upon; the rest is for people.
    package enum Change: Hashable, Sendable {
        /// How many people may be written to in 24 hours: "TIER_250" up to "TIER_UNLIMITED".
        case messagingLimit(String)
        /// Nothing can be sent: banned, disabled, deleted, disconnected.
        case blocked
        /// It can be sent again.
        case restored
        /// Some things cannot be done until `until`, in Meta's words such as "RESTRICTED_BIZ_INITIATED_MESSAGING".
        case restricted([String], until: Timestamp?)
        case nothing
    }

    package var field: String
    /// Meta's word for what happened, such as "FLAGGED" or "DISABLED_UPDATE".
    package var event: String
    package var severity: Severity
    package var change: Change
    /// The number, Flow or portfolio that it is about, where it is not the account.
    package var subject: String?
    /// One sentence for people.
    package var summary: String
    package var timestamp: Timestamp?
    /// As Meta sent it.
    package var raw: JSON

    init(
        field: String, event: String, severity: Severity, change: Change = .nothing, subject: String? = nil,
        summary: String, raw: JSON
    ) {
        self.field = field
        self.event = event
        self.severity = severity
        self.change = change
        self.subject = subject
        self.summary = summary
        self.timestamp = MetaTime.read(raw["timestamp"])
        self.raw = raw
    }
}
