// Moonpost
// SPDX-License-Identifier: Apache-2.0

internal import ArgumentParser
internal import Core

/// `moonpost new plugin`
struct NewPluginCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "plugin", abstract: "Writes a plugin: a folder with main.lua, a module, and its .chat test.",
        discussion: "No file is ever overwritten.")

    @OptionGroup var options: ConfigurationOptions

    @Argument(help: "Small letters, digits and _, a letter first; it is also what begins its flow.")
    var name: String

    func run() async throws {
        let configuration = try options.read()
        let name = try SketchName(name)
        let folder = configuration.scripts.plugins + "/" + name.name
        let files = Sketch.plugin(name, in: folder)
        try await SketchWriter(configuration: configuration).write(files, name: name, what: "plugin")
        print("next: moonpost test \(folder)/\(name.name).chat")
    }
}
