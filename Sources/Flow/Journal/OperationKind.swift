// Moonpost
// SPDX-License-Identifier: Apache-2.0

/// How an operation meets the journal.
package enum OperationKind: String, Sendable {
    /// Returns nothing and does not interrupt the script; takes place when the turn is committed.
    case effect
    /// Looks something up; the answer is journaled with the turn.
    case read
    /// Changes rows and answers; the rows and the journal so far are one transaction.
    case write
    /// Acts outside the database; performed first, then journaled.
    case external
    /// Ends the turn until something happens.
    case wait
}
