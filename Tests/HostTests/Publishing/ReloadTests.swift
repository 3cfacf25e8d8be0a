// Moonpost
// SPDX-License-Identifier: Apache-2.0

import ChatTesting
import Core
import Foundation
import Host
import Plugins
import Scripting
import Store
import Testing

@Suite("Files that are edited while the host runs", .timeLimit(.minutes(10)))
struct ReloadTests {
    /// A folder of flows on disk, a host that plays their tests, and who publishes them.
    private struct Desk {
        var folder: TemporaryFolder
        var bot: TestHost
        var reloader: PluginReloader

        var flows: String { folder.path + "/flows" }

        func write(_ name: String, _ text: String) throws {
            try text.write(toFile: flows + "/" + name, atomically: true, encoding: .utf8)
        }

        func reload() async throws -> [String] { try await reloader.reload(author: "test").problems.map(\.description) }
    }

    private func withDesk(plugins: [String: Configuration.Plugin] = [:], _ body: (Desk) async throws -> Void) async throws {
        let folder = try TemporaryFolder()
        defer { folder.remove() }
        try FileManager.default.createDirectory(atPath: folder.path + "/flows", withIntermediateDirectories: true)
        let folders = PluginFolders(flows: folder.path + "/flows", plugins: folder.path + "/plugins")
        let world = try await World { $0.plugins = plugins }
        let runner = ChatRunner(configuration: world.configuration, limits: World.limits)
        let bot = try await world.open([], tests: { try await runner.problems(of: $0, beside: $1) })
        let reloader = PluginReloader(
            publisher: bot.host.publisher, database: bot.database, clock: world.clock, ids: world.ids, logger: World.quiet
        ) { folders.read(settings: bot.host.publisher.loader.permissions.configured) }
        try await body(Desk(folder: folder, bot: bot, reloader: reloader))
        try await bot.close()
        await world.close()
    }

    private func greeting(_ words: String, _ more: String = "") -> String {
        """
        bot.plugin { title = "Greeting" }
        bot.flow("greeting", { triggers = { "hi" }, run = function(chat) chat:say("\(words)") end })
        \(more)
        """
    }

    @Test("a good edit is live with the next message, and its tests were played before")
    func good() async throws {
        try await withDesk { desk async throws in
            try desk.write("greeting.lua", greeting("Hello"))
            #expect(try await desk.reload() == [])
            #expect(try await desk.bot.say("hi") == ["Hello"])
            try desk.write("greeting.lua", greeting("Good morning"))
            try desk.write("greeting.chat", "> hi\n< Good morning\n")
            #expect(try await desk.reload() == [])
            #expect(try await desk.bot.say("hi") == ["Good morning"])
            #expect(try await desk.bot.incidents().isEmpty)
        }
    }

    enum Mistake: String, CaseIterable, Sendable {
        case syntax, unknownOption, trigger, command, name, noGrant, failingTest, noTest, endlessLoop, memoryBomb, notUTF8, tooLarge, removed
    }

