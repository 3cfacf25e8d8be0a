// Moonpost
// SPDX-License-Identifier: Apache-2.0

/// One thing that was said in a conversation with a model.
package enum ModelTurn: Hashable, Sendable {
    case person(String)
    /// The model's answer: text, calls, or both.
    case model(String, calls: [ModelToolCall] = [])
    /// What became of the calls of the turn before, each of them.
    case results([ModelToolResult])
}
