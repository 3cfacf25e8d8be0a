// Moonpost
// SPDX-License-Identifier: Apache-2.0

extension Configuration {
    /// `[scripts]`: where the flows and plugins are, and what they may use.
    package struct Scripts: Hashable, Sendable {
        /// The folder of the flows, one file each.
        package var flows: String
        /// The folder of the plugins, one folder each.
        package var plugins: String
        /// Worker processes; nil is one for each core.
        package var workers: Int?
        package var limits: ScriptLimits
        /// How many waiting conversations stay in the memory of the workers; the others go on from their journals.
        package var residentConversations: Int

        package init(
            flows: String = "flows", plugins: String = "plugins", workers: Int? = nil,
            limits: ScriptLimits = ScriptLimits(),
            residentConversations: Int = 10_000
        ) {
            self.flows = flows
            self.plugins = plugins
            self.workers = workers
            self.limits = limits
            self.residentConversations = residentConversations
        }
    }

    /// The budgets that the file sets; nil leaves the default of the script workers.
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
        /// Bytes of one answer's effects and request.
        package var output: Int64?
        /// Entries of one conversation's journal.
        package var journal: Int64?
        /// The length of a journal from which on the host warns.
        package var journalWarning: Int64?

        package init(
            instructions: Int64? = nil, processorTime: Duration? = nil, memory: Int64? = nil, hostCalls: Int64? = nil,
            messages: Int64? = nil, output: Int64? = nil, journal: Int64? = nil, journalWarning: Int64? = nil
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
    }
}
