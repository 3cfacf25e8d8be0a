// Moonpost
// SPDX-License-Identifier: Apache-2.0

internal import Core

/// Counts what comes out of a worker in one turn, by the same limits that the worker keeps itself: a worker may be in the
/// hands of its script, and then it keeps none.
package struct TurnAllowance: Hashable, Sendable {
    package struct Limits: Hashable, Sendable {
        package var hostCalls: Int64
        package var messages: Int64
        package var httpCalls: Int64
        /// Entries of the conversation's journal, those of earlier turns included.
        package var journal: Int64
        /// Bytes of the conversation's journal, which no worker counts.
        package var journalBytes: Int64

        package init(
            hostCalls: Int64 = .max, messages: Int64 = .max, httpCalls: Int64 = .max, journal: Int64 = .max, journalBytes: Int64 = .max
        ) {
            self.hostCalls = hostCalls
            self.messages = messages
            self.httpCalls = httpCalls
            self.journal = journal
            self.journalBytes = journalBytes
        }
    }

    private struct Counts: Hashable {
        var hostCalls: Int64 = 0
        var messages: Int64 = 0
        var httpCalls: Int64 = 0
        var journal: Int64 = 0
        var journalBytes: Int64 = 0
    }

    private let limits: Limits
    private var counts = Counts()
    /// As they were at the last commit of the turn: what comes after it can be replayed.
    private var committed = Counts()

    /// - Parameters:
    ///   - entries: How many the conversation's journal has before this turn.
    ///   - bytes: How long it is then.
    package init(_ limits: Limits = Limits(), entries: Int = 0, bytes: Int = 0) {
        self.limits = limits
        counts.journal = Int64(entries)
        counts.journalBytes = Int64(bytes)
        committed = counts
    }

    /// Which limit was gone beyond.
    struct Excess: Hashable {
        var budget: String
        var value: Int64
        var message: String

        init(_ budget: String, _ value: Int64, _ noun: String) {
            self.budget = budget
            self.value = value
            message = "more than \(value) \(noun) (\(budget))"
        }
    }

    /// Takes one call, or says which limit it goes beyond.
    mutating func take(_ call: Call, _ kind: OperationKind) -> Excess? {
        counts.hostCalls += 1
        counts.journal += 1
        if call.operation == "send" { counts.messages += 1 }
        if kind == .external { counts.httpCalls += 1 }
        return excess(over: limits)
    }

    /// Which of these limits the turn is beyond.
    func excess(over limits: Limits) -> Excess? {
        if counts.hostCalls > limits.hostCalls { return Excess("host_calls", limits.hostCalls, "calls to the host") }
        if counts.messages > limits.messages { return Excess("messages", limits.messages, "messages") }
        if counts.httpCalls > limits.httpCalls { return Excess("http_calls", limits.httpCalls, "calls to the outside") }
        if counts.journal > limits.journal { return Excess("journal", limits.journal, "entries in the journal") }
        return nil
    }

    /// Why the journal takes no further answer; nil while it does.
    var fullness: String? {
        guard counts.journalBytes >= limits.journalBytes else { return nil }
        return "this conversation's journal has \(counts.journalBytes) bytes, and \(limits.journalBytes) are allowed (journal_bytes): "
            + "use chat:go, which begins a new one"
    }

    /// The journal grows by an effect, or by the answer of a call.
    /// - Parameter isCommitted: The answer is in the database already.
    mutating func grow(_ operation: String, answer: JSON? = nil, isCommitted: Bool = false) {
        let bytes = Int64(operation.utf8.count + Self.aroundEntry + (answer?.encoded().count ?? 0))
        counts.journalBytes += bytes
        if isCommitted { committed.journalBytes += bytes }
    }

    /// Brackets, quotes, commas and the hash of an entry.
    private static let aroundEntry = 18

    package var journalBytesLimit: Int64 { limits.journalBytes }

    mutating func commit() { committed = counts }

    /// The turn is replayed from its last commit.
    mutating func rewind() { counts = committed }
}
