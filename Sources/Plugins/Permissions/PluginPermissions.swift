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
    private let state: Mutex<State>

    private struct State {
        var plugins: [String: Configuration.Plugin]
        var past: [String: Past] = [:]
    }

    /// What was otherwise since the host began. Workers hear of changes a moment after the host, so that what they send may be
    /// right by what they know.
    private struct Past {
        var granted: Set<PluginCapability> = []
        var refused: Set<PluginCapability> = []
        var limits: ScriptLimits
    }

    package init(base: ScriptLimits = ScriptLimits(), plugins: [String: Configuration.Plugin] = [:]) {
        self.base = base
        state = Mutex(State(plugins: plugins))
    }

    /// What config.toml said last.
    package var configured: [String: Configuration.Plugin] { state.withLock { $0.plugins } }

    package func grants(of plugin: String) -> Set<String> { state.withLock { $0.plugins[plugin]?.grants ?? [] } }

    /// Whether the plugin is granted something of this capability; for other systems that is not yet the host.
    package func isGranted(_ capability: PluginCapability, to plugin: String) -> Bool {
        Self.isGranted(capability, by: grants(of: plugin))
    }

    package static func isGranted(_ capability: PluginCapability, by grants: Set<String>) -> Bool {
        grants == Configuration.Plugin.everything || grants.contains { PluginCapability(use: $0) == capability }
    }

    /// Whether a worker may have been told, since the host began, that the capability is granted, or that it is not.
    package func has(_ capability: PluginCapability, everBeen granted: Bool, to plugin: String) -> Bool {
        state.withLock { state in
            if Self.isGranted(capability, by: state.plugins[plugin]?.grants ?? []) == granted { return true }
            return (granted ? state.past[plugin]?.granted : state.past[plugin]?.refused)?.contains(capability) ?? false
        }
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
        limits(configured[plugin])
    }

    /// The highest limits that a worker may have been told since the host began: whoever goes beyond them breaks the rules.
    package func highestLimits(of plugin: String) -> ScriptLimits {
        let (now, past) = state.withLock { ($0.plugins[plugin], $0.past[plugin]?.limits) }
        return past.map { limits(now).highest(with: $0) } ?? limits(now)
    }

    private func limits(_ plugin: Configuration.Plugin?) -> ScriptLimits {
        plugin.map { ScriptLimits($0.limits, over: base) } ?? base
    }

    /// Takes over what config.toml says now.
    /// - Returns: The plugins for which something has changed: what workers know of them is of yesterday.
    package func replace(_ new: [String: Configuration.Plugin]) -> Set<String> {
        state.withLock { state in
            let old = state.plugins
            let changed = Set(old.keys).union(new.keys).filter { name in
                (old[name]?.grants ?? []) != (new[name]?.grants ?? [])
                    || (old[name]?.limits ?? Configuration.ScriptLimits()) != (new[name]?.limits ?? Configuration.ScriptLimits())
            }
            for name in changed {
                let granted = PluginCapability.allCases.filter { Self.isGranted($0, by: old[name]?.grants ?? []) }
                var past = state.past[name] ?? Past(limits: limits(old[name]))
                past.granted.formUnion(granted)
                past.refused.formUnion(Set(PluginCapability.allCases).subtracting(granted))
                past.limits = past.limits.highest(with: limits(old[name]))
                state.past[name] = past
            }
            state.plugins = new
            return changed
        }
    }

    /// The line to add to config.toml for these capabilities.
    package func advice(_ missing: [String], for plugin: String) -> String {
        let all = grants(of: plugin).union(missing).sorted().map { "\"\($0)\"" }.joined(separator: ", ")
        return "write grant = [\(all)] under [plugins.\(plugin)] in config.toml"
    }
}
