// Moonpost
// SPDX-License-Identifier: Apache-2.0

package import Core
package import Scripting
internal import Synchronization

/// What each plugin may do: the capabilities that it is granted and its limits, as config.toml has them now.
///
/// They belong to the plugin, not to a version of it: whoever is in the middle of a conversation on an old version gets
/// a higher limit with the next turn.
package final class PluginPermissions: Sendable {
    /// The limits of a plugin whose table has none.
    package let base: ScriptLimits
    private let plugins: Mutex<[String: Configuration.Plugin]>

    package init(base: ScriptLimits = ScriptLimits(), plugins: [String: Configuration.Plugin] = [:]) {
        self.base = base
        self.plugins = Mutex(plugins)
    }

    /// What config.toml said last.
    package var configured: [String: Configuration.Plugin] { plugins.withLock { $0 } }

    package func grants(of plugin: String) -> Set<String> { plugins.withLock { $0[plugin]?.grants ?? [] } }

    /// Whether the plugin is granted something of this capability; for other systems that is not yet the host.
    package func isGranted(_ capability: PluginCapability, to plugin: String) -> Bool {
        let grants = grants(of: plugin)
        return grants == Configuration.Plugin.everything || grants.contains { PluginCapability(use: $0) == capability }
    }

    /// Whether the plugin is granted what it names in `uses`; a grant of "http:*.example.com" is one of what is below it.
    package func allows(_ use: String, to plugin: String) -> Bool {
        let grants = grants(of: plugin)
        if grants == Configuration.Plugin.everything || grants.contains(use) { return true }
        guard let host = PluginCapability.hosts(use) else { return false }
        return grants.contains { PluginCapability.hosts($0)?.covers(host) == true }
    }

    /// Whether the plugin may call this host.
    package func allows(host: String, port: Int, to plugin: String) -> Bool {
        let grants = grants(of: plugin)
        return grants == Configuration.Plugin.everything
            || grants.contains { PluginCapability.hosts($0)?.matches(host: host, port: port) == true }
    }

    package func limits(of plugin: String) -> ScriptLimits {
        plugins.withLock { $0[plugin] }.map { ScriptLimits($0.limits, over: base) } ?? base
    }

    /// Takes over what config.toml says now.
    /// - Returns: The plugins for which something has changed: what workers know of them is of yesterday.
    package func replace(_ new: [String: Configuration.Plugin]) -> Set<String> {
        let old = plugins.withLock { plugins in
            defer { plugins = new }
            return plugins
        }
        return Set(old.keys).union(new.keys).filter { name in
            (old[name]?.grants ?? []) != (new[name]?.grants ?? [])
                || (old[name]?.limits ?? Configuration.ScriptLimits()) != (new[name]?.limits ?? Configuration.ScriptLimits())
        }
    }

    /// The line to add to config.toml for these capabilities.
    package func advice(_ missing: [String], for plugin: String) -> String {
        let all = grants(of: plugin).union(missing).sorted().map { "\"\($0)\"" }.joined(separator: ", ")
        return "write grant = [\(all)] under [plugins.\(plugin)] in config.toml"
    }
}
