// Moonpost
// SPDX-License-Identifier: Apache-2.0

extension Configuration {
    /// `[plugins.NAME]`: what a plugin may do, and how it is set.
    package struct Plugin: Hashable, Sendable {
        /// The members that every plugin's table can have: no setting of a plugin is called like this.
        package static let reserved = ["grant", "limits"]

        /// All that there is: for the tests of a version whose grants were looked at before. No file can say so.
        package static let everything: Set<String> = ["*"]

        /// The capabilities that it may use; `grant` in the file.
        package var grants: Set<String>
        package var limits: ScriptLimits
        /// Every other member: what the plugin itself declares with `bot.settings`.
        package var settings: JSONObject

        package init(grants: Set<String> = [], limits: ScriptLimits = ScriptLimits(), settings: JSONObject = [:]) {
            self.grants = grants
            self.limits = limits
            self.settings = settings
        }
    }
}
