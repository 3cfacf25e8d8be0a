// Moonpost
// SPDX-License-Identifier: Apache-2.0

internal import Flow

/// docs/lua-reference.md: every function of ``ScriptAPI`` with its example.
package enum ReferencePage {
    package static let path = "docs/lua-reference.md"

    package static func file(_ api: ScriptAPI = .standard) -> ReferenceFile {
        var lines = [
            "# Lua reference",
            "",
            "Every function that a script has beside standard Lua. [flows.md](flows.md) shows how to use them together.",
            "This page is made by `make reference` from the declarations in `Sources/Plugins/API`, by which calls are checked, too;",
            "every example is played by a test.",
            "",
        ]
        for namespace in api.namespaces {
            let links = namespace.functions.map { "[`\(namespace.path($0))`](#\(anchor(heading($0, in: namespace))))" }
            lines.append("- " + links.joined(separator: ", "))
        }
        for namespace in api.namespaces { lines += section(namespace) }
        lines += ["", "## Tables", ""]
        for type in api.classes { lines += section(type) }
        return ReferenceFile(path: path, text: lines.joined(separator: "\n") + "\n")
    }

    private static func section(_ namespace: ScriptNamespace) -> [String] {
        var lines = ["", "## \(namespace.name.isEmpty ? "Functions that stand alone" : namespace.name)", "", namespace.text]
        if !namespace.fields.isEmpty { lines += [""] + table("field", namespace.fields) }
        for function in namespace.functions { lines += section(function, in: namespace) }
        return lines
    }

    private static func section(_ function: ScriptFunction, in namespace: ScriptNamespace) -> [String] {
        var lines = ["", "### \(heading(function, in: namespace))", "", function.text]
        var facts = [function.result.map { "Returns: \($0.words)\(function.mayBeNil ? ", or nil" : "")." }, function.kind.map(words)]
        facts.append(function.capability.map { "Needs `uses = { \"\($0.usage)\" }`, and a grant in config.toml." })
        let known = facts.compactMap(\.self)
        if !known.isEmpty { lines += ["", known.joined(separator: " ")] }
        let simple = function.parameters.filter { if case .options = $0.type { false } else { true } }
        if !simple.isEmpty { lines += [""] + table("parameter", simple) }
        for case .options(let fields) in function.parameters.map(\.type) { lines += [""] + table("option", fields) }
        return lines + example(function.example)
    }

    private static func section(_ type: ScriptClass) -> [String] {
        ["### \(type.name)", "", type.text, ""] + table("field", type.fields) + [""]
    }

    private static func example(_ example: ScriptExample) -> [String] {
        var lines: [String] = []
        if case .folder(let others) = example.place {
            for (name, text) in others.sorted(by: { $0.key < $1.key }) {
                lines += ["", "`\(name)`:", "", "```\(name.hasSuffix(".toml") ? "toml" : "lua")", text, "```"]
            }
            lines += ["", "`main.lua`:"]
        }
        return lines + ["", "```lua", example.lua, "```", "", "```chat", example.chat, "```"]
    }

    private static func table(_ what: String, _ fields: [ScriptField]) -> [String] {
        ["| \(what) | is | |", "|---|---|---|"] + fields.map { field in
            let standard = field.standard.map { " Without it: `\($0)`." } ?? ""
            let type = escaped(field.type.words) + (field.isOptional ? ", optional" : "")
            return "| `\(field.name)` | \(type) | \(escaped(field.text + standard)) |"
        }
    }

    private static func escaped(_ text: String) -> String { text.replacing("|", with: "\\|") }

    private static func heading(_ function: ScriptFunction, in namespace: ScriptNamespace) -> String {
        let names = function.parameters.map { $0.name + ($0.isOptional ? "?" : "") }
        return "\(namespace.path(function))(\(names.joined(separator: ", ")))"
    }

    /// As GitHub makes it of a heading.
    private static func anchor(_ heading: String) -> String {
        String(heading.lowercased().compactMap { character -> Character? in
            if character == " " { return "-" }
            return character.isLetter || character.isNumber || character == "_" || character == "-" ? character : nil
        })
    }

    private static func words(_ kind: OperationKind) -> String {
        switch kind {
        case .effect: "Happens when the turn is committed."
        case .read: "Is looked up at once."
        case .write: "Is done and kept at once."
        case .external: "Acts outside at once."
        case .wait: "Waits."
        }
    }
}
