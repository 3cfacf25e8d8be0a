// Moonpost
// SPDX-License-Identifier: Apache-2.0

import Core
import Testing

@testable import Flow

/// Drives the machine against a script that is a list of steps and a worker that is lost at random.
@Suite struct TurnMachineModelTests {
    private enum Deed: CaseIterable { case send, set, get, add }

    /// What a database would hold.
    private struct Committed {
        var entries: [JournalEntry] = []
        var effects: [Call] = []
        var sum: Int64 = 0
    }

    private static let receive = Call(operation: "receive", hash: 99, arguments: [:])

    private static func call(_ deed: Deed, _ place: Int) -> Call {
        switch deed {
        case .send: Call(operation: "send", hash: Int64(place), arguments: ["n": .integer(Int64(place))])
        case .set: Call(operation: "store.set", hash: Int64(place), arguments: ["key": "k"])
        case .get: Call(operation: "store.get", hash: Int64(place), arguments: ["key": "k"])
        case .add: Call(operation: "store.add", hash: Int64(place), arguments: ["key": "n"])
        }
    }

    private static let kinds: [String: OperationKind] = [
        "send": .effect, "store.set": .effect, "store.get": .read, "store.add": .write, "receive": .wait,
    ]

    private static let check: TurnMachine.Check = { call throws(CallRefusal) in
        guard let kind = kinds[call.operation] else { throw CallRefusal("there is none") }
        return CallVerdict(kind)
    }

    /// What a worker answers that has been answered so many requests: the effects up to the next request, and that.
    private static func answer(_ script: [Deed], from place: inout Int) -> WorkerAnswer {
        var effects: [Call] = []
        while place < script.count {
            let call = call(script[place], place)
            place += 1
            if kinds[call.operation] != .effect { return .request(effects: effects, call) }
            effects.append(call)
        }
        return .request(effects: effects, receive)
    }

    /// Runs a turn; the worker is lost with this chance at each step.
    private static func run(_ script: [Deed], losing chance: Int, _ random: inout SeededGenerator) throws -> Committed {
        var store = Committed()
        let input: JSON = ["message": "Hello"]
        var machine = TurnMachine(.waiting(receive), input: input, check: check)
        var place = 0
        var losses = 0
        func commit(_ more: JournalEntry? = nil) {
            store.entries += machine.uncommitted.entries + (more.map { [$0] } ?? [])
            store.effects += machine.uncommitted.effects
        }
        var step = machine.begin(isResident: true)
        while true {
            if case .end(let ending) = step {
                guard case .waits = ending else { throw Unexpected(ending: "\(ending)") }
                commit()
                return store
            }
            if losses < 15, Int.random(in: 0..<100, using: &random) < chance {
                losses += 1
                step = machine.workerLost()
                continue
            }
            switch step {
            case .start(let value):
                // The worker answers from the journal: it stands where the committed entries end.
                let done = store.entries.count + (value == nil ? 0 : 1)
                place = done - 1
                step = machine.answered(answer(script, from: &place))
            case .resume:
                step = machine.answered(answer(script, from: &place))
            case .read: step = machine.performed(["ok": .integer(store.sum)])
            case .commitAndPerform(let call), .commitAndReachOut(let call):
                if call.operation == "store.add" { store.sum += 1 }
                let value: JSON = ["ok": .integer(store.sum)]
                commit(machine.entry(for: value))
                machine.committed()
                step = machine.performed(value)
            case .end: break
            }
        }
    }

    private struct Unexpected: Error { var ending: String }

    @Test("however often the worker is lost, the same is committed, everything once", arguments: 1...200)
    func exact(seed: UInt64) throws {
        var random = SeededGenerator(seed: seed)
        let script = (0..<Int.random(in: 0...12, using: &random)).map { _ in Deed.allCases.randomElement(using: &random) ?? .send }
        let calm = try Self.run(script, losing: 0, &random)
        let rough = try Self.run(script, losing: 30, &random)
        #expect(calm.entries == rough.entries)
        #expect(calm.effects == rough.effects)
        #expect(calm.sum == rough.sum)
        #expect(calm.entries.count == script.count + 1)
        #expect(calm.effects.count == script.count { $0 == .send || $0 == .set })
        #expect(calm.sum == Int64(script.count { $0 == .add }))
    }
}
