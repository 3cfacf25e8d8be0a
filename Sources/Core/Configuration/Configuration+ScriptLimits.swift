// Moonpost
// SPDX-License-Identifier: Apache-2.0

extension Configuration {
    /// The budgets that `[scripts.limits]` or `[plugins.NAME.limits]` sets; nil leaves the default.
    package struct ScriptLimits: Hashable, Sendable {
        /// Instructions of the Lua machine in one turn.
        package var instructions: Int64?
        /// Processor time of one turn; `cpu_ms` in the file.
        package var processorTime: Duration?
        /// Bytes that one plugin version holds in one worker.
        package var memory: Int64?
        /// Requests and effects of one turn.
        package var hostCalls: Int64?
        /// Messages sent in one turn.
        package var messages: Int64?
        /// Calls of one turn that leave the host.
        package var httpCalls: Int64?
        /// Bytes of one answer's effects and request.
        package var output: Int64?
        /// Entries of one conversation's journal.
        package var journal: Int64?
        /// The length of a journal from which on the host warns.
        package var journalWarning: Int64?
        /// Bytes of one conversation's journal.
        package var journalBytes: Int64?

        package init(
            instructions: Int64? = nil, processorTime: Duration? = nil, memory: Int64? = nil, hostCalls: Int64? = nil,
            messages: Int64? = nil, httpCalls: Int64? = nil, output: Int64? = nil, journal: Int64? = nil,
            journalWarning: Int64? = nil, journalBytes: Int64? = nil
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
    }
}
