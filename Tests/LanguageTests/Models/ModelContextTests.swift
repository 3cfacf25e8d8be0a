// Moonpost
// SPDX-License-Identifier: Apache-2.0

import Core
import Testing

@testable import Language

@Suite struct ModelContextTests {
    private let call = ModelToolCall(id: "c", name: "due", arguments: [:])
    private var result: ModelTurn { .results([ModelToolResult(id: "c", name: "due", text: "Nothing")]) }

    @Test("what fits stays as it is")
    func all() {
        let turns: [ModelTurn] = [.person("a"), .model("b"), .person("c")]
        #expect(ModelContext().bounded(turns) == turns)
        #expect(ModelContext().bounded([]) == [])
    }

    @Test("too many turns lose the oldest, and begin with a person's")
    func turns() {
        let turns: [ModelTurn] = [.person("a"), .model("b"), .person("c"), .model("d"), .person("e")]
        #expect(ModelContext(turns: 4).bounded(turns) == Array(turns[2...]))
        #expect(ModelContext(turns: 1).bounded(turns) == [.person("e")])
    }

    @Test("too much text loses the oldest")
    func size() {
        let turns: [ModelTurn] = [.person("aaaa"), .model("bbbb"), .person("cccc")]
        #expect(ModelContext(size: 11).bounded(turns) == [.person("cccc")])
        #expect(ModelContext(size: 12).bounded(turns) == turns)
    }

    @Test("a result never stands without its call, and what was asked last stays however long it is")
    func whole() {
        let last: [ModelTurn] = [.person("due?"), .model("", calls: [call]), result]
        #expect(ModelContext(turns: 1, size: 1).bounded([.person("a"), .model("b")] + last) == last)
    }

    @Test("without a count of the provider's, usage is guessed from the texts, and never nothing")
    func estimate() {
        let request = ModelRequest(system: "abc", turns: [.person("abcdef")])
        #expect(ModelUsage.estimated(request, ModelAnswer(text: "abc")) == ModelUsage(input: 4, output: 2))
        #expect(ModelUsage.estimated(ModelRequest(turns: []), ModelAnswer(text: "")).total > 0)
    }
}
