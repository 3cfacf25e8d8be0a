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
    /// Bytes of one answer's effects and request.
    package var output: Int64
    /// Entries of one conversation's journal.
    package var journal: Int64
    /// The length of a journal from which on the host warns.
    package var journalWarning: Int64

    package init(
        instructions: Int64 = 10_000_000, processorTime: Duration = .milliseconds(250), memory: Int64 = 64 << 20,
        hostCalls: Int64 = 1_000, messages: Int64 = 50, output: Int64 = 256 << 10, journal: Int64 = 2_000,
        journalWarning: Int64 = 1_600
    ) {
        self.instructions = instructions
        self.processorTime = processorTime
        self.memory = memory
        self.hostCalls = hostCalls
        self.messages = messages
        self.output = output
        self.journal = journal
        self.journalWarning = journalWarning
    }

    /// How long a worker may take over one frame before the host kills it: twice the time that the script is given,
    /// and a second for a busy machine.
    package var hardDeadline: Duration { processorTime * 2 + .seconds(1) }

    /// The `limits` member of a `configure` frame.
    package var json: JSON {
        [
            "instructions": .integer(instructions),
            "cpu_ms": .integer(max(processorTime.milliseconds, 1)),
            "memory": .integer(memory),
            "host_calls": .integer(hostCalls),
            "messages": .integer(messages),
            "output": .integer(output),
            "journal": .integer(journal),
            "journal_warning": .integer(journalWarning),
        ]
    }
}
