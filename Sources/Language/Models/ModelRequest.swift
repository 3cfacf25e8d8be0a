// Moonpost
// SPDX-License-Identifier: Apache-2.0

/// What a language model is asked: who it is, what was said so far, and what it may call.
package struct ModelRequest: Hashable, Sendable {
    /// What the plugin tells the model about its work; empty is nothing.
    package var system: String
    /// Oldest first; the last one is a person's or has results.
    package var turns: [ModelTurn]
    package var tools: [ModelTool]
    /// How long the answer may be, in tokens.
    package var mostTokens: Int

    package init(system: String = "", turns: [ModelTurn], tools: [ModelTool] = [], mostTokens: Int = 1_024) {
        self.system = system
        self.turns = turns
        self.tools = tools
        self.mostTokens = mostTokens
    }
}
