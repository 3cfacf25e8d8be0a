// Moonpost
// SPDX-License-Identifier: Apache-2.0

package import Core
package import Store

/// What the governor has to know of the message that is next in its lane.
package struct GovernorHead: Hashable, Sendable {
    package var id: OutgoingID
    /// The platform's id of our number.
    package var number: String
    package var contact: ContactID
    package var priority: OutgoingMessage.Priority
    /// Whether it counts as a message: a typing indicator does not.
    package var isMessage: Bool
    /// Whether it is marketing, which people can have had enough of.
    package var isMarketing: Bool
    /// The template, where it is one.
    package var template: TemplateKey?
    /// Whether it is written to somebody whose service window is closed: those are counted by the portfolio.
    package var isOutsideWindow: Bool

    package init(
        id: OutgoingID, number: String, contact: ContactID, priority: OutgoingMessage.Priority = .reply, isMessage: Bool = true,
        isMarketing: Bool = false, template: TemplateKey? = nil, isOutsideWindow: Bool = false
    ) {
        self.id = id
        self.number = number
        self.contact = contact
        self.priority = priority
        self.isMessage = isMessage
        self.isMarketing = isMarketing
        self.template = template
        self.isOutsideWindow = isOutsideWindow
    }
}
