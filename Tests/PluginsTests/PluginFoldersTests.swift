// Moonpost
// SPDX-License-Identifier: Apache-2.0

import Core
import Foundation
import Testing

@testable import Plugins

@Suite struct PluginFoldersTests {
    /// Writes files below a new folder, and removes them after `body`.
    private func withFiles(_ files: [String: [UInt8]], _ body: (String) throws -> Void) throws {
        let root = NSTemporaryDirectory() + "/moonpost-test-" + UUID().uuidString
        try FileManager.default.createDirectory(atPath: root, withIntermediateDirectories: true)
        defer {
            do {
                try FileManager.default.removeItem(atPath: root)
            } catch {
                Issue.record("\(root) is not removed: \(error)")
            }
        }
        for (name, bytes) in files {
            let path = root + "/" + name
            try FileManager.default.createDirectory(atPath: (path as NSString).deletingLastPathComponent, withIntermediateDirectories: true)
            try Data(bytes).write(to: URL(fileURLWithPath: path))
        }
        try body(root)
    }

    private func read(_ root: String) -> PluginFolders.Contents {
        PluginFolders(flows: root + "/flows", plugins: root + "/plugins").read()
    }

    @Test("a flow is a file, a plugin is a folder with a main.lua and its modules, in the order of their names")
    func reads() throws {
        try withFiles([
            "flows/order.lua": Array("-- order".utf8), "flows/order.chat": [], "flows/.hidden.lua": [], "flows/notes.txt": [],
            "plugins/shop/main.lua": Array("-- main".utf8), "plugins/shop/zebra.lua": [], "plugins/shop/cart.lua": Array("-- cart".utf8),
            "plugins/empty/readme.txt": [], "plugins/loose.lua": [],
        ]) { root in
            let contents = read(root)
            #expect(contents.problems == [])
            #expect(contents.snapshots.map(\.plugin) == ["order", "shop"])
            #expect(contents.snapshots.first?.sources == [SourceFile(name: "flows/order.lua", module: "main", text: "-- order")])
            #expect(contents.snapshots.last?.sources.map(\.name) == ["plugins/shop/main.lua", "plugins/shop/cart.lua", "plugins/shop/zebra.lua"])
            #expect(contents.snapshots.last?.sources.map(\.module) == ["main", "cart", "zebra"])
        }
    }

    @Test("a folder that is missing is an empty one")
    func missing() {
        let contents = read("/there/is/no/such/folder")
        #expect(contents.snapshots.isEmpty && contents.problems.isEmpty)
    }

