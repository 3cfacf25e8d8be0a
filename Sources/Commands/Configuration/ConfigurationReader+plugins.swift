// Moonpost
// SPDX-License-Identifier: Apache-2.0

internal import Core
internal import Plugins
internal import Scripting

extension ConfigurationReader {
    /// `[plugins.NAME]`: `grant`, `limits`, and settings that only the plugin knows.
    static func plugins(_ section: ConfigurationTable, over base: ScriptLimits) -> [String: Configuration.Plugin] {
        var section = section
        var plugins: [String: Configuration.Plugin] = [:]
        for (name, table) in section.allTables() { plugins[name] = plugin(table, over: base) }
        return plugins
    }

    private static func plugin(_ section: ConfigurationTable, over base: ScriptLimits) -> Configuration.Plugin {
        var section = section
        var plugin = Configuration.Plugin()
        if let grant = section.member("grant") {
            if case .list(let elements) = grant.content {
                for element in elements {
                    guard let setting = section.resolve(element) else { continue }
                    if case .text(let name) = setting.value {
                        if let problem = PluginCapability.problem(of: name) {
                            section.context.report(element.line, "\(element.key.name): \"\(name)\" is nothing that can be granted: \(problem)")
                        }
                        plugin.grants.insert(name)
                    } else {
                        section.wrongType(element, "text")
                    }
                }
            } else {
                section.wrongType(grant, "a list of names, as in grant = [\"http:api.example.com\"]")
            }
        }
        plugin.limits = limits(section.table("limits"), over: base)
        for (name, value) in section.rest() { plugin.settings[name] = section.json(value) }
        return plugin
    }
}
