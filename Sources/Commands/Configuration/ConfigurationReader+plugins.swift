// Moonpost
// SPDX-License-Identifier: Apache-2.0

internal import Core

extension ConfigurationReader {
    /// `[plugins.NAME]`: `grant`, and settings that only the plugin knows.
    static func plugins(_ section: ConfigurationTable) -> [String: JSONObject] {
        var section = section
        var plugins: [String: JSONObject] = [:]
        for (name, table) in section.allTables() { plugins[name] = plugin(table) }
        return plugins
    }

    private static func plugin(_ section: ConfigurationTable) -> JSONObject {
        var section = section
        var plugin = JSONObject()
        if let grant = section.member("grant") {
            if case .list(let elements) = grant.content {
                var names: [JSON] = []
                for element in elements {
                    guard let setting = section.resolve(element) else { continue }
                    if case .text(let name) = setting.value {
                        names.append(.string(name))
                    } else {
                        section.wrongType(element, "text")
                    }
                }
                plugin["grant"] = .array(names)
            } else {
                section.wrongType(grant, "a list of names, as in grant = [\"http\"]")
            }
        }
        for (name, value) in section.rest() { plugin[name] = section.json(value) }
        return plugin
    }
}
