// Moonpost
// SPDX-License-Identifier: Apache-2.0

extension ScriptType {
    /// In the notation of lua-language-server.
    /// - Parameters:
    ///   - options: the class of a table of options.
    ///   - taken: it is passed by a script, so a number will do for a text.
    func lua(options: String = "table", taken: Bool) -> String {
        switch self {
        case .any, .printable: "any"
        case .text: taken ? "string|number" : "string"
        case .number: "number"
        case .integer: "integer"
        case .boolean: "boolean"
        case .duration: "string"
        case .choice(let words): words.map { "\"\($0)\"" }.joined(separator: "|")
        case .table: "table<string, any>"
        case .list(let type):
            switch type.lua(taken: taken) {
            case let name where name.contains("|"): "(\(name))[]"
            case let name: name + "[]"
            }
        case .function(let signature): signature
        case .object(let name): name
        case .options: options
        case .either(let types): types.map { $0.lua(taken: taken) }.joined(separator: "|")
        }
    }

    /// For people.
    var words: String {
        switch self {
        case .any: "any value"
        case .printable: "anything"
        case .text(let most, _): most.map { "text of at most \($0) characters" } ?? "text"
        case .number: "number"
        case .integer(let min, let max):
            "whole number" + (min.map { " from \($0)" } ?? "") + (max.map { " to \($0)" } ?? "")
        case .boolean: "true or false"
        case .duration: "duration"
        case .choice(let words): words.map { "`\"\($0)\"`" }.joined(separator: ", ")
        case .table(let like): "table like `\(like)`"
        case .list(let type): "list of: \(type.words)"
        case .function(let signature): "`\(signature)`"
        case .object(let name): "[\(name)](#\(name))"
        case .options: "table of options"
        case .either(let types): types.map(\.words).joined(separator: " or ")
        }
    }
}
