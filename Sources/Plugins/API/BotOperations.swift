// Moonpost
// SPDX-License-Identifier: Apache-2.0

internal import Flow

/// What `bot` asks of the host, apart from namespaces of their own. The journey itself performs it.
package enum BotOperations {
    package static let all: [Operation] = [
        Operation("emit", .effect, "Emits an event."),
        Operation("log", .effect, "Writes a line to the log."),
        Operation("status", .effect, "Tells admins how the plugin is."),
    ]
}
