// Moonpost
// SPDX-License-Identifier: Apache-2.0

internal import Core
internal import Foundation

/// Where commands get secrets: an environment variable, a line `name=value` of the standard input, or the keyboard without an echo. Never an
/// argument, which every user of the machine and the shell's history would see.
struct SecretInput {
    private let environment: [String: String]
    private let lines: [String: String]
    private let isTerminal: Bool

    init(environment: [String: String] = ProcessInfo.processInfo.environment) throws {
        self.environment = environment
        isTerminal = isatty(0) == 1
        var lines: [String: String] = [:]
        if !isTerminal, let text = String(data: FileHandle.standardInput.readDataToEndOfFile(), encoding: .utf8) {
            for line in text.split(whereSeparator: \.isNewline) {
                let parts = line.split(separator: "=", maxSplits: 1).map { $0.trimmingCharacters(in: .whitespaces) }
                guard parts.count == 2 else { throw CommandFailure("the standard input has lines like access_token=..., and one has no \"=\"") }
                lines[parts[0]] = parts[1]
            }
        }
        self.lines = lines
    }

    /// The secret, or nil where nobody gives one.
    func optional(_ name: String, _ variable: String) -> Secret? {
        if let value = lines[name] ?? environment[variable], !value.isEmpty { return Secret(value) }
        guard isTerminal, let typed = getpass("\(name): ") else { return nil }
        let value = String(cString: typed).trimmingCharacters(in: .whitespacesAndNewlines)
        return value.isEmpty ? nil : Secret(value)
    }

    /// - Throws: ``CommandFailure`` with the ways to give it.
    func required(_ name: String, _ variable: String) throws -> Secret {
        if let secret = optional(name, variable) { return secret }
        throw CommandFailure("\(name) is missing: set \(variable), or give a line \(name)=... on the standard input; without either it is asked for in a terminal")
    }
}
