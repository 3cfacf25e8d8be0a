// Moonpost
// SPDX-License-Identifier: Apache-2.0

import Core
import Testing

@testable import Scripting

@Suite struct ScriptErrorTests {
    @Test("a failed answer reads as file, line and message")
    func reads() throws {
        let answer = try JSON(
            Array(#"{"op":"failed","error":{"kind":"budget","message":"too long","file":"a.lua","line":4,"budget":"cpu_ms","value":50}}"#.utf8))
        let error = try #require(ScriptError(answer: answer))
        #expect(error.kind == .budget)
        #expect(error.budget == "cpu_ms")
        #expect(error.value == 50)
        #expect("\(error)" == "a.lua:4: too long")
    }

    @Test("a failed answer that is not complete is an error all the same")
    func readsLittle() throws {
        let error = try #require(ScriptError(answer: ["op": "failed", "error": ["kind": "new", "line": "x"]]))
        #expect(error.kind == .internal)
        #expect("\(error)" == "the worker gave no reason")
        #expect(ScriptError(answer: ["op": "finished"]) == nil)
    }

    @Test("limits are written as the worker reads them")
    func writesLimits() {
        let limits = ScriptLimits(processorTime: .milliseconds(250)).json
        #expect(limits["cpu_ms"] == 250)
        #expect(limits["journal_warning"] == 1_600)
        #expect(limits.object?.count == 9)
        #expect(ScriptLimits(processorTime: .milliseconds(250)).hardDeadline == .milliseconds(1_500))
    }
}
