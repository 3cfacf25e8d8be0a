// Moonpost
// SPDX-License-Identifier: Apache-2.0

/// One link of the chain that every person's message goes through before Lua sees it.
package protocol Middleware: Sendable {
    /// Decides, or asks the rest of the chain.
    func handle(_ message: IncomingMessage, next: (IncomingMessage) throws -> Disposition) throws -> Disposition

    /// Whether a text may be taken together with the one before it: it means nothing by itself, and may be run. Most links do
    /// not mind.
    func joins(_ message: IncomingMessage) -> Bool
}

extension Middleware {
    package func joins(_ message: IncomingMessage) -> Bool { true }
}

/// The links in their order.
package struct MiddlewareChain: Sendable {
    private let links: [any Middleware]

    package init(_ links: [any Middleware]) { self.links = links }

    /// What to do with the message; what no link wants is ignored.
    package func dispose(_ message: IncomingMessage) throws -> Disposition { try dispose(message, from: 0) }

    /// Whether no link minds that a text is taken together with the one before it.
    package func joins(_ message: IncomingMessage) -> Bool { links.allSatisfy { $0.joins(message) } }

    private func dispose(_ message: IncomingMessage, from index: Int) throws -> Disposition {
        guard index < links.count else { return .ignore }
        return try links[index].handle(message) { try dispose($0, from: index + 1) }
    }
}
