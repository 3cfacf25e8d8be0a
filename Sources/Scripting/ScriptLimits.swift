// Moonpost
// SPDX-License-Identifier: Apache-2.0

package import Core

/// What a script may use. The worker counts; whatever is exceeded ends the turn with a ``ScriptError`` of kind
/// `budget`.
package struct ScriptLimits: Hashable, Sendable {
    /// Instructions of the Lua machine in one turn.
    package var instructions: Int64
    /// Processor time of one turn.
    package var processorTime: Duration
    /// Bytes that one plugin version holds, over all its conversations in one worker.
    package var memory: Int64
    /// Requests and effects of one turn.
    package var hostCalls: Int64
    /// Messages sent in one turn.
    package var messages: Int64
    /// Calls of one turn that leave the host, such as HTTP requests.
    package var httpCalls: Int64
    /// Bytes of one answer's effects and request.
    package var output: Int64
    /// Entries of one conversation's journal.
    package var journal: Int64
    /// The length of a journal from which on the host warns.
    package var journalWarning: Int64
    /// Bytes of one conversation's journal, as JSON: kept by the host alone. It warns from four fifths on.
    package var journalBytes: Int64

    package init(
        instructions: Int64 = 10_000_000, processorTime: Duration = .milliseconds(50), memory: Int64 = 64 << 20,
        hostCalls: Int64 = 1_000, messages: Int64 = 50, httpCalls: Int64 = 20, output: Int64 = 256 << 10, journal: Int64 = 2_000,
        journalWarning: Int64 = 1_600, journalBytes: Int64 = 4 << 20
    ) {
        self.instructions = instructions
        self.processorTime = processorTime
        self.memory = memory
        self.hostCalls = hostCalls
        self.messages = messages
        self.httpCalls = httpCalls
        self.output = output
        self.journal = journal
        self.journalWarning = journalWarning
        self.journalBytes = journalBytes
    }

    /// What `journal_bytes` may be at most, and how long one answer may be as JSON. A replay is one frame to a worker, of 16 MiB
    /// at most: both fit into it together, with what the conversation began with and what it is told now.
    package static let longestJournal: Int64 = 8 << 20
    package static let longestValue = 5 << 20

    /// How long a worker may take over one frame before the host kills it: twice the time that the script is given,
    /// and a second for a busy machine.
    package var hardDeadline: Duration { processorTime * 2 + .seconds(1) }

    /// The same for a start that replays a journal of so many turns, each of which has a budget of its own, four times that
    /// of a new one. The whole is bounded: what a worker replays, nobody else of it is served.
    package func hardDeadline(replaying turns: Int) -> Duration {
        hardDeadline + min(processorTime * 4 * turns, Self.longestReplay)
    }

    /// 2,000 turns of 5 milliseconds; an ordinary turn takes some hundredths of one.
    private static let longestReplay = Duration.seconds(10)

    /// How long an answer can be: the output, and what is around it.
    package var longestAnswer: Int { Int(clamping: min(output, 1 << 40) + (64 << 10)) }

    /// Of each limit the higher one.
    package func highest(with other: ScriptLimits) -> ScriptLimits {
        ScriptLimits(
            instructions: max(instructions, other.instructions), processorTime: max(processorTime, other.processorTime),
            memory: max(memory, other.memory), hostCalls: max(hostCalls, other.hostCalls), messages: max(messages, other.messages),
            httpCalls: max(httpCalls, other.httpCalls), output: max(output, other.output), journal: max(journal, other.journal),
            journalWarning: max(journalWarning, other.journalWarning), journalBytes: max(journalBytes, other.journalBytes))
    }

    /// The `limits` member of a `configure` or `load` frame.
    package var json: JSON {
        [
            "instructions": .integer(instructions),
            "cpu_ms": .integer(max(processorTime.milliseconds, 1)),
            "memory": .integer(memory),
            "host_calls": .integer(hostCalls),
            "messages": .integer(messages),
            "http_calls": .integer(httpCalls),
            "output": .integer(output),
            "journal": .integer(journal),
            "journal_warning": .integer(journalWarning),
        ]
    }
}
