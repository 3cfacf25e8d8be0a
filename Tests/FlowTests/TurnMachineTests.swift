// Moonpost
// SPDX-License-Identifier: Apache-2.0

import Core
import Testing

@testable import Flow

@Suite struct TurnMachineTests {
    private let send = Call(operation: "send", hash: 1, arguments: ["type": "text", "text": "Hi"])
    private let set = Call(operation: "store.set", hash: 2, arguments: ["key": "a", "value": 1])
    private let get = Call(operation: "store.get", hash: 3, arguments: ["key": "a"])
    private let add = Call(operation: "store.add", hash: 4, arguments: ["key": "n", "amount": 1])
    private let receive = Call(operation: "receive", hash: 5, arguments: [:])
    private let message: JSON = ["message": ["text": "Hello"]]

    private static let check: TurnMachine.Check = { call throws(CallRefusal) in
        let kinds: [String: OperationKind] = ["send": .effect, "store.set": .effect, "store.get": .read, "store.add": .write, "http.get": .external, "receive": .wait, "sleep": .wait]
        guard let kind = kinds[call.operation] else { throw CallRefusal("there is no operation \(call.shown)") }
        return CallVerdict(kind, refusal: call.operation == "http.get" && call.hash == 13 ? ["error": "no"] : nil)
    }

    private func machine(
        _ position: TurnMachine.Position, input: JSON = .null, allowance: TurnAllowance = TurnAllowance()
    ) -> TurnMachine {
        TurnMachine(position, input: input, allowance: allowance, check: Self.check)
    }

    private var answeredWait: JournalEntry { JournalEntry(receive, answeredBy: message) }

    // MARK: - The beginning

    @Test("a new conversation is started, without a value, also where a worker claims to have it")
    func new() {
        var machine = machine(.new)
        #expect(machine.begin(isResident: false) == .start(value: nil))
        #expect(machine.uncommitted.isEmpty)
        var other = self.machine(.new)
        #expect(other.begin(isResident: true) == .start(value: nil))
    }

    @Test("a waiting conversation in memory is resumed, one that is not is started with its journal; the input is the first entry")
    func waiting() {
        var resident = machine(.waiting(receive), input: message)
        #expect(resident.begin(isResident: true) == .resume(value: message))
        #expect(resident.uncommitted.entries == [answeredWait])
        var absent = machine(.waiting(receive), input: message)
        #expect(absent.begin(isResident: false) == .start(value: message))
        #expect(absent.uncommitted.entries == [answeredWait])
    }

    @Test("an interrupted turn is replayed from its journal, which has its input already")
    func interrupted() {
        var machine = machine(.interrupted, input: message)
        #expect(machine.begin(isResident: false) == .start(value: nil))
        #expect(machine.uncommitted.isEmpty)
        #expect(machine.workerLost() == .start(value: nil))
    }

    // MARK: - The end

    @Test("a turn ends by waiting, finishing, going on or failing, and leaves what it did to be committed")
    func endings() throws {
        let wait = try #require(Wait(receive))
        let failure = ScriptFailure(kind: "script", message: "oops")
        let answers: [(WorkerAnswer, TurnMachine.Ending)] = [
            (.request(effects: [send], receive), .waits(wait)),
            (.finished(effects: [send], result: 5, go: nil), .finished(result: 5)),
            (
                .finished(effects: [send], result: nil, go: Destination(target: "order", given: ["n": 1])),
                .goes(Destination(target: "order", given: ["n": 1]))
            ),
            (.failed(effects: [send], failure), .failed(failure)),
        ]
        for (answer, ending) in answers {
            var machine = machine(.new)
            _ = machine.begin(isResident: false)
            #expect(machine.answered(answer) == .end(ending))
            #expect(machine.uncommitted.effects == [send])
            #expect(machine.uncommitted.entries == [JournalEntry(effect: send)])
        }
    }

    @Test("a waiting call that cannot be understood fails the turn", arguments: ["sleep"])
    func brokenWait(operation: String) {
        var machine = machine(.new)
        _ = machine.begin(isResident: false)
        guard case .end(.failed(let failure)) = machine.answered(.request(effects: [], Call(operation: operation, hash: 1, arguments: [:])))
        else {
            Issue.record("the turn goes on")
            return
        }
        #expect(failure.isViolation)
    }

    // MARK: - Operations

    @Test("a read is performed and its answer journaled with the turn")
    func read() {
        var machine = machine(.waiting(receive), input: message)
        _ = machine.begin(isResident: true)
        #expect(machine.answered(.request(effects: [send], get)) == .read(get))
        #expect(machine.performed(["ok": 7]) == .resume(value: ["ok": 7]))
        #expect(machine.uncommitted.entries == [answeredWait, JournalEntry(effect: send), JournalEntry(get, answeredBy: ["ok": 7])])
    }

