// Moonpost
// SPDX-License-Identifier: Apache-2.0

package import Core

extension Update.Kind {
    /// What is kept of it in the inbox.
    ///
    /// A message and an echo: the shape that scripts know. A status, an error: their stored form. The rest: as Meta sent
    /// it, under `value`, with its `field`.
    package var stored: JSON {
        switch self {
        case .message(let message): message.content
        case .echo(let echo): echo.content
        case .status(let status): status.json
        case .error(let error): error.json
        case .preference(let update): Self.stored("user_preferences", update.raw)
        case .call(let update): Self.stored("calls", update.raw)
        case .identity(let update): Self.stored("user_id_update", update.raw)
        case .payment(let update): Self.stored("messages", update.raw)
        case .group(let update): Self.stored(update.field, update.raw)
        case .contactBook(let update): Self.stored("smb_app_state_sync", update.raw)
        case .history(let chunk): Self.stored("history", chunk.raw)
        case .template(let update): Self.stored(update.field, update.raw)
        case .account(let event): Self.stored(event.field, event.raw)
        case .other(let field, let value): Self.stored(field, value)
        case .malformed(_, let raw): raw
        }
    }

    private static func stored(_ field: String, _ value: JSON) -> JSON { ["field": .string(field), "value": value] }
}
