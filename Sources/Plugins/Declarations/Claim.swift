// Moonpost
// SPDX-License-Identifier: Apache-2.0

internal import Language

/// A name or a word that only one of all plugins can have.
package struct Claim: Hashable, Sendable {
    /// What `chat:go` is given, or what a person writes.
    package enum Subject: Hashable, Sendable {
        case name(String)
        case word(String)
    }

    package var subject: Subject
    /// As messages call it, such as `the trigger "buy"`.
    package var what: String
    /// Where it is declared.
    package var line: Int

    package static func == (first: Claim, second: Claim) -> Bool { first.subject == second.subject }

    package func hash(into hasher: inout Hasher) { hasher.combine(subject) }
}

extension PluginDeclarations {
    /// The names and words of its flows and commands.
    package var claims: [Claim] { flows.flatMap(Self.claims) + commands.flatMap(Self.claims) }

    private static func claims(of flow: FlowDeclaration) -> [Claim] {
        let words = Set(flow.triggers.map(NormalizedText.of)).sorted()
        return [Claim(subject: .name(flow.name), what: "the name \"\(flow.name)\"", line: flow.line)]
            + words.map { Claim(subject: .word($0), what: "the trigger \"\($0)\"", line: flow.line) }
    }

    private static func claims(of command: CommandDeclaration) -> [Claim] {
        let names = [command.name] + command.aliases
        return [Claim(subject: .name(command.name), what: "the name \"\(command.name)\"", line: command.line)]
            + names.map { Claim(subject: .word(NormalizedText.of($0)), what: "the command \"\($0)\"", line: command.line) }
    }
}
