// Moonpost
// SPDX-License-Identifier: Apache-2.0

package import Core

/// One notification for the host, in the shape in which Meta posts it.
package struct SimulatedWebhook: Hashable, Sendable {
    /// What it reports; the platform's own records follow it.
    package enum Subject: Hashable, Sendable {
        case message(id: String)
        case status(id: String, tick: Tick)
        /// A change of the account, such as of its templates; nobody's conversation.
        case account
    }

    /// The phone number id of the business number that it goes to.
    package var number: String
    package var contact: SimulatedContactID
    package var subject: Subject
    package var body: JSON

    package init(number: String, contact: SimulatedContactID, subject: Subject, body: JSON) {
        self.number = number
        self.contact = contact
        self.subject = subject
        self.body = body
    }
}