    @Test("an edit with a mistake leaves the version before it running and tells an admin once", arguments: Mistake.allCases)
    func mistakes(mistake: Mistake) async throws {
        try await withDesk { desk async throws in
            try desk.write("other.lua", """
                bot.plugin { title = "Other" }
                bot.flow("other", { triggers = { "taken" }, run = function(chat) end })
                bot.command("order", { help = "Orders", run = function(chat) end })
                """)
            try desk.write("greeting.lua", greeting("Hello"))
            #expect(try await desk.reload() == [])
            var message = ""
            switch mistake {
            case .syntax:
                try desk.write("greeting.lua", greeting("Bye", "local = 1"))
                message = "flows/greeting.lua:3: "
            case .unknownOption:
                try desk.write("greeting.lua", greeting("Bye", "bot.flow(\"b\", { trigers = { \"b\" }, run = function() end })"))
                message = "did you mean \"triggers\"?"
            case .command:
                try desk.write("greeting.lua", greeting("Bye", "bot.command(\"order\", { help = \"x\", run = function() end })"))
                message = "\"order\" is taken already"
            case .name:
                try desk.write("greeting.lua", greeting("Bye", "bot.flow(\"other\", { triggers = { \"b\" }, run = function() end })"))
                message = "the name \"other\" is taken already"
            case .trigger:
                try desk.write("greeting.lua", greeting("Bye", "bot.flow(\"b\", { triggers = { \"Taken\" }, run = function() end })"))
                message = "the trigger \"taken\" is taken already"
            case .noGrant:
                try desk.write("greeting.lua", greeting("Bye").replacing("title = \"Greeting\"", with: "title = \"Greeting\", uses = { \"ai\" }"))
                message = "write grant = [\"ai\"] under [plugins.greeting] in config.toml"
            case .failingTest:
                try desk.write("greeting.lua", greeting("Bye"))
                try desk.write("greeting.chat", "> hi\n< Hello\n")
                message = "flows/greeting.chat:2: the test fails"
            case .noTest:
                try desk.write("greeting.lua", greeting("Bye"))
                try desk.write("greeting.chat", "what is this\n")
                message = "flows/greeting.chat:1: "
            case .endlessLoop:
                try desk.write("greeting.lua", greeting("Bye", "while true do end"))
                message = "flows/greeting.lua:3: "
            case .memoryBomb:
                try desk.write("greeting.lua", greeting("Bye", "local t = {} for i = 1, 1e9 do t[i] = (\"x\"):rep(1e6) .. i end"))
                message = "flows/greeting.lua:"
            case .notUTF8:
                try Data([0x62, 0xFF, 0x0A]).write(to: URL(fileURLWithPath: desk.flows + "/greeting.lua"))
                message = "flows/greeting.lua:1: the file is not valid UTF-8"
            case .tooLarge:
                try desk.write("greeting.lua", greeting("Bye", String(repeating: "-- more\n", count: 9_000)))
                message = "flows/greeting.lua:1: the file has "
            case .removed:
                try FileManager.default.removeItem(atPath: desk.flows + "/greeting.lua")
                message = "flows/greeting.lua:1: the file is gone, and its last version goes on"
            }
            let problems = try await desk.reload()
            #expect(problems.allSatisfy { $0.contains(message) }, "\(problems)")
            // A command takes a name and a word.
            #expect(problems.count == (mistake == .command ? 2 : 1), "\(problems)")
            #expect(try await desk.bot.say("hi") == ["Hello"])
            // Saved again without a change, it is told no second time.
            _ = try await desk.reload()
            let kind = mistake == .removed ? "plugin.removed" : "plugin.refused"
            #expect(try await desk.bot.incidents().map(\.kind) == problems.map { _ in kind })
            try? FileManager.default.removeItem(atPath: desk.flows + "/greeting.chat")
            try desk.write("greeting.lua", greeting("Mended"))
            #expect(try await desk.reload() == [])
            #expect(try await desk.bot.say("hi") == ["Mended"])
        }
    }

    @Test("a file that got another name goes live under it, in the place of the plugin that it was")
    func renamed() async throws {
        try await withDesk { desk async throws in
            try desk.write("greeting.lua", greeting("Hello"))
            #expect(try await desk.reload() == [])
            try FileManager.default.moveItem(atPath: desk.flows + "/greeting.lua", toPath: desk.flows + "/welcome.lua")
            #expect(try await desk.reload() == [])
            #expect(desk.bot.host.catalog.plugins.map(\.name) == ["welcome"])
            #expect(try await desk.bot.say("hi") == ["Hello"])
            try desk.write("welcome.lua", greeting("Welcome"))
            #expect(try await desk.reload() == [])
            #expect(try await desk.bot.say("hi") == ["Welcome"])
            #expect(try await desk.bot.incidents().isEmpty)
        }
    }

    @Test("what fails its tests does not go live at the next start either, also where there was no version before")
    func refusedAtStart() async throws {
        try await withDesk { desk async throws in
            try desk.write("greeting.lua", greeting("Hello"))
            try desk.write("greeting.chat", "> hi\n< Bye\n")
            for isStart in [false, true] {
                let report = try await desk.reloader.reload(author: "test", restoring: isStart)
                #expect(report.problems.map(\.file) == ["flows/greeting.chat"])
                #expect(desk.bot.host.catalog.plugins.isEmpty)
            }
        }
    }

