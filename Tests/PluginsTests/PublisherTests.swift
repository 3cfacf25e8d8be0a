// Moonpost
// SPDX-License-Identifier: Apache-2.0

import Core
import Foundation
import Logging
import Scripting
import Store
import Testing

@testable import Plugins

/// Publishing with real script workers and a real store.
@Suite(.timeLimit(.minutes(10))) struct PublisherTests {
    private struct Bench {
        let publisher: Publisher
        let catalog: PluginCatalog
        let database: SQLiteDatabase
        let pool: WorkerPool

        /// Another process on the same store.
        func again() -> Bench {
            let catalog = PluginCatalog()
            return Bench(
                publisher: PublisherTests.publisher(pool, catalog, database),
                catalog: catalog, database: database, pool: pool)
        }

        func publish(_ snapshots: PluginSnapshot..., complete: Bool = false, restoring: Bool = false) async throws -> Publisher.Report {
            try await publisher.publish(snapshots, author: "test", complete: complete, restoring: restoring)
        }
    }

    private static let quiet = Logger(label: "test") { _ in SwiftLogNoOpLogHandler() }

    private static func publisher(_ pool: WorkerPool, _ catalog: PluginCatalog, _ database: any Database) -> Publisher {
        Publisher(
            loader: PluginLoader(pool: pool, permissions: PluginPermissions(base: pool.limits)), catalog: catalog, database: database,
            clock: SystemClock(), logger: quiet)
    }

    private func withBench(_ body: (Bench) async throws -> Void) async throws {
        let folder = NSTemporaryDirectory() + "/moonpost-test-" + UUID().uuidString
        let pool = try await WorkerPool.start(
            WorkerPool.Configuration(
                executable: ScriptWorkerExecutable.locate(), workers: 1, prelude: Prelude.source,
                limits: ScriptLimits(processorTime: .seconds(2))),
            logger: Self.quiet)
        let database = try SQLiteDatabase(path: folder + "/moonpost.db")
        let catalog = PluginCatalog()
        let bench = Bench(
            publisher: Self.publisher(pool, catalog, database),
            catalog: catalog, database: database, pool: pool)
        let result: Result<Void, any Error>
        do {
            result = .success(try await body(bench))
        } catch {
            result = .failure(error)
        }
        await pool.shutdown(grace: .seconds(1))
        try await database.close()
        try FileManager.default.removeItem(atPath: folder)
        try result.get()
    }

    private func snapshot(_ name: String, _ text: String, settings: JSONObject = [:]) -> PluginSnapshot {
        PluginSnapshot(plugin: name, sources: [SourceFile(name: "flows/\(name).lua", module: "main", text: text)], settings: settings)
    }

    private func flow(_ name: String, trigger: String, version: Int = 1) -> PluginSnapshot {
        snapshot(name, """
            bot.plugin { title = "Test", version = "\(version)" }
            bot.flow("\(name)", { triggers = { "\(trigger)" }, run = function(chat) chat:say("Hi") end })
            """)
    }

    @Test("a sound plugin goes live and is stored; the same again changes nothing")
    func publishes() async throws {
        try await withBench { bench async throws in
            let shop = flow("shop", trigger: "buy")
            #expect(try await bench.publish(shop).published == ["shop"])
            #expect(bench.catalog.flow(triggeredBy: "Buy")?.version == shop.hash)
            #expect(try await bench.database.read { try VersionRepository.published(in: $0) } == ["shop": shop.hash])
            let again = try await bench.publish(shop)
            #expect(again.unchanged == ["shop"] && again.published.isEmpty)
        }
    }

    @Test(
        "a bad edit never goes live: the version from before stays, and the problem says file, line and what it is",
        arguments: [
            ("bot.plugin { title = \"x\" }\nbot.flow(\"shop\", {", "flows/shop.lua:2: "),
            ("bot.plugin { title = \"x\" }\nerror(\"broken\")", "flows/shop.lua:2: broken"),
            ("bot.plugin { title = \"x\" }\n\nbot.flow(\"shop\", { titel = \"x\", run = function() end })", "flows/shop.lua:3: the flow \"shop\" has the unknown option \"titel\": did you mean \"title\"?"),
            ("bot.flow(\"shop\", { run = function() end })", "flows/shop.lua:1: the file must begin with bot.plugin"),
            ("bot.plugin { title = \"x\" }\nbot.store.set(\"a\", 1)", "flows/shop.lua:2: "),
            ("bot.plugin { title = \"x\" }\nwhile true do end", "flows/shop.lua:2: "),
        ])
    func badEdits(text: String, problem: String) async throws {
        try await withBench { bench async throws in
            let good = flow("shop", trigger: "buy")
            _ = try await bench.publish(good)
            let report = try await bench.publish(snapshot("shop", text))
            #expect(report.published.isEmpty)
            #expect(report.problems.first?.description.hasPrefix(problem) == true, "\(report.problems)")
            #expect(bench.catalog.plugin("shop")?.hash == good.hash)
            #expect(bench.catalog.flow(triggeredBy: "buy") != nil)
            #expect(try await bench.database.read { try VersionRepository.published(in: $0) } == ["shop": good.hash])
        }
    }

    @Test("a problem of one plugin holds up none of the others")
    func others() async throws {
        try await withBench { bench async throws in
            let report = try await bench.publish(flow("a", trigger: "x"), snapshot("b", "nonsense"), flow("c", trigger: "y"))
            #expect(report.published == ["a", "c"])
            #expect(report.problems.map(\.file) == ["flows/b.lua"])
        }
    }

    @Test("a plugin that wants a word that is taken is refused, and the owner keeps it")
    func conflicts() async throws {
        try await withBench { bench async throws in
            _ = try await bench.publish(flow("a", trigger: "buy"))
            let report = try await bench.publish(flow("b", trigger: "BUY"))
            #expect(report.published.isEmpty)
            #expect(report.problems.map(\.file) == ["flows/b.lua"])
            #expect(bench.catalog.flow(triggeredBy: "buy")?.plugin == "a")
        }
    }

    @Test("a plugin that goes on to one that is refused is refused, too, and so on")
    func chains() async throws {
        func going(_ name: String, to target: String) -> PluginSnapshot {
            snapshot(name, "bot.plugin { title = \"Test\" }\nbot.flow(\"\(name)\", { run = function(chat) chat:go(\"\(target)\") end })")
        }
        try await withBench { bench async throws in
            _ = try await bench.publish(flow("first", trigger: "buy"))
            let report = try await bench.publish(
                going("a", to: "b"), going("b", to: "c"), flow("c", trigger: "BUY"), going("d", to: "first"))
            #expect(report.published == ["d"])
            #expect(report.problems.map(\.file) == ["flows/c.lua", "flows/b.lua", "flows/a.lua"])
            #expect(bench.catalog.plugins.map(\.name) == ["d", "first"])
        }
    }

    @Test("a setting that the plugin does not declare, or of another type, is a problem")
    func settings() async throws {
        try await withBench { bench async throws in
            let text = """
                bot.plugin { title = "Test" }
                bot.settings { currency = { type = "text", default = "INR" }, size = { choices = { "S", "L" } } }
                """
            #expect(try await bench.publish(snapshot("shop", text, settings: ["currency": "EGP", "size": "L"])).published == ["shop"])
            let wrong = try await bench.publish(snapshot("shop", text, settings: ["curency": "EGP", "size": "M"]))
            #expect(Set(wrong.problems.map(\.message)) == [
                "[plugins.shop] sets \"curency\", which bot.settings does not declare: did you mean \"currency\"?",
                "[plugins.shop] size must be one of S, L, and is text",
            ])
        }
    }

    @Test("when the list is complete, what is not on it is withdrawn")
    func complete() async throws {
        try await withBench { bench async throws in
            _ = try await bench.publish(flow("a", trigger: "x"), flow("b", trigger: "y"))
            _ = try await bench.publish(flow("b", trigger: "y"), complete: true)
            #expect(bench.catalog.plugins.map(\.name) == ["b"])
            #expect(bench.catalog.flow(triggeredBy: "x") == nil)
        }
    }

    @Test("a bad edit stays without effect over a restart: the version that the store has goes live again")
    func restoring() async throws {
        try await withBench { bench async throws in
            let good = flow("shop", trigger: "buy")
            _ = try await bench.publish(good)
            let second = bench.again()
            let report = try await second.publish(snapshot("shop", "nonsense"), restoring: true)
            #expect(report.problems.count == 1)
            #expect(second.catalog.plugin("shop")?.hash == good.hash)
            // A plugin whose file is gone is not brought back.
            let third = bench.again()
            _ = try await third.publish(flow("other", trigger: "x"), restoring: true)
            #expect(third.catalog.plugins.map(\.name) == ["other"])
        }
    }

    @Test("every version can be had by its hash, from memory or from the store, and an unknown one cannot")
    func versions() async throws {
        try await withBench { bench async throws in
            let (one, two) = (flow("shop", trigger: "buy"), flow("shop", trigger: "buy", version: 2))
            _ = try await bench.publish(one)
            _ = try await bench.publish(two)
            let other = bench.again()
            #expect(try await other.publisher.snapshot(one.hash) == one)
            #expect(try await other.publisher.snapshot(two.hash) == two)
            #expect(try await other.publisher.snapshot("unknown") == nil)
        }
    }

    @Test("modules that require each other are told as the circle that they are, and a missing one with what there is")
    func modules() async throws {
        func folder(_ modules: [String: String]) -> PluginSnapshot {
            PluginSnapshot(
                plugin: "shop",
                sources: [SourceFile(name: "plugins/shop/main.lua", module: "main", text: "require \"a\"\nbot.plugin { title = \"x\" }")]
                    + modules.sorted { $0.key < $1.key }.map { SourceFile(name: "plugins/shop/\($0.key).lua", module: $0.key, text: $0.value) })
        }
        try await withBench { bench async throws in
            let circle = try await bench.publish(folder(["a": "require \"b\"", "b": "\nreturn require('c')", "c": "local x = require 'a'"]))
            #expect(circle.problems.map(\.description) == [
                "plugins/shop/c.lua:1: the modules require each other in a circle: a -> b -> c -> a"
            ])
            let own = try await bench.publish(folder(["a": "local a = require \"a\""]))
            #expect(own.problems.map(\.message) == ["the modules require each other in a circle: a -> a"])
            for path in ["../secret", "/etc/passwd", "a.lua", "plugins.shop.a"] {
                let report = try await bench.publish(folder(["a": "return require \"\(path)\"", "b": ""]))
                #expect(report.problems.map(\.message) == ["there is no module \"\(path)\" in this plugin: there is a, b"])
            }
            let main = try await bench.publish(folder(["a": "return require \"main\""]))
            #expect(main.problems.map(\.message) == ["main.lua declares, and is no module: require another file of the plugin"])
            // One that failed is not taken for a circle.
            let failed = try await bench.publish(folder(["a": "pcall(require, 'b') require 'b'", "b": "error('no')"]))
            #expect(failed.problems.map(\.message) == ["the module \"b\" failed before"])
            #expect(try await bench.publish(folder(["a": "require 'b' require 'b'", "b": "return {}"])).published == ["shop"])
        }
    }

    @Test("chat:go to a name that nobody has is a problem at its line, with the nearest name; names of others count, also where they only come back")
    func goTargets() async throws {
        try await withBench { bench async throws in
            let hop = snapshot("hop", """
                bot.plugin { title = "Hop" }
                bot.flow("hop", { triggers = { "hop" }, run = function(chat)
                  -- chat:go("nobody")
                  chat:go("shopp")
                end })
                """)
            let wrong = try await bench.publish(flow("shop", trigger: "buy"), hop)
            #expect(wrong.published == ["shop"])
            #expect(wrong.problems.map(\.description) == [
                "flows/hop.lua:4: chat:go: there is no flow or command named \"shopp\": did you mean \"shop\"?"
            ])
            let right = snapshot("hop", """
                bot.plugin { title = "Hop" }
                bot.flow("hop", { triggers = { "hop" }, run = function(chat) chat:go("shop") end })
                """)
            #expect(try await bench.publish(right).published == ["hop"])
            let again = bench.again()
            let report = try await again.publish(snapshot("shop", "nonsense"), right, restoring: true)
            #expect(report.published == ["hop"] && report.problems.map(\.file) == ["flows/shop.lua"])
            #expect(again.catalog.plugins.map(\.name) == ["hop", "shop"])
        }
    }
}
