// Moonpost
// SPDX-License-Identifier: Apache-2.0

package import Core

package enum SimulatedContactSubject: Identified {}
package typealias SimulatedContactID = ID<SimulatedContactSubject>

/// A person with a phone on the simulated platform.
///
/// `phone` is what webhooks show: it is nil for somebody who hides the number behind a username.
/// Everybody has a business-scoped user id, as every webhook carries since April 2026.
package struct SimulatedContact: Hashable, Sendable {
    package let id: SimulatedContactID
    package var name: String
    /// Digits with country code, without "+".
    package var phone: String?
    /// The business-scoped user id ("CC." and up to 128 letters and digits).
    package var userID: String
    package var username: String?
    /// BCP 47, like "en" or "ar-EG".
    package var language: String

    /// What the platform calls the person in `from` and `recipient_id`: the phone, or the user id where it is hidden.
    package var address: String { phone ?? userID }

    /// Whether the person's language is written from right to left.
    package var readsRightToLeft: Bool {
        let code = language.lowercased().prefix { $0.isLetter }
        return ["ar", "ckb", "dv", "fa", "he", "ps", "sd", "ug", "ur", "yi"].contains(String(code))
    }
}
