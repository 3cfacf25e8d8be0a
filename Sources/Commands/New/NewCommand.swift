// Moonpost
// SPDX-License-Identifier: Apache-2.0

internal import ArgumentParser

/// `moonpost new`
struct NewCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "new", abstract: "Writes a flow or a plugin to begin with, and its test.",
        subcommands: [NewFlowCommand.self, NewPluginCommand.self])
}
