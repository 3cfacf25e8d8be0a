// Moonpost
// SPDX-License-Identifier: Apache-2.0

internal import Core
internal import Language
internal import Plugins
internal import Store

/// The commands that one person may use, as tools of a language model.
struct CommandTools: Sendable {
    /// A command, and what the model calls its parameters.
    private struct Tool: Sendable {
        var command: CommandDeclaration
        /// The keys of the tool's arguments, by the names of the parameters.
        var keys: [String: String]

        /// The arguments under the names of the parameters; one that has no such key keeps its own.
        func named(_ arguments: JSONObject) -> JSONObject {
            let names = Dictionary(keys.map { ($0.value, $0.key) }, uniquingKeysWith: { first, _ in first })
            return JSONObject(arguments.map { (names[$0.key] ?? $0.key, $0.value) })
        }
    }

    /// Commands by the name that the model knows them by.
    private let commands: [String: Tool]
    let tools: [ModelTool]
    private let civil: CivilTime

    /// No provider takes more.
    private static let most = 128

    /// - Parameters:
    ///   - entries: What there is.
    ///   - role: The person's; nil: of somebody who is no user.
    init(_ entries: [PluginCatalog.Entry], role: User.Role?, civil: CivilTime) {
        var commands: [String: Tool] = [:]
        var tools: [ModelTool] = []
        for entry in entries where entry.access.permits(role) && tools.count < Self.most {
            guard case .command(let command) = entry.declaration, !command.isHidden else { continue }
            let name = Self.name(of: command.name, else: "command", beside: Set(commands.keys))
            var keys: [String: String] = [:]
            for parameter in command.parameters {
                keys[parameter.name] = Self.name(of: parameter.name, else: "value", beside: Set(keys.values))
            }
            commands[name] = Tool(command: command, keys: keys)
            tools.append(ModelTool(name: name, text: Self.text(of: command), schema: command.schema { keys[$0] ?? $0 }))
        }
        self.commands = commands
        self.tools = tools
        self.civil = civil
    }

    /// What a call means, where it is one that can be made.
    /// - Throws: What is wrong with it, for the model.
    func read(_ call: ModelToolCall, now: Timestamp) throws(ModelCallProblem) -> (command: String, arguments: JSON) {
        guard let tool = commands[call.name] else {
            throw ModelCallProblem("there is no tool \"\(call.name.prefix(100))\": call one of those that you were given, or answer in words")
        }
        guard let arguments = call.arguments?.object else { throw ModelCallProblem("the arguments must be a JSON object") }
        let command = tool.command
        func key(_ name: String) -> String { tool.keys[name] ?? name }
        do throws(CommandReader.Problem) {
            return (command.name, try CommandReader(command, civil: civil).read(call: tool.named(arguments), now: now))
        } catch {
            switch error.reason {
            case .missing(let name): throw ModelCallProblem("\"\(key(name))\" is missing: ask the person for it in words")
            case .wrong(let name, let value, let expected): throw ModelCallProblem("\"\(key(name))\" is \"\(value)\", and must be \(expected)")
            case .unexpected(let name): throw ModelCallProblem("there is no argument \"\(name.prefix(100))\"")
            }
        }
    }

    /// As every provider takes it: ASCII letters, digits, "_" and "-" alone, at most 64, and no name twice. "task list" is "task_list"; what has no
    /// such letter is `otherwise`, the next one "command_2".
    private static func name(of written: String, else otherwise: String, beside taken: Set<String>) -> String {
        let isPlain: (Character) -> Bool = { $0.isASCII && ($0.isLetter || $0.isNumber || $0 == "-") }
        var name = String(written.map { isPlain($0) ? $0 : "_" }.prefix(60))
        if name.allSatisfy({ $0 == "_" }) { name = otherwise }
        if !taken.contains(name) { return name }
        // There are fewer of them than numbers to try.
        return (2...taken.count + 2).lazy.map { "\(name)_\($0)" }.first { !taken.contains($0) } ?? "\(name)_\(taken.count + 2)"
    }

    private static func text(of command: CommandDeclaration) -> String {
        var lines = [command.help?.standard ?? command.name]
        if let usage = command.usage { lines.append("Written: \(usage)") }
        if !command.examples.isEmpty { lines.append("Meant by: " + command.examples.prefix(5).joined(separator: "; ")) }
        return lines.joined(separator: "\n")
    }
}

/// Why a call of a language model is not made, as it is told to the model.
struct ModelCallProblem: Error, Hashable {
    var sentence: String

    init(_ sentence: String) { self.sentence = sentence }
}
