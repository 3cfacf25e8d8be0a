// Moonpost
// SPDX-License-Identifier: Apache-2.0

/// One link of the chain that every person's message goes through before Lua sees it.
package protocol Middleware: Sendable {
    /// Decides, or asks the rest of the chain.
    func handle(_ message: IncomingMessage, next: (IncomingMessage) throws -> Disposition) throws -> Disposition
}

/// The links in their order.
package struct MiddlewareChain: Sendable {
    private let links: [any Middleware]

    package init(_ links: [any Middleware]) { self.links = links }

    /// What to do with the message; what no link wants is ignored.
    package func dispose(_ message: IncomingMessage) throws -> Disposition { try dispose(message, from: 0) }

    private func dispose(_ message: IncomingMessage, from index: Int) throws -> Disposition {
        guard index < links.count else { return .ignore }
        return try links[index].handle(message) { try dispose($0, from: index + 1) }
    }
}
