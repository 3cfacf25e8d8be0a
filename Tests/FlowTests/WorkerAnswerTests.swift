// Moonpost
// SPDX-License-Identifier: Apache-2.0

import Core
import Testing

@testable import Flow

@Suite struct WorkerAnswerTests {
    private let send = Call(operation: "send", hash: 1, arguments: ["type": "text", "text": "Hi"])
    private let receive = Call(operation: "receive", hash: 2, arguments: [:])

    @Test("each kind of answer is read with its effects")
    func reads() throws {
        #expect(
            try WorkerAnswer(["op": "request", "effects": [send.json], "request": receive.json]) == .request(effects: [send], receive))
        #expect(try WorkerAnswer(["op": "finished", "effects": [:], "result": 5]) == .finished(effects: [], result: 5, go: nil))
        #expect(
            try WorkerAnswer(["op": "finished", "go": ["target": "order", "given": ["n": 1]]])
                == .finished(effects: [], result: nil, go: Destination(target: "order", given: ["n": 1])))
        #expect(try WorkerAnswer(["op": "gone", "conversation": "c"]) == .gone)
        #expect(
            try WorkerAnswer(["op": "failed", "effects": [send.json], "error": ["kind": "budget", "message": "too long", "budget": "cpu_ms"]])
                == .failed(
                    effects: [send],
                    ScriptFailure(
                        kind: "budget", message: "too long",
                        details: ["kind": "budget", "message": "too long", "budget": "cpu_ms"])))
    }

    @Test("a failure that says nothing of itself is an internal one")
    func emptyFailure() throws {
        guard case .failed(_, let failure) = try WorkerAnswer(["op": "failed"]) else {
            Issue.record("not read as a failure")
            return
        }
        #expect(failure.kind == "internal")
        #expect(failure.description == "the script failed without a message")
    }

    @Test(
        "an answer that breaks the protocol is refused, because nothing out of a worker is trusted",
        arguments: [
            .null, [:], "request", ["op": "loaded"], ["op": 5], ["op": "request"], ["op": "request", "request": ["receive"]],
            ["op": "finished", "effects": [["send"]]], ["op": "finished", "go": ["given": 1]], ["op": "failed", "effects": [5]],
        ] as [JSON])
    func refuses(frame: JSON) {
        #expect(throws: MalformedAnswer.self) { try WorkerAnswer(frame) }
    }
}
