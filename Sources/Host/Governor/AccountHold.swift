// Moonpost
// SPDX-License-Identifier: Apache-2.0

internal import Core
internal import Store

/// What Meta has closed of an account, which all of its numbers keep to.
///
/// Source: Meta, webhook reference of `account_update`: DISABLED_UPDATE, ACCOUNT_DELETED, ACCOUNT_OFFBOARDED, PARTNER_REMOVED, ACCOUNT_RESTRICTION.
struct AccountHold: Hashable, Sendable {
    /// When it ends; nil where Meta told no end, so that it lasts until it is taken back.
    var until: Timestamp?
    /// Meta's sentence, or words, of it.
    var reason: String
    /// Answers go: only what the business begins waits, which is campaigns and what is written outside the window.
    var sparesReplies: Bool

    func concerns(_ head: GovernorHead) -> Bool { !sparesReplies || head.priority == .campaign || head.isOutsideWindow }

    func isInForce(at now: Timestamp) -> Bool { until.map { $0 > now } ?? true }
}
