// Moonpost
// SPDX-License-Identifier: Apache-2.0

/// The definitions by which lua-language-server completes and checks scripts in an editor.
package enum DefinitionFiles {
    /// Where they stand in a project; `.luarc.json` says so.
    package static let folder = "lua/meta"

    /// One file for each namespace, and one for the tables that they take and return.
    package static func files(_ api: ScriptAPI = .standard) -> [ReferenceFile] {
        api.namespaces.filter { !$0.name.isEmpty }.map { file(of: $0) }
            + [ReferenceFile(path: "\(folder)/types.lua", text: head + api.classes.map(definition).joined(separator: "\n"))]
    }

    private static let head = """
        ---@meta
        -- Made by `moonpost reference`. Changes to this file are lost.


        """

    private static func file(of namespace: ScriptNamespace) -> ReferenceFile {
        var lines = ["---\(namespace.text)", "---@class \(namespace.name)"]
        lines += namespace.fields.map(field)
        // What a script is handed has no global name.
        lines += ["\(namespace.hasMethods ? "local " : "")\(namespace.name) = {}", ""]
        for function in namespace.functions { lines += definition(of: function, in: namespace) }
        return ReferenceFile(path: "\(folder)/\(namespace.name).lua", text: head + lines.joined(separator: "\n"))
    }

    private static func definition(of function: ScriptFunction, in namespace: ScriptNamespace) -> [String] {
        var lines: [String] = []
        let path = namespace.path(function)
        let options = path.replacing(":", with: ".") + ".options"
        for case .options(let fields) in function.parameters.map(\.type) {
            lines += ["---@class \(options)"] + fields.map(field) + [""]
        }
        lines.append("---\(function.text)")
        if let capability = function.capability { lines.append("---Needs `uses = { \"\(capability.usage)\" }`.") }
        for parameter in function.parameters {
            let type = parameter.type.lua(options: options, taken: true)
            lines.append("---@param \(parameter.name)\(parameter.isOptional ? "?" : "") \(type) \(parameter.text)")
        }
        if let result = function.result { lines.append("---@return \(returned(result, orNil: function.mayBeNil))") }
        lines += function.overloads.map { "---@overload \($0)" }
        let parameters = function.parameters.map(\.name).joined(separator: ", ")
        return lines + ["function \(path)(\(parameters)) end", ""]
    }

    private static func returned(_ type: ScriptType, orNil: Bool) -> String {
        let name = type.lua(taken: false)
        return orNil && name != "any" ? name + "?" : name
    }

    private static func definition(_ type: ScriptClass) -> String {
        (["---\(type.text)", "---@class \(type.name)"] + type.operators.map { "---@operator \($0)" } + type.fields.map(field) + [""])
            .joined(separator: "\n")
    }

    private static func field(_ field: ScriptField) -> String {
        let type = field.type.lua(taken: false)
        return "---@field \(field.name)\(field.isOptional ? "?" : "") \(type) \(field.text)"
    }
}
