// Moonpost
// SPDX-License-Identifier: Apache-2.0

/// What a person says of marketing by one word.
package enum MarketingWord: Hashable, Sendable {
    /// None any more.
    case stop
    /// Again, please.
    case start
}
