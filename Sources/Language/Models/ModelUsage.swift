// Moonpost
// SPDX-License-Identifier: Apache-2.0

internal import Core

/// What a request has used, in tokens.
package struct ModelUsage: Hashable, Sendable {
    package var input: Int
    package var output: Int

    package init(input: Int, output: Int) {
        self.input = input
        self.output = output
    }

    package var total: Int { input + output }

    /// A count as it comes from outside; nil for what is none.
    static func count(_ value: JSON?) -> Int? {
        guard let number = value?.int, (0...1_000_000_000).contains(number) else { return nil }
        return Int(number)
    }

    /// For a provider that does not count: three bytes a token, more than models need for English and about what they need
    /// for Arabic, so that a budget is rather reached too early.
    package static func estimated(_ request: ModelRequest, _ answer: ModelAnswer) -> ModelUsage {
        let tools = request.tools.reduce(0) { $0 + $1.text.utf8.count + $1.schema.encoded().count }
        let input = request.system.utf8.count + request.turns.reduce(0) { $0 + $1.size } + tools
        return ModelUsage(input: input / 3 + 1, output: ModelTurn.model(answer.text, calls: answer.calls).size / 3 + 1)
    }
}
