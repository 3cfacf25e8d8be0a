// Moonpost
// SPDX-License-Identifier: Apache-2.0

package import Core

extension ScriptLimits {
    /// What the configuration sets; `base` for what it leaves out.
    package init(_ limits: Configuration.ScriptLimits, over base: ScriptLimits = ScriptLimits()) {
        self.init(
            instructions: limits.instructions ?? base.instructions, processorTime: limits.processorTime ?? base.processorTime,
            memory: limits.memory ?? base.memory, hostCalls: limits.hostCalls ?? base.hostCalls,
            messages: limits.messages ?? base.messages, httpCalls: limits.httpCalls ?? base.httpCalls,
            output: limits.output ?? base.output, journal: limits.journal ?? base.journal,
            journalWarning: limits.journalWarning ?? base.journalWarning,
            journalBytes: limits.journalBytes ?? base.journalBytes)
    }
}
