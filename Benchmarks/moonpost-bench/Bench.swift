// Moonpost
// SPDX-License-Identifier: Apache-2.0

internal import ArgumentParser

/// The measuring tools behind `make bench`; Benchmarks/run.sh puts them together.
@main
struct Bench: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "moonpost-bench", subcommands: [GenerateCommand.self, EngineCommand.self, PlainCommand.self, PublishCommand.self])
}
