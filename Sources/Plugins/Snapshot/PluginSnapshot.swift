// Moonpost
// SPDX-License-Identifier: Apache-2.0

package import Core
internal import Crypto

/// Everything that makes a version of a plugin what it is: its sources, its settings, and its texts.
///
/// Two snapshots with the same hash behave the same, so a conversation that keeps the hash keeps its behaviour, also
/// when config.toml changes a setting.
package struct PluginSnapshot: Hashable, Sendable {
    package var plugin: String
    /// The first one declares.
    package var sources: [SourceFile]
    /// The values from `[plugins.NAME]` in config.toml.
    package var settings: JSONObject

    /// The texts from `locales/`; nil where the plugin has none.
    package var locales: PluginLocales?

    /// The documents from `knowledge/`, by the names of their files.
    package var knowledge: [String: String] = [:]

    package init(
        plugin: String, sources: [SourceFile], settings: JSONObject = [:], locales: PluginLocales? = nil, knowledge: [String: String] = [:]
    ) {
        self.locales = locales
        self.knowledge = knowledge
        self.plugin = plugin
        self.sources = sources
        self.settings = settings
    }

    /// SHA-256 of the snapshot, in hexadecimal: the version's name.
    package var hash: String {
        SHA256.hash(data: json.encoded()).map { byte in
            let text = String(byte, radix: 16)
            return text.count == 1 ? "0" + text : text
        }.joined()
    }

    package var json: JSON {
        var json: JSONObject = [
            "plugin": .string(plugin),
            "sources": .array(sources.map { source in
                ["name": .string(source.name), "module": .string(source.module), "text": .string(source.text)]
            }),
            "settings": .object(JSONObject(settings.members.sorted { $0.key < $1.key })),
        ]
        json["locales"] = locales?.json
        if !knowledge.isEmpty { json["knowledge"] = .object(JSONObject(knowledge.sorted { $0.key < $1.key }.map { (key: $0.key, value: .string($0.value)) })) }
        return .object(json)
    }

    /// Reads what ``json`` wrote; nil where it is something else.
    package init?(_ json: JSON) {
        guard let plugin = json["plugin"]?.text, let elements = json["sources"]?.elements else { return nil }
        var sources: [SourceFile] = []
        for element in elements {
            guard let name = element["name"]?.text, let module = element["module"]?.text, let text = element["text"]?.text
            else { return nil }
            sources.append(SourceFile(name: name, module: module, text: text))
        }
        self.init(
            plugin: plugin, sources: sources, settings: json["settings"]?.object ?? [:],
            locales: json["locales"].flatMap { PluginLocales($0) },
            knowledge: Dictionary((json["knowledge"]?.object ?? [:]).compactMap { member in member.value.text.map { (member.key, $0) } }) { $1 })
    }
}
