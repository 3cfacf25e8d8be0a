// Moonpost
// SPDX-License-Identifier: Apache-2.0

/// The names that a source gives to `chat:go` as they stand there; one that is put together is known when it is reached.
enum GoTargets {
    /// Names and their lines.
    static func of(_ source: String) -> [(name: String, line: Int)] {
        let tokens = LuaTokens(source).tokens
        let chats = chatNames(tokens.map(\.token))
        var found: [(String, Int)] = []
        for index in tokens.indices.dropLast(3) {
            guard case .name(let receiver) = tokens[index].token, chats.contains(receiver),
                index == 0 || tokens[index - 1].token != .sign(UInt8(ascii: ".")),
                tokens[index + 1].token == .sign(UInt8(ascii: ":")), tokens[index + 2].token == .name("go")
            else { continue }
            let isCall = tokens[index + 3].token == .sign(UInt8(ascii: "("))
            let argument = index + (isCall ? 4 : 3)
            guard argument < tokens.count, case .text(let name) = tokens[argument].token, !name.contains("\\") else { continue }
            // Behind the name of a call there is its end or the next argument; else the name goes on.
            let next = argument + 1 < tokens.count ? tokens[argument + 1].token : nil
            if !isCall || next == .sign(UInt8(ascii: ")")) || next == .sign(UInt8(ascii: ",")) {
                found.append((name, tokens[argument].line))
            }
        }
        return found
    }

    /// "chat", and what the functions of flows and commands call theirs: `run = function(c)`.
    private static func chatNames(_ tokens: [LuaTokens.Token]) -> Set<String> {
        var names: Set<String> = ["chat"]
        for index in tokens.indices.dropLast(4) {
            guard tokens[index] == .name("run"), tokens[index + 1] == .sign(UInt8(ascii: "=")), tokens[index + 2] == .name("function"),
                tokens[index + 3] == .sign(UInt8(ascii: "(")), case .name(let name) = tokens[index + 4]
            else { continue }
            names.insert(name)
        }
        return names
    }
}
