// Moonpost
// SPDX-License-Identifier: Apache-2.0

import Core
import Testing

@testable import Flow

@Suite struct CallTests {
    @Test("a call is written as operation, hash and arguments, and read back the same")
    func roundTrip() throws {
        let call = Call(operation: "store.get", hash: 4_123_456_789, arguments: ["key": "a"])
        #expect(call.json == ["store.get", 4_123_456_789, ["key": "a"]])
        #expect(Call(call.json) == call)
    }

    @Test(
        "what is no call is not read as one",
        arguments: [.null, [], ["send"], [1, 2, [:]], ["send", "2", [:]], ["operation": "send"]] as [JSON])
    func refuses(json: JSON) {
        #expect(Call(json) == nil)
    }

    @Test("a journal entry has a value only where the call was answered, also with nothing")
    func entries() {
        let call = Call(operation: "send", hash: 7, arguments: ["text": "Hi"])
        #expect(JournalEntry(effect: call).json == ["send", 7])
        #expect(JournalEntry(call, answeredBy: ["ok": 1]).json == ["send", 7, ["ok": 1]])
        #expect(JournalEntry(call, answeredBy: .null).json == ["send", 7, .null])
    }

    @Test("entries of one commit are JSON separated by commas, so that rows can be joined by commas")
    func text() throws {
        let call = Call(operation: "send", hash: 7, arguments: .null)
        let entries = [JournalEntry(effect: call), JournalEntry(call, answeredBy: "a \"b\", c")]
        #expect(entries.text == #"["send",7],["send",7,"a \"b\", c"]"#)
        #expect(try JSON("[" + entries.text + "]").elements?.count == 2)
        #expect([JournalEntry]().text == "")
    }
}
