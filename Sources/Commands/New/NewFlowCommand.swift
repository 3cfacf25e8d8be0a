// Moonpost
// SPDX-License-Identifier: Apache-2.0

internal import ArgumentParser
internal import Core

/// `moonpost new flow`
struct NewFlowCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "flow", abstract: "Writes a flow of one file, and its .chat test.",
        discussion: "No file is ever overwritten.")

    @OptionGroup var options: ConfigurationOptions

    @Argument(help: "Small letters, digits and _, a letter first; it is also what begins the flow.")
    var name: String

    func run() async throws {
        let configuration = try options.read()
        let name = try SketchName(name)
        let folder = configuration.scripts.flows
        let files = Sketch.flow(name, in: folder)
        try await SketchWriter(configuration: configuration).write(files, name: name, what: "flow")
        print("next: moonpost test \(folder)/\(name.name).chat")
    }
}
