// Moonpost
// SPDX-License-Identifier: Apache-2.0

package import Core

/// How long somebody may be written to freely from one number, and for nothing.
///
/// Sources: Meta, "Send messages" (customer service windows): 24 hours, from each message or call of the person anew; outside
/// it only templates, 131047 for the rest. Meta, "Pricing" (free entry point): who came by an ad or a page's button and was
/// answered within 24 hours costs nothing for 72 hours from the answer. The two are independent: what costs nothing may
/// still have to be a template.
package struct ServiceWindow: Hashable, Sendable {
    package static let length = Duration.seconds(86_400)
    package static let entryLength = Duration.seconds(3 * 86_400)

    /// Free-form messages may be sent before then.
    package var closesAt: Timestamp
    /// When the person came by an ad or a page's button and has not been answered since.
    package var enteredAt: Timestamp?
    /// Nothing is charged before then.
    package var freeUntil: Timestamp?

    package init(closesAt: Timestamp, enteredAt: Timestamp? = nil, freeUntil: Timestamp? = nil) {
        self.closesAt = closesAt
        self.enteredAt = enteredAt
        self.freeUntil = freeUntil
    }

    /// The window after a message or call of the person.
    /// - Parameters:
    ///   - time: When they sent it.
    ///   - isEntry: Whether they came by an ad or a page's button.
    package static func opened(_ known: ServiceWindow?, at time: Timestamp, isEntry: Bool) -> ServiceWindow {
        var window = known ?? ServiceWindow(closesAt: time + length)
        // Messages may be delivered in any order.
        window.closesAt = max(window.closesAt, time + length)
        if isEntry { window.enteredAt = max(window.enteredAt ?? time, time) }
        return window
    }

    package func isOpen(at time: Timestamp) -> Bool { time < closesAt }

    /// Whether messages cost nothing then.
    package func isFree(at time: Timestamp) -> Bool { freeUntil.map { time < $0 } ?? false }

    /// The window after a message of ours, or nil where that changes nothing.
    package func answered(at time: Timestamp) -> ServiceWindow? {
        guard let enteredAt else { return nil }
        var window = self
        window.enteredAt = nil
        if time - enteredAt < Self.length { window.freeUntil = time + Self.entryLength }
        return window
    }

    /// The platform says that it is closed.
    package func closed(at time: Timestamp) -> ServiceWindow {
        var window = self
        window.closesAt = min(closesAt, time)
        return window
    }
}