    @Test("a file that is written while it is read goes live as a whole or not at all")
    func torn() async throws {
        try await withDesk { desk async throws in
            let texts = ["one", "two"].map { greeting($0, String(repeating: "-- filling\n", count: 5_000) + "bot.on(\"x\", function() end)") }
            try desk.write("greeting.lua", texts[0])
            #expect(try await desk.reload() == [])
            let path = desk.flows + "/greeting.lua"
            let writing = Task.detached {
                var round = 0
                while !Task.isCancelled {
                    round += 1
                    // Emptied, then filled in pieces, as an editor does that does not write beside the file.
                    let file = try FileHandle(forWritingTo: URL(fileURLWithPath: path))
                    let bytes = Array(texts[round % 2].utf8)
                    try file.truncate(atOffset: 0)
                    for start in stride(from: 0, to: bytes.count, by: 16 << 10) {
                        try file.write(contentsOf: bytes[start..<min(start + (16 << 10), bytes.count)])
                        await Task.yield()
                    }
                    try file.close()
                }
            }
            for _ in 0..<50 {
                _ = try await desk.reload()
                let words = try await desk.bot.say("hi")
                #expect(words == ["one"] || words == ["two"], "\(words)")
            }
            writing.cancel()
            try await writing.value
            try desk.write("greeting.lua", greeting("three"))
            #expect(try await desk.reload() == [])
            #expect(try await desk.bot.say("hi") == ["three"])
        }
    }

    @Test("a version that is saved answers without anybody asking for it, its tests included")
    func watched() async throws {
        try await withDesk { desk async throws in
            try desk.write("greeting.lua", greeting("Hello 0"))
            #expect(try await desk.reload() == [])
            let (changes, change) = AsyncStream.makeStream(of: Void.self, bufferingPolicy: .bufferingNewest(1))
            let watcher = try FolderWatcher([desk.flows]) { change.yield() }
            let watching = Task {
                for await _ in changes { _ = try await desk.reload() }
            }
            for round in 1...3 {
                try desk.write("greeting.chat", "> hi\n< Hello *\n--- again\n> hi\n< Hello \(round)\n")
                try desk.write("greeting.lua", greeting("Hello \(round)"))
                // How long it takes is measured where nothing else runs, under load: CrashTests/Reloads.
                while try await desk.bot.say("hi") != ["Hello \(round)"] { try Task.checkCancellation() }
            }
            watcher.end()
            change.finish()
            try await watching.value
        }
    }

    @Test("what config.toml grants may be used")
    func granted() async throws {
        try await withDesk(plugins: ["greeting": Configuration.Plugin(grants: ["ai", "orders"])]) { desk async throws in
            try desk.write("greeting.lua", greeting("Hello").replacing("title = \"Greeting\"", with: "title = \"Greeting\", uses = { \"ai\" }"))
            #expect(try await desk.reload() == [])
            #expect(try await desk.bot.say("hi") == ["Hello"])
        }
    }

    @Test("a version leaves the memory of the workers when another has taken its place and no conversation needs it")
    func unloads() async throws {
        try await withDesk { desk async throws in
            func asking(_ words: String) -> String {
                """
                bot.plugin { title = "Asking" }
                bot.flow("asking", { triggers = { "hi" }, run = function(chat) chat:say("\(words) " .. chat:ask("Name?")) end })
                """
            }
            let pool = desk.bot.world.pool
            try desk.write("asking.lua", asking("one"))
            #expect(try await desk.reload() == [])
            let first = try #require(desk.bot.host.catalog.plugin("asking")).hash
            #expect(try await desk.bot.say("hi") == ["Name?"])
            try desk.write("asking.lua", asking("two"))
            #expect(try await desk.reload() == [])
            desk.bot.world.clock.advance(by: .seconds(11))
            try await desk.reloader.unloadUnused()
            // Somebody is in the middle of it.
            #expect(pool.hasLoaded(first, worker: 0))
            #expect(try await desk.bot.say("Amina") == ["one Amina"])
            try await desk.reloader.unloadUnused()
            #expect(!pool.hasLoaded(first, worker: 0))
            #expect(desk.bot.host.catalog.snapshot(first) == nil)
            #expect(try await desk.bot.say("hi") == ["Name?"])
            #expect(try await desk.bot.say("Omar") == ["two Omar"])
        }
    }

    @Test("an edit that loads and is refused leaves the memory of the workers, too")
    func unloadsRefused() async throws {
        try await withDesk { desk async throws in
            let pool = desk.bot.world.pool
            try desk.write("greeting.lua", greeting("Hello"))
            #expect(try await desk.reload() == [])
            let live = try #require(desk.bot.host.catalog.plugin("greeting")).hash
            var refused: [PluginSnapshot] = []
            for edit in 1...3 {
                let source = SourceFile(name: "flows/greeting.lua", module: "main", text: greeting("Hello \(edit)"))
                let snapshot = PluginSnapshot(plugin: "greeting", sources: [source], settings: ["currency": "EGP"])
                #expect(try await desk.bot.host.publisher.publish([snapshot], author: "test").problems.count == 1)
                #expect(pool.hasLoaded(snapshot.hash, worker: pool.worker(for: "greeting")))
                refused.append(snapshot)
            }
            desk.bot.world.clock.advance(by: .seconds(11))
            try await desk.reloader.unloadUnused()
            #expect(!refused.contains { pool.hasLoaded($0.hash, worker: pool.worker(for: "greeting")) })
            #expect(pool.hasLoaded(live, worker: pool.worker(for: "greeting")))
        }
    }

