// Moonpost
// SPDX-License-Identifier: Apache-2.0

import Core

@testable import Plugins

/// What a worker reports of a file, in the shape of a `loaded` frame.
enum Declared {
    static let plugin = declaration("plugin", "", 1, ["title": "Shop"])
    static let run: JSON = ["function": true]

    static func declaration(_ kind: String, _ name: String, _ line: Int64, _ options: JSON) -> JSON {
        ["kind": .string(kind), "name": .string(name), "file": "flows/shop.lua", "line": .integer(line), "options": options]
    }

    /// Reads one declaration behind a sound `bot.plugin`.
    static func read(_ kind: String, _ name: String = "it", _ options: JSON) -> (PluginDeclarations, [String]) {
        read([plugin, declaration(kind, name, 7, options)])
    }

    static func read(_ declarations: [JSON]) -> (PluginDeclarations, [String]) {
        var reader = DeclarationReader(file: "flows/shop.lua")
        let result = reader.read(declarations, plugin: "shop")
        return (result, reader.problems.map(\.description))
    }
}
