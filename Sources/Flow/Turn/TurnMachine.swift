// Moonpost
// SPDX-License-Identifier: Apache-2.0

package import Core

/// One turn of a conversation, decided in values: what to send to the worker, what to perform, what to commit.
///
/// A turn begins with an input (a message, a moment, an event, or the conversation's start) and ends when the script
/// waits, finishes or fails. The machine keeps what the turn did and has not yet committed; whoever drives it does the
/// input and output and tells it what came of them. Losing the worker at any point costs a replay and nothing else:
///
/// ```
///            begin                answered .request            performed
///   (new) ──────────▶ (running) ───────────────▶ (performing) ───────────▶ (running)
///                      │      ▲ workerLost: replay from the committed journal
///                      ▼
///                 .end(waits | finished | goes | failed)
/// ```
package struct TurnMachine: Sendable {
    /// What to do next.
    package enum Step: Hashable, Sendable {
        /// Start the conversation in a worker with its committed journal; `value` answers the request at its end.
        case start(value: JSON?)
        /// Hand `value` to the coroutine that waits in the worker.
        case resume(value: JSON)
        /// Perform a read, and answer with ``TurnMachine/performed(_:)``.
        case read(Call)
        /// Perform an operation with effects of its own. Its rows, the turn's effects so far and the journal so far
        /// (``TurnMachine/uncommitted``, and the entry for the answer) are one transaction; then ``TurnMachine/committed()``
        /// and ``TurnMachine/performed(_:)``.
        case commitAndPerform(Call)
        /// Act outside the database. First the turn so far is committed (``TurnMachine/uncommitted``), and
        /// ``TurnMachine/committedBefore()`` told; then it is done; then the answer's entry (``TurnMachine/entry(for:)``) is
        /// committed at once, and ``TurnMachine/committed()`` and ``TurnMachine/performed(_:)`` are told. A crash on the way
        /// finds the same call at the same place of the journal.
        case commitAndReachOut(Call)
        /// Commit the turn with what is uncommitted.
        case end(Ending)
    }

    /// How a turn ends.
    package enum Ending: Hashable, Sendable {
        case waits(Wait)
        case finished(result: JSON?)
        case goes(Destination)
        case failed(ScriptFailure)
    }

    /// How the conversation stands when the turn begins.
    package enum Position: Hashable, Sendable {
        /// It has not run yet.
        case new
        /// It waits on this call.
        case waiting(Call)
        /// A crash interrupted this very turn after part of it was committed, its input included.
        case interrupted
    }

    /// What the turn did since the last commit.
    package struct Uncommitted: Hashable, Sendable {
        package var entries: [JournalEntry] = []
        package var effects: [Call] = []
        package var isEmpty: Bool { entries.isEmpty && effects.isEmpty }
    }

    package private(set) var uncommitted = Uncommitted()
    /// Decides about a call that came out of a worker.
    package typealias Check = @Sendable (Call) throws(CallRefusal) -> CallVerdict

    /// Why what a worker sent is not done.
    private enum Objection: Error {
        /// No sound worker sends it.
        case fault(String)
        /// A sound worker may, that goes by what was configured before.
        case failure(ScriptFailure)
    }

    private let check: Check
    private let ceiling: @Sendable () -> TurnAllowance.Limits?
    private var allowance: TurnAllowance
    private let wait: Call?
    /// The value that answers the wait, until a commit has put it into the journal.
    private var input: JSON?
    private var performing: Call?
    private var replays = 0

    /// How often a turn is replayed after its worker was lost before it is given up.
    private static let mostReplays = 20

    /// - Parameters:
    ///   - input: The value that answers the wait; ignored for the other positions.
    ///   - allowance: What the turn may do.
    ///   - ceiling: The highest limits that a worker may have been told; nil: those of the allowance.
    ///   - check: Asked about every call. Where it throws, the turn ends: a sound worker makes no such call.
    package init(
        _ position: Position, input: JSON, allowance: TurnAllowance = TurnAllowance(),
        ceiling: @escaping @Sendable () -> TurnAllowance.Limits? = { nil }, check: @escaping Check
    ) {
        self.allowance = allowance
        self.ceiling = ceiling
        self.check = check
        if case .waiting(let call) = position {
            wait = call
            self.input = input
        } else {
            wait = nil
        }
    }

    /// The first step. `isResident` tells that the worker has the conversation's coroutine, waiting.
    package mutating func begin(isResident: Bool) -> Step {
        takeInput()
        if isResident, let input { return .resume(value: input) }
        return .start(value: input)
    }

    /// The worker, and with it the coroutine, is gone, or never had it: replay from what is committed.
    package mutating func workerLost() -> Step {
        replays += 1
        if replays > Self.mostReplays {
            return .end(.failed(ScriptFailure(
                kind: "worker", message: "the script worker was lost \(Self.mostReplays) times during one turn")))
        }
        // Reads are forgotten with the rest: nothing that is committed depends on them.
        uncommitted = Uncommitted()
        allowance.rewind()
        performing = nil
        takeInput()
        return .start(value: input)
    }

    /// The worker ended because of this very turn (it ran past its deadline, or crashed): the turn fails.
    package mutating func workerKilled(_ reason: String) -> Step {
        uncommitted = Uncommitted()
        takeInput()
        return .end(.failed(ScriptFailure(kind: "worker", message: reason)))
    }

    /// The worker answered.
    package mutating func answered(_ answer: WorkerAnswer) -> Step {
        do throws(Objection) {
            return try next(answer)
        } catch {
            switch error {
            case .fault(let reason): return violated(reason)
            case .failure(let failure): return .end(.failed(failure))
            }
        }
    }

    private mutating func next(_ answer: WorkerAnswer) throws(Objection) -> Step {
        switch answer {
        case .gone:
            return workerLost()
        case .finished(let effects, let result, let go):
            try take(effects)
            if let go { return .end(.goes(go)) }
            return .end(.finished(result: result))
        case .failed(let effects, let failure):
            try take(effects)
            return .end(.failed(failure))
        case .request(let effects, let call):
            try take(effects)
            let verdict = try checked(call)
            if let refusal = verdict.refusal {
                // The answer is journaled like any other: a replay goes the same way, whatever is granted by then.
                performing = call
                return performed(refusal)
            }
            if verdict.kind != .effect, let fullness = allowance.fullness { return refuse(call, verdict.kind, fullness) }
            switch verdict.kind {
            case .wait:
                guard let wait = Wait(call) else { throw .fault("it waits by \(call.shown), and does not say for what") }
                return .end(.waits(wait))
            case .read:
                performing = call
                // A read must see what the same turn has written.
                return uncommitted.effects.contains { $0.operation.hasPrefix("store.") || $0.operation == "remember" } ? .commitAndPerform(call) : .read(call)
            case .write:
                performing = call
                return .commitAndPerform(call)
            case .external:
                performing = call
                return .commitAndReachOut(call)
            case .effect:
                guard let outdated = verdict.outdated else { throw .fault("it wants an answer to \(call.shown), which has none") }
                performing = call
                return performed(outdated)
            }
        }
    }

    /// The journal is full. A wait ends the conversation, because there is nobody whom it could raise an error for before its time.
    private mutating func refuse(_ call: Call, _ kind: OperationKind, _ fullness: String) -> Step {
        let message = "\(call.operation): \(fullness)"
        guard kind == .wait else {
            performing = call
            return performed(["error": ["code": "journal_bytes", "message": .string("bot." + message), "retryable": false]])
        }
        let details: JSON = ["kind": "budget", "budget": "journal_bytes", "value": .integer(allowance.journalBytesLimit)]
        return .end(.failed(ScriptFailure(kind: "budget", message: message, details: details)))
    }

    /// The worker sent what it may not: nothing that it said of this turn, and that is not committed, is done.
    package mutating func violated(_ reason: String) -> Step {
        uncommitted = Uncommitted()
        takeInput()
        return .end(.failed(.violation(reason)))
    }

    /// The journal entry that the answer of a performed call becomes.
    package func entry(for value: JSON) -> JournalEntry? {
        performing.map { JournalEntry($0, answeredBy: value) }
    }

    /// Everything uncommitted is in the database; the call under way has no answer yet.
    package mutating func committedBefore() {
        uncommitted = Uncommitted()
        allowance.commit()
        input = nil
    }

    /// Everything uncommitted, and the entry of the call under way, is in the database.
    package mutating func committed() {
        uncommitted = Uncommitted()
        allowance.commit()
        input = nil
        performing = nil
    }

    /// The answer of a performed call.
    package mutating func performed(_ value: JSON) -> Step {
        allowance.grow(performing?.operation ?? "", answer: value, isCommitted: performing == nil)
        if let performing {
            uncommitted.entries.append(JournalEntry(performing, answeredBy: value))
            self.performing = nil
        }
        return .resume(value: value)
    }

    /// The input answers the wait: it is the turn's first entry, until it is committed.
    private mutating func takeInput() {
        guard let wait, let input else { return }
        guard uncommitted.entries.isEmpty else { return }
        uncommitted.entries.append(JournalEntry(wait, answeredBy: input))
        allowance.grow(wait.operation, answer: input)
    }

    private mutating func take(_ effects: [Call]) throws(Objection) {
        for call in effects {
            let verdict = try checked(call)
            guard verdict.kind == .effect else { throw .fault("\(call.shown) is no effect") }
            if verdict.refusal != nil {
                // A sound worker asks before an effect that it knows is not granted.
                guard let error = verdict.outdated?["error"] else { throw .fault("\(call.shown) needs what the plugin is not granted") }
                throw .failure(ScriptFailure(kind: "not_granted", message: error["message"]?.text ?? call.shown, details: error))
            }
            uncommitted.entries.append(JournalEntry(effect: call))
            allowance.grow(call.operation)
            uncommitted.effects.append(call)
        }
    }

    private mutating func checked(_ call: Call) throws(Objection) -> CallVerdict {
        let verdict: CallVerdict
        do throws(CallRefusal) {
            verdict = try check(call)
        } catch {
            throw .fault(error.reason)
        }
        guard let excess = allowance.take(call, verdict.kind) else { return verdict }
        let message = "the turn has \(excess.message)"
        guard let ceiling = ceiling(), allowance.excess(over: ceiling) == nil else { throw .fault(message) }
        let details: JSON = ["kind": "budget", "budget": .string(excess.budget), "value": .integer(excess.value)]
        throw .failure(ScriptFailure(kind: "budget", message: message, details: details))
    }
}
