// Moonpost
// SPDX-License-Identifier: Apache-2.0

internal import ArgumentParser
internal import Foundation
internal import Plugins

/// `moonpost reference`
struct ReferenceCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "reference", abstract: "Writes the definitions of bot and chat for the Lua language server.",
        discussion: "They are files in \(DefinitionFiles.folder), made anew each time; a .luarc.json that is there is left alone.")

    @Flag(help: ArgumentHelp("Writes the files of Moonpost's own repository, too.", visibility: .hidden))
    var repository = false

    func run() async throws {
        var files = DefinitionFiles.files().map { Sketch.File(path: $0.path, text: $0.text) }
        if repository {
            files += [ReferencePage.file(), PreludeRules.file()].map { Sketch.File(path: $0.path, text: $0.text) }
        } else if !FileManager.default.fileExists(atPath: Sketch.languageServer.path) {
            files.append(Sketch.languageServer)
        }
        for file in files {
            try SketchWriter.write(file, replacing: true)
            print("wrote \(file.path)")
        }
    }
}