    @Test("hundreds of reloads in a row, with people writing all the time: everybody is answered once, and no old version stays in memory")
    func many() async throws {
        try await withDesk { desk async throws in
            try desk.write("greeting.lua", greeting("Hello 0"))
            #expect(try await desk.reload() == [])
            for round in 1...200 {
                try desk.write("greeting.lua", greeting("Hello \(round)"))
                async let heard = desk.bot.say("hi", from: .number(round))
                #expect(try await desk.reload() == [])
                let words = try await heard
                #expect(words == ["Hello \(round - 1)"] || words == ["Hello \(round)"], "\(words)")
                desk.bot.world.clock.advance(by: .seconds(1))
            }
            desk.bot.world.clock.advance(by: .seconds(11))
            try await desk.reloader.unloadUnused()
            let versions = try await desk.bot.lines("SELECT hash FROM plugin_versions")
            #expect(versions.count == 201)
            #expect(versions.filter { desk.bot.world.pool.hasLoaded($0, worker: 0) }.count == 1)
        }
    }

    @Test("the watcher tells of a file that is written, replaced, moved or removed, also in a folder that came later; and of nothing else")
    func watcher() async throws {
        let folder = try TemporaryFolder()
        defer { folder.remove() }
        let flows = folder.path + "/flows", plugins = folder.path + "/plugins"
        try FileManager.default.createDirectory(atPath: flows, withIntermediateDirectories: true)
        let (changes, change) = AsyncStream.makeStream(of: Void.self)
        let watcher = try FolderWatcher([flows, plugins]) { change.yield() }
        var iterator = changes.makeAsyncIterator()
        func next() async { await iterator.next() }
        try "1".write(toFile: flows + "/a.lua", atomically: false, encoding: .utf8)
        await next()
        try "2".write(toFile: flows + "/a.lua", atomically: true, encoding: .utf8)
        await next()
        try FileManager.default.moveItem(atPath: flows + "/a.lua", toPath: flows + "/b.lua")
        await next()
        try FileManager.default.removeItem(atPath: flows + "/b.lua")
        await next()
        try FileManager.default.createDirectory(atPath: plugins + "/shop", withIntermediateDirectories: true)
        await next()
        // Perhaps told twice: the folder itself, and the one in it.
        try "3".write(toFile: plugins + "/shop/main.lua", atomically: false, encoding: .utf8)
        await next()
        watcher.end()
        change.finish()
    }

    @Test("a version that was rolled back stays away, over reloads and restarts, until its file says something else")
    func rollback() async throws {
        try await withDesk { desk async throws in
            func roll(to hash: String) async throws {
                let now = desk.bot.world.clock.now
                try await desk.bot.database.write { try VersionRepository.rollBack("greeting", to: hash, at: now, in: $0) }
            }
            try desk.write("greeting.lua", greeting("one"))
            #expect(try await desk.reload() == [])
            let one = try #require(desk.bot.host.catalog.plugin("greeting")).hash
            try desk.write("greeting.lua", greeting("two"))
            #expect(try await desk.reload() == [])
            let two = try #require(desk.bot.host.catalog.plugin("greeting")).hash
            try await roll(to: one)
            for _ in 0..<2 {
                #expect(try await desk.reload() == [])
                #expect(try await desk.bot.say("hi") == ["one"])
            }
            // Forward again.
            try await roll(to: two)
            #expect(try await desk.reload() == [])
            #expect(try await desk.bot.say("hi") == ["two"])
            try await roll(to: one)
            try desk.write("greeting.lua", greeting("three"))
            #expect(try await desk.reload() == [])
            #expect(try await desk.bot.say("hi") == ["three"])
            #expect(try await desk.bot.database.read { try VersionRepository.held(in: $0) } == [:])
            await #expect(throws: UnknownVersion.self) { try await roll(to: "nothing") }
        }
    }
}
