// Moonpost
// SPDX-License-Identifier: Apache-2.0

import Core
import Testing

@testable import Plugins

@Suite struct PluginSnapshotTests {
    private let source = SourceFile(name: "flows/a.lua", module: "main", text: "-- a")

    @Test("a snapshot comes back from the store as it was, with the same hash")
    func roundTrip() throws {
        let snapshot = PluginSnapshot(
            plugin: "a", sources: [source, SourceFile(name: "flows/b.lua", module: "b", text: "-- \"b\"\n")], settings: ["n": 1, "s": "x"])
        let back = try #require(PluginSnapshot(try JSON(snapshot.json.description)))
        #expect(back == snapshot)
        #expect(back.hash == snapshot.hash)
        #expect(snapshot.hash.count == 64)
    }

    @Test("the hash changes with the sources, their names and the settings, and not with the order of the settings")
    func hash() {
        let base = PluginSnapshot(plugin: "a", sources: [source], settings: ["n": 1, "s": "x"])
        var others = [base, base, base, base]
        others[0].sources[0].text = "-- b"
        others[1].sources[0].name = "flows/c.lua"
        others[2].settings["n"] = 2
        others[3].plugin = "b"
        for other in others { #expect(other.hash != base.hash) }
        #expect(PluginSnapshot(plugin: "a", sources: [source], settings: ["s": "x", "n": 1]).hash == base.hash)
    }

    @Test("what is no snapshot is not read as one", arguments: [.null, [:], ["plugin": "a"], ["plugin": "a", "sources": [["name": "x"]]], ["plugin": 5, "sources": []]] as [JSON])
    func refuses(json: JSON) {
        #expect(PluginSnapshot(json) == nil)
    }
}
