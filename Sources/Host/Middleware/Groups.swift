// Moonpost
// SPDX-License-Identifier: Apache-2.0

internal import Core

/// Keeps what is written in groups, and lets nothing come of it.
///
/// An answer would go to its writer alone, in a chat in which nothing was asked and whose window a group does not open. So a
/// group's message neither begins nor answers anything, and no word in it means anything to the host: somebody who writes
/// "cancel" to friends cancels nothing.
struct Groups: Middleware {
    func handle(_ message: IncomingMessage, next: (IncomingMessage) throws -> Disposition) throws -> Disposition {
        message.content["group_id"] == nil ? try next(message) : .ignore
    }

    func joins(_ message: IncomingMessage) -> Bool { message.content["group_id"] == nil }
}
