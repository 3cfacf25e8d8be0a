// Moonpost
// SPDX-License-Identifier: Apache-2.0

package import Core

/// What one person and one business number have said to each other.
package struct SimulatedConversation: Hashable, Sendable {
    package struct Key: Hashable, Sendable {
        package var number: String
        package var contact: SimulatedContactID

        package init(number: String, contact: SimulatedContactID) {
            self.number = number
            self.contact = contact
        }
    }

    /// In order of time, at most ``historyLimit`` of them.
    package private(set) var messages: [SimulatedMessage] = []
    /// Messages that the person has not seen.
    package var unread = 0
    /// The typing indicator is on until then.
    package var typingUntil: Timestamp?
    /// The person's last message; the customer service window is counted from it.
    package var lastFromPerson: Timestamp?

    /// A phone page needs no more, and the state file stays small.
    package static let historyLimit = 500

    /// Adds a message and returns the ids of those that fell out of the history.
    package mutating func append(_ message: SimulatedMessage) -> [String] {
        messages.append(message)
        let surplus = messages.count - Self.historyLimit
        guard surplus > 0 else { return [] }
        let dropped = messages.prefix(surplus).map(\.id)
        messages.removeFirst(surplus)
        return dropped
    }

    /// Changes the message `id` and returns it, or nil where it is not in the history.
    @discardableResult
    package mutating func update(_ id: String, _ change: (inout SimulatedMessage) -> Void) -> SimulatedMessage? {
        guard let index = messages.lastIndex(where: { $0.id == id }) else { return nil }
        change(&messages[index])
        return messages[index]
    }

    package func message(_ id: String) -> SimulatedMessage? {
        messages.last { $0.id == id }
    }
}