    @Test("a read after a write of the same turn commits first, so that it sees what was written")
    func readAfterWrite() {
        var machine = machine(.new)
        _ = machine.begin(isResident: false)
        #expect(machine.answered(.request(effects: [set], get)) == .commitAndPerform(get))
        machine.committed()
        #expect(machine.performed(["ok": 1]) == .resume(value: ["ok": 1]))
        #expect(machine.uncommitted.isEmpty)
        // Nothing is written any more that the next read would have to see.
        #expect(machine.answered(.request(effects: [send], get)) == .read(get))
    }

    @Test("what acts outside is committed before with all that was, and its answer behind it; a worker lost on the way repeats nothing")
    func external() {
        let call = Call(operation: "http.get", hash: 9, arguments: [:])
        var machine = machine(.waiting(receive), input: message)
        _ = machine.begin(isResident: true)
        #expect(machine.answered(.request(effects: [send], call)) == .commitAndReachOut(call))
        #expect(machine.uncommitted.entries == [answeredWait, JournalEntry(effect: send)])
        machine.committedBefore()
        #expect(machine.uncommitted.isEmpty)
        #expect(machine.entry(for: ["ok": 3]) == JournalEntry(call, answeredBy: ["ok": 3]))
        machine.committed()
        #expect(machine.performed(["ok": 3]) == .resume(value: ["ok": 3]))
        #expect(machine.uncommitted.isEmpty)
        #expect(machine.workerLost() == .start(value: nil))
    }

    @Test("a write commits everything so far with its own answer, and leaves nothing to be committed", arguments: ["store.add"])
    func write(operation: String) {
        let call = Call(operation: operation, hash: 9, arguments: [:])
        var machine = machine(.waiting(receive), input: message)
        _ = machine.begin(isResident: true)
        #expect(machine.answered(.request(effects: [send], call)) == .commitAndPerform(call))
        #expect(machine.uncommitted.entries == [answeredWait, JournalEntry(effect: send)])
        #expect(machine.entry(for: ["ok": 3]) == JournalEntry(call, answeredBy: ["ok": 3]))
        machine.committed()
        #expect(machine.entry(for: ["ok": 3]) == nil)
        #expect(machine.performed(["ok": 3]) == .resume(value: ["ok": 3]))
        #expect(machine.uncommitted.isEmpty)
    }

    @Test("an operation that does not exist, and an effect that wants an answer, fail the turn", arguments: ["launch", "send"])
    func refusedRequest(operation: String) {
        var machine = machine(.new)
        _ = machine.begin(isResident: false)
        expectRefusal(machine.answered(.request(effects: [], Call(operation: operation, hash: 1, arguments: [:]))), names: operation)
    }

    @Test("what is not an effect is refused among the effects, whatever the answer", arguments: ["store.add", "receive", "launch"])
    func refusedEffect(operation: String) {
        let bad = Call(operation: operation, hash: 1, arguments: [:])
        let answers: [WorkerAnswer] = [
            .request(effects: [send, bad], receive), .finished(effects: [bad], result: nil, go: nil),
            .failed(effects: [bad], ScriptFailure(kind: "script", message: "oops")),
        ]
        for answer in answers {
            var machine = machine(.new)
            _ = machine.begin(isResident: false)
            expectRefusal(machine.answered(answer), names: operation)
        }
    }

    private func expectRefusal(_ step: TurnMachine.Step, names operation: String) {
        guard case .end(.failed(let failure)) = step else {
            Issue.record("the turn goes on with \(step)")
            return
        }
        #expect(failure.isViolation)
        #expect(failure.message.contains("\"\(operation)\""))
    }

    @Test("a request that is refused is answered with why, and the journal keeps that; an effect that is refused ends the turn")
    func refusals() {
        let fetch = Call(operation: "http.get", hash: 13, arguments: [:])
        var machine = machine(.new)
        _ = machine.begin(isResident: false)
        #expect(machine.answered(.request(effects: [send], fetch)) == .resume(value: ["error": "no"]))
        #expect(machine.uncommitted.entries == [JournalEntry(effect: send), JournalEntry(fetch, answeredBy: ["error": "no"])])
        expectRefusal(machine.answered(.request(effects: [fetch], receive)), names: "http.get")
        #expect(machine.uncommitted.isEmpty)
    }

    // MARK: - Limits

