// Moonpost
// SPDX-License-Identifier: Apache-2.0

package import Core

/// Whether somebody wants marketing, as they last said it.
package struct MarketingChoice: Hashable, Sendable {
    package enum Source: Hashable, Sendable {
        /// In WhatsApp's own settings.
        case preference
        /// By a word such as STOP.
        case word
        /// The platform refused a message with this code, which says so.
        case refusal(Int)
    }

    package var contact: ContactID
    /// No marketing from now on.
    package var stops: Bool
    package var source: Source
    /// When they said so; of a refusal: when the message was made, as they had said it before that.
    package var time: Timestamp

    package init(_ contact: ContactID, stops: Bool, source: Source, at time: Timestamp) {
        self.contact = contact
        self.stops = stops
        self.source = source
        self.time = time
    }
}

extension MarketingChoice.Source {
    /// As it stands in the store.
    var stored: String {
        switch self {
        case .preference: "preference"
        case .word: "word"
        case .refusal(let code): "\(code)"
        }
    }
}
