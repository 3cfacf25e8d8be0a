// Moonpost
// SPDX-License-Identifier: Apache-2.0

package import Core

/// What the Graph API, or Twilio's, does with one request.
package struct GraphResponse: Hashable, Sendable {
    package enum Manner: Hashable, Sendable {
        case answer
        /// The answer leaves once the webhooks of this send have been tried.
        case answerAfterWebhooks
        /// The connection is closed without an answer.
        case cut
    }

    package var status: Int
    package var body: JSON
    /// Answered in the place of ``body``.
    package var file: SimulatedMedia?
    package var delay = Duration.zero
    package var manner = Manner.answer

    init(status: Int = 200, body: JSON) {
        self.status = status
        self.body = body
    }
}
