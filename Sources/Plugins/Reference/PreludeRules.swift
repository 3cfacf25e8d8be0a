// Moonpost
// SPDX-License-Identifier: Apache-2.0

internal import Flow

/// The declarations of ``ScriptAPI`` as the Lua tables by which the prelude checks what scripts pass.
///
/// Each rule is written once, however many functions have it: every plugin has these tables in its memory.
package struct PreludeRules {
    /// For the fuzzer, which has no Swift: the rules as a file.
    package static func file(_ api: ScriptAPI = .standard) -> ReferenceFile {
        ReferenceFile(path: "Tests/Fuzz/api.lua", text: lua(api))
    }

    private var rules: [String] = []
    private var places: [String: Int] = [:]

    /// A statement that declares the local `api`.
    static func lua(_ api: ScriptAPI) -> String {
        var writer = PreludeRules()
        let spaces = api.namespaces.filter { !$0.name.isEmpty }.map { writer.space($0) }
        let shapes = MessageTypes.shapes.map { shape in
            "\(shape.type) = \(writer.names(shape.fields, role: "field", also: ["type"] + MessageTypes.passed))"
        }
        let choice = writer.names(MessageTypes.choice.fields, role: "field", also: [])
        let section = writer.names(MessageTypes.section.fields, role: "field", also: [])
        let declaring = BotAPI.declaring.map { "\($0.name) = \($0.parameters.count == 2)" } + BotAPI.later.map { "\($0) = true" }
        let names = Set(api.namespaces.map(\.name))
        let missing = PluginCapability.allCases.map(\.rawValue).filter { !names.contains("bot.\($0)") }.map { "\($0) = true" }
        return """
            local api = (function()
            local r = {}
            \(writer.rules.enumerated().map { "r[\($0 + 1)] = \($1)" }.joined(separator: "\n"))
            return {
            spaces = { \(spaces.joined(separator: ",\n")) },
            messages = { \(shapes.joined(separator: ",\n")) },
            choice = \(choice), section = \(section),
            declaring = { \(declaring.joined(separator: ", ")) },
            missing = { \(missing.joined(separator: ", ")) },
            }
            end)()

            """
    }

    private mutating func space(_ namespace: ScriptNamespace) -> String {
        let functions = namespace.functions.compactMap { function -> String? in
            guard let rule = rule(of: function, in: namespace) else { return nil }
            return "\(function.name) = \(rule)"
        }
        return "[\(Self.quoted(namespace.name))] = { \(functions.joined(separator: ",\n")) }"
    }

    /// nil where the worker checks by itself.
    private mutating func rule(of function: ScriptFunction, in namespace: ScriptNamespace) -> String? {
        precondition(function.parameters.count <= 3, "\(function.name): what is more than three parameters is a table of options")
        var parts = ["name = \(Self.quoted(namespace.path(function)))"]
        switch function.implementation {
        case .worker: return nil
        case .prelude: break
        case .operation(let operation):
            parts.append("operation = \(Self.quoted(operation.name)), call = \(Self.quoted(Self.primitive(operation)))")
        }
        if namespace.hasMethods { parts.append("method = true") }
        for (index, parameter) in function.parameters.enumerated() {
            parts.append(place(of: rule(of: parameter, role: index == 0 ? nil : "")))
        }
        return "{ \(parts.joined(separator: ", ")) }"
    }

    private static func primitive(_ operation: Operation) -> String {
        switch operation.kind {
        case .effect: "effect"
        case .read, .write: "request"
        case .external: "external"
        case .wait: "wait"
        }
    }

    /// - Parameter role: what an error calls it: nil is the subject of the function, "" another parameter, else "option" or
    ///   "field".
    private mutating func rule(of field: ScriptField, role: String?) -> String {
        var parts = ["name = \(Self.quoted(field.name))"]
        if let role { parts.append("role = \(Self.quoted(role))") }
        if field.isOptional { parts.append("optional = true") }
        if let standard = field.standard { parts.append("standard = \(standard)") }
        if let needs = field.needs { parts.append("needs = \(Self.quoted(needs))") }
        switch field.type {
        case .any: parts.append("kind = \"any\"")
        case .printable: parts.append("kind = \"printable\"")
        case .text(let most, let mayBeEmpty):
            parts.append("kind = \"text\"")
            if let most { parts.append("most = \(most)") }
            if !mayBeEmpty { parts.append("filled = true") }
        case .number(let min, let max):
            parts.append("kind = \"number\"")
            if let min { parts.append("min = \(min)") }
            if let max { parts.append("max = \(max)") }
        case .integer(let min, let max):
            parts.append("kind = \"integer\"")
            if let min { parts.append("min = \(min)") }
            if let max { parts.append("max = \(max)") }
        case .boolean: parts.append("kind = \"boolean\"")
        case .duration: parts.append("kind = \"duration\"")
        case .choice(let words):
            parts.append("kind = \"choice\", words = { \(words.map(Self.quoted).joined(separator: ", ")) }")
        case .table(let like): parts.append("kind = \"table\", like = \(Self.quoted(like))")
        case .list, .object: parts.append("kind = \"table\"")
        case .function: parts.append("kind = \"function\"")
        case .options(let fields): parts.append("kind = \"options\", names = \(names(fields, role: "option", also: []))")
        case .either(let types):
            let most = types.compactMap { if case .text(let most, _) = $0 { most } else { nil } }.first
            parts.append("kind = \"either\"" + (most.map { ", most = \($0)" } ?? ""))
        }
        return "{ \(parts.joined(separator: ", ")) }"
    }

    /// A set of names with their rules, in order, and the names that are known beside them.
    private mutating func names(_ fields: [ScriptField], role: String, also: [String]) -> String {
        let rules = fields.map { place(of: rule(of: $0, role: role)) }
        let more = also.filter { name in !fields.contains { $0.name == name } }.map(Self.quoted).joined(separator: ", ")
        return place(of: "{ \(rules.joined(separator: ", "))\(more.isEmpty ? "" : ", also = { \(more) }") }")
    }

    /// Where the rule stands.
    private mutating func place(of rule: String) -> String {
        if let index = places[rule] { return "r[\(index)]" }
        rules.append(rule)
        places[rule] = rules.count
        return "r[\(rules.count)]"
    }

    static func quoted(_ text: String) -> String {
        "\"" + text.replacing("\\", with: "\\\\").replacing("\"", with: "\\\"").replacing("\n", with: "\\n") + "\""
    }
}
