// Moonpost
// SPDX-License-Identifier: Apache-2.0

internal import Core

/// Takes out one-time codes, in the middle of a conversation too. What looks like one and is none goes on its way.
struct LinkCodes: Middleware {
    func handle(_ message: IncomingMessage, next: (IncomingMessage) throws -> Disposition) throws -> Disposition {
        guard let code = LinkCode(message.content) else { return try next(message) }
        return .code(code, otherwise: try next(message))
    }

    func joins(_ message: IncomingMessage) -> Bool { LinkCode(message.content) == nil }
}
