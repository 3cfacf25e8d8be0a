// Moonpost
// SPDX-License-Identifier: Apache-2.0

import Testing

@testable import Core

@Suite struct CircuitBreakerTests {
    private func at(_ seconds: Int64) -> Timestamp { Timestamp(milliseconds: seconds * 1_000) }

    private func pass(_ admission: CircuitBreaker.Admission, sourceLocation: SourceLocation = #_sourceLocation) throws -> CircuitBreaker.Pass {
        guard case .go(let pass, _) = admission else {
            Issue.record("not admitted: \(admission)", sourceLocation: sourceLocation)
            throw CancellationError()
        }
        return pass
    }

    /// A breaker that has opened at `seconds`.
    private func opened(at seconds: Int64, _ policy: CircuitBreaker.Policy = CircuitBreaker.Policy()) throws -> CircuitBreaker {
        var breaker = CircuitBreaker(policy)
        for _ in 0..<policy.failures { _ = breaker.failed(try pass(breaker.admit(at: at(seconds))), at: at(seconds)) }
        #expect(breaker.state == .open)
        return breaker
    }

    @Test("five failures in a row open it, for thirty seconds, and the transition says so")
    func opens() throws {
        var breaker = CircuitBreaker()
        for _ in 1...4 {
            #expect(breaker.failed(try pass(breaker.admit(at: at(0))), at: at(1)) == nil)
        }
        let transition = breaker.failed(try pass(breaker.admit(at: at(2))), at: at(3))
        #expect(transition == CircuitBreaker.Transition(from: .closed, to: .open, at: at(3), failures: 5))
        #expect(breaker.admit(at: at(3)) == .stop(until: at(33)))
        #expect(breaker.admit(at: Timestamp(milliseconds: 32_999)) == .stop(until: at(33)))
    }

