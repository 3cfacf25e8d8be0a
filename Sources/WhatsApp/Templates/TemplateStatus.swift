// Moonpost
// SPDX-License-Identifier: Apache-2.0

/// Whether a template may be sent.
///
/// Source: Meta, "Message templates" and "message_template_status_update webhook"; david-lev/pywa for the rarer ones.
package enum TemplateStatus: Hashable, Sendable {
    case approved, pending, rejected, paused, disabled, flagged, inAppeal, pendingDeletion, deleted, limitExceeded
    case archived, locked
    case unknown(String)

    private static let names: [(TemplateStatus, String)] = [
        (.approved, "APPROVED"), (.pending, "PENDING"), (.rejected, "REJECTED"), (.paused, "PAUSED"),
        (.disabled, "DISABLED"), (.flagged, "FLAGGED"), (.inAppeal, "IN_APPEAL"), (.pendingDeletion, "PENDING_DELETION"),
        (.deleted, "DELETED"), (.limitExceeded, "LIMIT_EXCEEDED"), (.archived, "ARCHIVED"), (.locked, "LOCKED"),
    ]

    package init(_ name: String) {
        let upper = name.uppercased()
        switch upper {
        // What these events end in.
        case "REINSTATED", "UNARCHIVED", "UNPAUSED", "UNLOCKED": self = .approved
        case "IN_REVIEW", "PENDING_REVIEW": self = .pending
        default: self = Self.names.first { $0.1 == upper }?.0 ?? .unknown(name)
        }
    }

    /// Meta's name of it.
    package var name: String {
        if case .unknown(let name) = self { return name }
        return Self.names.first { $0.0 == self }?.1 ?? ""
    }

    /// Whether Meta takes messages made of it. A flagged one is warned of, and still sent.
    package var isSendable: Bool { self == .approved || self == .flagged }
}
