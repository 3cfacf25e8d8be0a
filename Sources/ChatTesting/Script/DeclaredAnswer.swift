// Moonpost
// SPDX-License-Identifier: Apache-2.0

/// What another system answers in a scene: `! http GET https://api.example.com/price 200 {"price": 5}`.
package struct DeclaredAnswer: Hashable, Sendable {
    package enum Outcome: Hashable, Sendable {
        /// `isJSON` decides about its content type.
        case response(status: Int, body: String, isJSON: Bool)
        /// Nobody answers in time.
        case timeout
        /// Nobody is there.
        case down
    }

    /// In capital letters.
    package var method: String
    package var address: ChatPattern
    package var outcome: Outcome
}