    @Test("a success between failures begins the count anew")
    func countsInARow() throws {
        var breaker = CircuitBreaker()
        for _ in 0..<20 {
            for _ in 1...4 { #expect(breaker.failed(try pass(breaker.admit(at: at(0))), at: at(0)) == nil) }
            #expect(breaker.succeeded(try pass(breaker.admit(at: at(0))), at: at(0)) == nil)
        }
        #expect(breaker.state == .closed)
        #expect(breaker.isPristine)
    }

    @Test("after the reset one probe goes, and nobody else until it has told")
    func probes() throws {
        var breaker = try opened(at: 0)
        let admission = breaker.admit(at: at(30))
        guard case .go(let probe, let transition) = admission else {
            Issue.record("\(admission)")
            return
        }
        #expect(transition == CircuitBreaker.Transition(from: .open, to: .halfOpen, at: at(30), failures: 5))
        #expect(breaker.admit(at: at(31)) == .stop(until: at(35)))
        #expect(breaker.succeeded(probe, at: at(32)) == CircuitBreaker.Transition(from: .halfOpen, to: .closed, at: at(32), failures: 5))
        #expect(breaker.failures == 0)
        _ = try pass(breaker.admit(at: at(32)))
        _ = try pass(breaker.admit(at: at(32)))
    }

    @Test("a probe that fails opens it for another full reset")
    func failsAgain() throws {
        var breaker = try opened(at: 0)
        let probe = try pass(breaker.admit(at: at(40)))
        #expect(breaker.failed(probe, at: at(45)) == CircuitBreaker.Transition(from: .halfOpen, to: .open, at: at(45), failures: 6))
        #expect(breaker.admit(at: at(74)) == .stop(until: at(75)))
        _ = try pass(breaker.admit(at: at(75)))
    }

    @Test("what a call tells that began in an earlier state changes nothing")
    func ignoresOldNews() throws {
        var breaker = CircuitBreaker(CircuitBreaker.Policy(failures: 1))
        let slow = try pass(breaker.admit(at: at(0)))
        let slower = try pass(breaker.admit(at: at(0)))
        let slowest = try pass(breaker.admit(at: at(0)))
        _ = breaker.failed(try pass(breaker.admit(at: at(0))), at: at(1))
        #expect(breaker.succeeded(slow, at: at(2)) == nil)
        #expect(breaker.state == .open)
        let probe = try pass(breaker.admit(at: at(31)))
        #expect(breaker.failed(slower, at: at(32)) == nil)
        #expect(breaker.state == .halfOpen)
        #expect(breaker.succeeded(probe, at: at(33))?.to == .closed)
        #expect(!breaker.isPristine, "it must remember which passes are void")
        #expect(breaker.failed(slowest, at: at(34)) == nil)
        #expect(breaker.state == .closed)
        #expect(breaker.isPristine, "every pass was given back, so none can be void")
    }

    @Test("a probe of which nothing is heard is lost after the time-out, and another goes; the first one is void then")
    func losesAProbe() throws {
        var breaker = try opened(at: 0)
        let first = try pass(breaker.admit(at: at(30), within: .seconds(20)))
        #expect(breaker.admit(at: at(49)) == .stop(until: at(50)))
        let second = try pass(breaker.admit(at: at(50)))
        #expect(breaker.failed(first, at: at(51)) == nil)
        #expect(breaker.admit(at: at(52)) == .stop(until: at(55)))
        #expect(breaker.succeeded(second, at: at(53))?.to == .closed)
    }

    @Test("a probe that was given up makes way for the next at once")
    func abandons() throws {
        var breaker = try opened(at: 0)
        breaker.abandoned(try pass(breaker.admit(at: at(30))))
        let next = breaker.admit(at: at(30))
        #expect(breaker.succeeded(try pass(next), at: at(31))?.to == .closed)
    }

    @Test("giving up an ordinary call says nothing about the other side")
    func abandonsOrdinaryCalls() throws {
        var breaker = CircuitBreaker(CircuitBreaker.Policy(failures: 2))
        _ = breaker.failed(try pass(breaker.admit(at: at(0))), at: at(0))
        breaker.abandoned(try pass(breaker.admit(at: at(0))))
        #expect(breaker.failures == 1)
        #expect(breaker.failed(try pass(breaker.admit(at: at(0))), at: at(0))?.to == .open)
    }

    @Test("a clock that is set back does not keep it open for longer than the reset")
    func survivesClocks() throws {
        var breaker = try opened(at: 1_000_000)
        #expect(breaker.admit(at: at(0)) == .stop(until: at(30)))
        _ = try pass(breaker.admit(at: at(30)))
    }

    @Test("failures, reset and time-out are what the policy says")
    func keepsItsPolicy() throws {
        let policy = CircuitBreaker.Policy(failures: 2, reset: .seconds(7), timeout: .seconds(3))
        var breaker = try opened(at: 0, policy)
        #expect(breaker.admit(at: at(6)) == .stop(until: at(7)))
        _ = try pass(breaker.admit(at: at(7)))
        #expect(breaker.admit(at: at(8)) == .stop(until: at(10)))
        #expect(CircuitBreaker.Policy(failures: 0).failures == 1, "none at all would never let anything go")
    }

    @Test("each host has a breaker of its own, and only those that failed are kept")
    func keepsApart() throws {
        let breakers = CircuitBreakers<String>(CircuitBreaker.Policy(failures: 1))
        let good = try pass(breakers.admit("good.example", at: at(0)))
        #expect(breakers.succeeded("good.example", good, at: at(0)) == nil)
        let bad = try pass(breakers.admit("bad.example", at: at(0)))
        #expect(breakers.failed("bad.example", bad, at: at(0))?.to == .open)
        #expect(breakers.admit("bad.example", at: at(1)) == .stop(until: at(30)))
        breakers.abandoned("good.example", try pass(breakers.admit("good.example", at: at(1))))
        #expect(breakers.known.mapValues(\.state) == ["bad.example": .open])
    }

    @Test("a line that is well again is forgotten, once nothing that began before is under way")
    func forgets() throws {
        let breakers = CircuitBreakers<String>(CircuitBreaker.Policy(failures: 1))
        let slow = try pass(breakers.admit("a.example", at: at(0)))
        _ = breakers.failed("a.example", try pass(breakers.admit("a.example", at: at(0))), at: at(0))
        #expect(breakers.succeeded("a.example", try pass(breakers.admit("a.example", at: at(30))), at: at(31))?.to == .closed)
        #expect(breakers.known.count == 1, "the slow call's pass is void")
        #expect(breakers.failed("a.example", slow, at: at(32)) == nil)
        #expect(breakers.known.isEmpty)
    }

    @Test("of each owner so many are kept: the closed one that was used longest ago goes first, then the open one, nobody else's")
    func isBounded() throws {
        let breakers = CircuitBreakers<String>(CircuitBreaker.Policy(failures: 2), most: 3) { String($0.prefix(1)) }
        func fail(_ key: String, times: Int = 1) throws {
            for _ in 0..<times { _ = breakers.failed(key, try pass(breakers.admit(key, at: at(0))), at: at(0)) }
        }
        try fail("b", times: 2)
        try fail("a1", times: 2)
        for key in ["a2", "a3", "a4"] { try fail(key) }
        #expect(Set(breakers.known.keys) == ["b", "a1", "a3", "a4"])
        try fail("a3")
        try fail("a4")
        try fail("a5", times: 2)
        #expect(Set(breakers.known.keys) == ["b", "a3", "a4", "a5"])
        let under = try pass(breakers.admit("a6", at: at(0)))
        #expect(Set(breakers.known.keys) == ["b", "a4", "a5", "a6"])
        breakers.abandoned("a6", under)
        #expect(Set(breakers.known.keys) == ["b", "a4", "a5"])
    }
}
