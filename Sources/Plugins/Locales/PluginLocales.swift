// Moonpost
// SPDX-License-Identifier: Apache-2.0

package import Core

/// The texts of a plugin by language and key: what `chat:t` says.
package struct PluginLocales: Hashable, Sendable {
    /// By the language of the file, such as "pt-BR": each key has a text, or an object of plural forms.
    package var texts: [String: JSONObject]
    /// The business's language: for people whose own language has no file. A part of the version, so that a conversation
    /// that is replayed says the same.
    package var language: String

    /// The categories of plural forms, as CLDR calls them. "other" must always be there.
    package static let pluralForms: Set<String> = ["zero", "one", "two", "few", "many", "other"]

    package init(_ texts: [String: JSONObject], language: String = "en") {
        self.texts = texts
        self.language = language
    }

    /// In one order, whatever the order of the files.
    package var json: JSON {
        [
            "language": .string(language),
            "texts": .object(JSONObject(texts.sorted { $0.key < $1.key }.map { ($0.key, .object(Self.sorted($0.value))) })),
        ]
    }

    /// Reads what ``json`` wrote; nil where it is something else.
    package init?(_ json: JSON) {
        guard let language = json["language"]?.text, let languages = json["texts"]?.object else { return nil }
        var texts: [String: JSONObject] = [:]
        for (name, value) in languages {
            guard let object = value.object else { return nil }
            texts[name] = object
        }
        self.init(texts, language: language)
    }

    /// Keys that some language has and another has not: they fall back to another language, which is rarely meant.
    /// - Parameter folder: of the plugin, as messages show it.
    package func warnings(folder: String) -> [PluginProblem] {
        let all = Set(texts.values.flatMap(\.keys)).sorted()
        return texts.sorted { $0.key < $1.key }.flatMap { language, known in
            let names = Set(known.keys)
            return all.filter { !names.contains($0) }.map { key in
                let others = texts.filter { $0.value[key] != nil }.keys.sorted().map { "\($0).toml" }.joined(separator: ", ")
                return PluginProblem(
                    file: "\(folder)/locales/\(language).toml", line: 1,
                    message: "the text \"\(key)\" is missing here, and is in \(others)")
            }
        }
    }

    private static func sorted(_ object: JSONObject) -> JSONObject { JSONObject(object.sorted { $0.key < $1.key }) }
}
