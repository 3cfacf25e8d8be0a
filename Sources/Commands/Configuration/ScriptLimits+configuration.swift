// Moonpost
// SPDX-License-Identifier: Apache-2.0

package import Core
package import Scripting

extension ScriptLimits {
    /// The defaults, with what the configuration sets in their place.
    package init(_ limits: Configuration.ScriptLimits) {
        self.init()
        instructions = limits.instructions ?? instructions
        processorTime = limits.processorTime ?? processorTime
        memory = limits.memory ?? memory
        hostCalls = limits.hostCalls ?? hostCalls
        messages = limits.messages ?? messages
        output = limits.output ?? output
        journal = limits.journal ?? journal
        journalWarning = limits.journalWarning ?? journalWarning
    }
}