    @Test("what goes beyond a limit ends the turn, and nothing of it is done", arguments: ["host_calls", "messages", "http_calls", "journal"])
    func limits(name: String) {
        var limits = TurnAllowance.Limits()
        var calls: [Call] = []
        switch name {
        case "host_calls": (limits.hostCalls, calls) = (2, [set, set, send])
        case "messages": (limits.messages, calls) = (2, [send, set, send, send])
        case "journal": (limits.journal, calls) = (12, [set, send, set])
        default: limits.httpCalls = 0
        }
        let fetch = Call(operation: "http.get", hash: 7, arguments: [:])
        var machine = machine(.new, allowance: TurnAllowance(limits, entries: 10))
        _ = machine.begin(isResident: false)
        guard case .end(.failed(let failure)) = machine.answered(.request(effects: calls, fetch)) else {
            Issue.record("the turn goes on")
            return
        }
        #expect(failure.isViolation && failure.message.contains("(\(name))"), "\(failure)")
        #expect(machine.uncommitted.isEmpty)
    }

    @Test("a turn that is replayed has what it had at its last commit: losing workers uses nothing up")
    func rewinds() {
        var machine = machine(.new, allowance: TurnAllowance(TurnAllowance.Limits(hostCalls: 3)))
        _ = machine.begin(isResident: false)
        #expect(machine.answered(.request(effects: [send], add)) == .commitAndPerform(add))
        machine.committed()
        _ = machine.performed(["ok": 1])
        for _ in 0..<5 {
            #expect(machine.workerLost() == .start(value: nil))
            guard case .read = machine.answered(.request(effects: [], get)) else {
                Issue.record("refused")
                return
            }
        }
        guard case .end(.failed) = machine.answered(.request(effects: [], get)) else {
            Issue.record("a fourth call")
            return
        }
    }

    // MARK: - Lost workers

    @Test("a worker that is lost before it answered costs a replay with the same input")
    func lostAtOnce() {
        var machine = machine(.waiting(receive), input: message)
        _ = machine.begin(isResident: true)
        #expect(machine.workerLost() == .start(value: message))
        #expect(machine.uncommitted.entries == [answeredWait])
    }

    @Test("a conversation that the worker does not have is replayed")
    func gone() {
        var machine = machine(.waiting(receive), input: message)
        _ = machine.begin(isResident: true)
        #expect(machine.answered(.gone) == .start(value: message))
        #expect(machine.uncommitted.entries == [answeredWait])
    }

    @Test("a worker that is lost after a read costs the read again: nothing of it was committed")
    func lostAfterRead() {
        var machine = machine(.waiting(receive), input: message)
        _ = machine.begin(isResident: true)
        _ = machine.answered(.request(effects: [send], get))
        _ = machine.performed(["ok": 7])
        #expect(machine.workerLost() == .start(value: message))
        #expect(machine.uncommitted.entries == [answeredWait])
        #expect(machine.uncommitted.effects.isEmpty)
        #expect(machine.answered(.request(effects: [send], get)) == .read(get))
    }

    @Test("a worker that is lost after a commit is replayed from the journal alone: nothing happens twice")
    func lostAfterCommit() throws {
        var machine = machine(.waiting(receive), input: message)
        _ = machine.begin(isResident: true)
        _ = machine.answered(.request(effects: [send], add))
        machine.committed()
        _ = machine.performed(["ok": 1])
        #expect(machine.workerLost() == .start(value: nil))
        #expect(machine.uncommitted.isEmpty)
        #expect(machine.answered(.request(effects: [], receive)) == .end(.waits(try #require(Wait(receive)))))
        #expect(machine.uncommitted.isEmpty)
    }

    @Test("a worker that is lost again and again is given up in the end")
    func lostForEver() {
        var machine = machine(.waiting(receive), input: message)
        _ = machine.begin(isResident: true)
        for _ in 0..<20 { #expect(machine.workerLost() == .start(value: message)) }
        guard case .end(.failed(let failure)) = machine.workerLost() else {
            Issue.record("it is tried for ever")
            return
        }
        #expect(failure.kind == "worker")
    }

    @Test("a worker that ended because of this turn fails it, and the turn's effects are dropped, but its input is done")
    func killed() {
        var machine = machine(.waiting(receive), input: message)
        _ = machine.begin(isResident: true)
        _ = machine.answered(.request(effects: [send], get))
        #expect(machine.workerKilled("too slow") == .end(.failed(ScriptFailure(kind: "worker", message: "too slow"))))
        #expect(machine.uncommitted.effects.isEmpty)
        #expect(machine.uncommitted.entries == [answeredWait])
    }
}
