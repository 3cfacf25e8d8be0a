// Moonpost
// SPDX-License-Identifier: Apache-2.0

import Language
import Testing

@Suite("What is done about a sentence")
struct IntentDecisionTests {
    private func decide(_ candidates: (Double, isQuery: Bool)...) -> IntentDecision {
        IntentDecision(candidates.map { IntentDecision.Candidate(confidence: $0.0, isQuery: $0.isQuery) })
    }

    @Test("is the likeliest where it is sure, and surer for a deed than for an answer")
    func acts() {
        #expect(decide((0.9, isQuery: false)) == .act)
        #expect(decide((0.9, isQuery: false), (0.7, isQuery: false)) == .act)
        #expect(decide((0.5, isQuery: true), (0.3, isQuery: true)) == .act)
        #expect(decide((0.5, isQuery: false), (0.1, isQuery: true)) == .ask(1))
    }

    @Test("is a question where something else is nearly as likely")
    func asks() {
        #expect(decide((0.8, isQuery: false), (0.75, isQuery: false), (0.2, isQuery: true)) == .ask(2))
        #expect(decide((0.45, isQuery: false), (0.4, isQuery: true), (0.36, isQuery: false), (0.355, isQuery: false)) == .ask(3))
        #expect(decide((0.8, isQuery: true), (0.79, isQuery: true)) == .ask(2))
    }

    @Test("is nothing where nothing is likely")
    func leaves() {
        #expect(decide() == .nothing)
        #expect(decide((0.34, isQuery: true)) == .nothing)
    }
}
