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
        /// How many workers a version may end within `killsWindow` before it is stopped.
        package var kills: Int
        package var killsWindow: Duration

        package init(
            flows: String = "flows", plugins: String = "plugins", workers: Int? = nil,
            limits: ScriptLimits = ScriptLimits(),
            residentConversations: Int = 10_000, kills: Int = 5, killsWindow: Duration = .seconds(600)
        ) {
            self.flows = flows
            self.plugins = plugins
            self.workers = workers
            self.limits = limits
            self.residentConversations = residentConversations
            self.kills = kills
            self.killsWindow = killsWindow
        }
    }
}