    @Test("a file that is too large is a problem that says how large it may be; one of exactly that size is not")
    func large() throws {
        try withFiles([
            "flows/fits.lua": Array(repeating: 0x20, count: PluginFolders.largestFile),
            "flows/large.lua": Array(repeating: 0x20, count: PluginFolders.largestFile + 1),
        ]) { root in
            let contents = read(root)
            #expect(contents.snapshots.map(\.plugin) == ["fits"])
            #expect(contents.problems.map(\.description) == [
                "flows/large.lua:1: the file has 65537 bytes; at most 65536 are allowed: split it into modules"
            ])
        }
    }

    @Test("a file that is not UTF-8 is a problem, and a plugin with such a module is not read at all")
    func encoding() throws {
        try withFiles([
            "flows/bad.lua": [0x2D, 0x2D, 0xFF], "flows/good.lua": Array("-- ü".utf8),
            "plugins/shop/main.lua": [], "plugins/shop/cart.lua": [0xC3],
        ]) { root in
            let contents = read(root)
            #expect(contents.snapshots.map(\.plugin) == ["good"])
            #expect(contents.problems.map(\.description) == [
                "flows/bad.lua:1: the file is not valid UTF-8", "plugins/shop/cart.lua:1: the file is not valid UTF-8",
            ])
        }
    }

    @Test("a file that changes while it is read is read again, and is a problem where it does not come to rest")
    func settles() throws {
        try withFiles(["a.lua": Array("old".utf8)]) { root in
            let path = root + "/a.lua"
            var reads = 0
            /// Somebody writes the next word into the file, in its place.
            func write(_ words: [String]) {
                reads += 1
                guard reads <= words.count, let file = FileHandle(forWritingAtPath: path) else { return }
                file.truncateFile(atOffset: 0)
                file.write(Data(words[reads - 1].utf8))
                file.closeFile()
            }
            let settled = try FolderFile.read(path, within: root, most: 100) { write(["newer", "newest"]) }
            #expect(settled == Array("newest".utf8))
            #expect(reads == 3)
            reads = 0
            let never = (1...10).map { String(repeating: "x", count: $0) }
            #expect(throws: FolderFile.Problem.unreadable) { try FolderFile.read(path, within: root, most: 100) { write(never) } }
            #expect(reads == 5)
        }
    }

    @Test("knows which plugins are there, also those that cannot be read")
    func found() throws {
        try withFiles(["flows/bad.lua": [0xFF], "flows/good.lua": [], "plugins/shop/main.lua": [], "plugins/empty/a.lua": []]) { root in
            #expect(read(root).found == ["bad", "good", "shop"])
        }
    }

    @Test("what looks like a file and is a folder cannot be read, and says so")
    func folder() throws {
        try withFiles(["flows/odd.lua/inside.txt": []]) { root in
            let contents = read(root)
            #expect(contents.snapshots.isEmpty)
            #expect(contents.problems.map(\.description) == ["flows/odd.lua:1: the file cannot be read, or is being written: save it again"])
        }
    }

    @Test("a flow and a plugin of the same name: the first is taken, the other is a problem that names it")
    func duplicates() throws {
        try withFiles(["flows/shop.lua": [], "plugins/shop/main.lua": []]) { root in
            let contents = read(root)
            #expect(contents.snapshots.map { $0.sources.first?.name } == ["flows/shop.lua"])
            #expect(contents.problems.map(\.description) == [
                "plugins/shop/main.lua:1: the plugin \"shop\" exists already as flows/shop.lua: rename one of them"
            ])
        }
    }

    @Test("a single file, a single plugin, and a folder of flows or of plugins can be read by their paths")
    func paths() throws {
        try withFiles(["flows/order.lua": [], "plugins/shop/main.lua": [], "plugins/shop/cart.lua": []]) { root in
            #expect(PluginFolders.read(path: root + "/flows/order.lua").snapshots.map(\.plugin) == ["order"])
            #expect(PluginFolders.read(path: root + "/plugins/shop").snapshots.first?.sources.count == 2)
            #expect(PluginFolders.read(path: root + "/flows").snapshots.map(\.plugin) == ["order"])
            #expect(PluginFolders.read(path: root + "/plugins").snapshots.map(\.plugin) == ["shop"])
            #expect(PluginFolders.read(path: root + "/nothing.lua").problems.count == 1)
        }
    }

    @Test("each plugin gets the settings of its table, without the grants")
    func settings() throws {
        try withFiles(["flows/order.lua": [], "flows/menu.lua": []]) { root in
            let folders = PluginFolders(flows: root + "/flows", plugins: root + "/plugins")
            let contents = folders.read(settings: ["order": Configuration.Plugin(grants: ["orders"], settings: ["currency": "EGP"])])
            #expect(contents.snapshots.first { $0.plugin == "order" }?.settings == ["currency": "EGP"])
            #expect(contents.snapshots.first { $0.plugin == "menu" }?.settings == [:])
        }
    }

    @Test("a plugin's texts are read with it, and what is wrong with one of them holds it back")
    func locales() throws {
        let main = Array("-- main".utf8)
        try withFiles([
            "plugins/shop/main.lua": main, "plugins/shop/locales/en.toml": Array("a = \"x\"".utf8),
            "plugins/shop/locales/ar.toml": Array("a = \"y\"".utf8),
            "plugins/bad/main.lua": main, "plugins/bad/locales/en.toml": Array("a = 1".utf8),
            "plugins/odd/main.lua": main, "plugins/odd/locales/english.toml": [],
        ]) { root in
            let folders = PluginFolders(flows: root + "/flows", plugins: root + "/plugins")
            let contents = folders.read(settings: [:], language: "ar")
            #expect(contents.snapshots.map(\.plugin) == ["shop"])
            #expect(contents.snapshots.first?.locales == PluginLocales(["en": ["a": "x"], "ar": ["a": "y"]], language: "ar"))
            #expect(contents.problems.map(\.description) == [
                "plugins/bad/locales/en.toml:1: a must be a text, in double quotes, and is a number",
                "plugins/odd/locales/english.toml:1: a file in locales is named by its language, like en.toml or pt-BR.toml",
            ])
        }
    }

    @Test("no link leads out of a folder; one within it does no harm")
    func links() throws {
        try withFiles([
            "secret.lua": Array("-- secret".utf8), "flows/good.lua": Array("-- good".utf8), "plugins/shop/main.lua": [],
            "plugins/other/main.lua": [], "plugins/third/main.lua": [], "words/en.toml": Array("a = \"x\"".utf8),
        ]) { root in
            for (link, target) in [
                ("flows/leak.lua", "../secret.lua"), ("flows/same.lua", "good.lua"), ("plugins/shop/leak.lua", root + "/secret.lua"),
                ("plugins/other/next.lua", "../third/main.lua"), ("plugins/third/locales", "../../words"),
            ] {
                try FileManager.default.createSymbolicLink(atPath: root + "/" + link, withDestinationPath: target)
            }
            let contents = read(root)
            #expect(contents.snapshots.map(\.plugin) == ["good", "same"])
            let outside = "the file is a link to somewhere outside its folder: put a copy of it there"
            #expect(contents.problems.map(\.description) == [
                "flows/leak.lua:1: \(outside)", "plugins/other/next.lua:1: \(outside)", "plugins/shop/leak.lua:1: \(outside)",
                "plugins/third/locales/en.toml:1: \(outside)",
            ])
        }
    }

    @Test("a pipe in the place of a file holds nobody up")
    func pipes() throws {
        try withFiles(["flows/good.lua": []]) { root in
            #expect(mkfifo(root + "/flows/pipe.lua", 0o600) == 0)
            let contents = read(root)
            #expect(contents.snapshots.map(\.plugin) == ["good"])
            #expect(contents.problems.map(\.file) == ["flows/pipe.lua"])
        }
    }

    @Test("the current folder is a folder like any other", arguments: [".", "..", "./", ""])
    func current(path: String) {
        #expect(PluginFolders.read(path: path).problems.isEmpty)
    }
}
