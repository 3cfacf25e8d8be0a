// Moonpost
// SPDX-License-Identifier: Apache-2.0

/// What a language model said.
package struct ModelAnswer: Hashable, Sendable {
    /// Empty where it only calls.
    package var text: String
    package var calls: [ModelToolCall]
    /// The answer ended at the most tokens, in the middle of a sentence or of a call.
    package var isCutShort: Bool
    /// nil where the provider does not say: ``ModelUsage/estimated(_:_:)``.
    package var usage: ModelUsage?

    package init(text: String, calls: [ModelToolCall] = [], isCutShort: Bool = false, usage: ModelUsage? = nil) {
        self.text = text
        self.calls = calls
        self.isCutShort = isCutShort
        self.usage = usage
    }
}
