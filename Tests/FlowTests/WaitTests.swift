// Moonpost
// SPDX-License-Identifier: Apache-2.0

import Core
import Testing

@testable import Flow

@Suite struct WaitTests {
    private func wait(_ operation: String, _ arguments: JSON) -> Wait? {
        Wait(Call(operation: operation, hash: 1, arguments: arguments))
    }

    @Test("receive waits for a message, for ever or for its timeout")
    func receive() throws {
        let forEver = try #require(wait("receive", [:]))
        #expect(forEver.subject == .message && forEver.limit == nil)
        #expect(wait("receive", ["timeout": 60_000])?.limit == .seconds(60))
    }

    @Test("sleep waits for a time, and is none without one")
    func sleep() throws {
        let sleep = try #require(wait("sleep", ["ms": 5]))
        #expect(sleep.subject == .time && sleep.limit == .milliseconds(5))
        #expect(wait("sleep", [:]) == nil)
        #expect(wait("sleep", ["ms": "long"]) == nil)
    }

    @Test("wait_for waits for an event by its name and fields, at most up to a limit")
    func waitFor() throws {
        let event = try #require(wait("wait_for", ["event": "paid", "match": ["order": 7], "up_to": 1_000]))
        #expect(event.subject == .event(name: "paid", match: ["order": 7]))
        #expect(event.limit == .seconds(1))
        #expect(wait("wait_for", ["event": "paid"])?.subject == .event(name: "paid", match: [:]))
        #expect(wait("wait_for", [:]) == nil)
    }

    @Test("what does not wait is no wait", arguments: ["send", "store.get", "", "Receive"])
    func others(operation: String) {
        #expect(wait(operation, ["ms": 5, "event": "paid"]) == nil)
    }

    @Test(
        "an event matches where each field that was asked for has that value",
        arguments: [
            ([:], ["order": 7], true), ([:], [:], true), (["order": 7], ["order": 7, "more": 1], true), (["order": 7], ["order": 8], false),
            (["order": 7], [:], false), (["order": 7], ["order": 7.0], true), (["order": 7], ["order": "7"], false),
            (["a": 1, "b": "x"], ["a": 1, "b": "x"], true), (["a": 1, "b": "x"], ["a": 1, "b": "y"], false),
            (["t": ["n": 1]], ["t": ["n": 1]], true), (["t": true], ["t": false], false),
        ] as [(JSON, JSON, Bool)])
    func matches(match: JSON, fields: JSON, isMatch: Bool) throws {
        #expect(try #require(wait("wait_for", ["event": "e", "match": match])).matches(fields) == isMatch)
    }

    @Test("a wait for a message matches no event")
    func messages() throws {
        #expect(try #require(wait("receive", [:])).matches([:]) == false)
    }
}
