// Moonpost
// SPDX-License-Identifier: Apache-2.0

import Core
import Plugins
import Testing

struct SnapshotDifferenceTests {
    private func snapshot(_ sources: [(String, String)], settings: JSONObject = [:]) -> PluginSnapshot {
        PluginSnapshot(plugin: "p", sources: sources.map { SourceFile(name: $0.0, module: $0.0, text: $0.1) }, settings: settings)
    }

    @Test("two versions differ in lines, files and settings, and each is named with its place")
    func difference() {
        let old = snapshot([("main.lua", "a\nb\nc\n"), ("gone.lua", "x\n")], settings: ["currency": "INR", "same": 1])
        let new = snapshot([("main.lua", "a\nB\nc\nd\n"), ("new.lua", "y")], settings: ["currency": "EGP", "same": 1, "more": true])
        #expect(SnapshotDifference.lines(old, new) == [
            "gone.lua (removed)", "- 1: x", "main.lua", "- 2: b", "+ 2: B", "+ 4: d", "new.lua (new)", "+ 1: y",
            "setting currency: \"INR\" -> \"EGP\"", "setting more: none -> true",
        ])
        #expect(SnapshotDifference.lines(old, old) == [])
    }
}
