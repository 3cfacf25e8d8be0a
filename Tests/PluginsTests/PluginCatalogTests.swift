// Moonpost
// SPDX-License-Identifier: Apache-2.0

import Core
import Synchronization
import Testing

@testable import Plugins

@Suite struct PluginCatalogTests {
    private func plugin(
        _ name: String, flows: [FlowDeclaration] = [], commands: [String] = [], events: [String] = [], text: String = ""
    ) -> PublishedPlugin {
        let snapshot = PluginSnapshot(plugin: name, sources: [SourceFile(name: "flows/\(name).lua", module: "main", text: text)])
        var declarations = PluginDeclarations(title: LocalizedText(name))
        declarations.flows = flows
        declarations.commands = commands.map { CommandDeclaration(name: $0, line: 3) }
        declarations.events = events
        return PublishedPlugin(snapshot: snapshot, hash: snapshot.hash, declarations: declarations)
    }

    private func flow(_ name: String, _ triggers: String...) -> FlowDeclaration { FlowDeclaration(name: name, triggers: triggers, line: 2) }

    @Test("a flow is found by the whole message, without regard to case, accents and white space")
    func triggers() {
        let catalog = PluginCatalog()
        catalog.publish([plugin("shop", flows: [flow("order", "Order", "café please")])], at: Timestamp(milliseconds: 0))
        for text in ["order", "  ORDER ", "Cafe   Please"] { #expect(catalog.flow(triggeredBy: text)?.name == "order", "\(text)") }
        for text in ["order now", "", "orders"] { #expect(catalog.flow(triggeredBy: text) == nil, "\(text)") }
    }

    @Test("a command is found at the beginning of the message, the longest name first, with or without a slash")
    func commands() throws {
        let catalog = PluginCatalog()
        catalog.publish([plugin("tasks", commands: ["task", "task list"])], at: Timestamp(milliseconds: 0))
        #expect(try #require(catalog.command(in: "Task list today")).entry.name == "task list")
        #expect(try #require(catalog.command(in: "Task list today")).rest == "today")
        #expect(try #require(catalog.command(in: "/task  Buy  milk ")).rest == "Buy  milk")
        #expect(try #require(catalog.command(in: "task")).rest == "")
        #expect(catalog.command(in: "tasks") == nil)
        #expect(catalog.command(in: "my task") == nil)
        #expect(catalog.command(in: "  ") == nil)
    }

    @Test("publishing replaces a plugin as a whole, and withdrawing leaves nothing of it behind but its snapshot")
    func replaces() {
        let catalog = PluginCatalog()
        let first = plugin("shop", flows: [flow("order", "buy")], commands: ["stock"], events: ["paid"])
        catalog.publish([first], at: Timestamp(milliseconds: 0))
        #expect(catalog.listeners(to: "paid").map(\.name) == ["shop"])
        catalog.publish([plugin("shop", flows: [flow("order", "order")], text: "-- 2")], at: Timestamp(milliseconds: 0))
        #expect(catalog.flow(triggeredBy: "buy") == nil)
        #expect(catalog.command(in: "stock") == nil)
        #expect(catalog.listeners(to: "paid").isEmpty)
        catalog.publish([], removing: ["shop"], at: Timestamp(milliseconds: 0))
        #expect(catalog.entry(named: "order") == nil && catalog.plugins.isEmpty && catalog.plugin("shop") == nil)
        // People in the middle of a conversation still need it.
        #expect(catalog.snapshot(first.hash) == first.snapshot)
    }

    @Test("a name, trigger or command that another plugin has is a conflict that names the place and the owner")
    func conflicts() {
        let catalog = PluginCatalog()
        catalog.publish([plugin("shop", flows: [flow("order", "buy")], commands: ["stock"])], at: Timestamp(milliseconds: 0))
        #expect(catalog.conflicts(of: [plugin("other", flows: [flow("order", "x")])]).map(\.description) == [
            "flows/other.lua:2: the name \"order\" is taken already: the name \"order\" of the plugin \"shop\" (flows/shop.lua:2)"
        ])
        #expect(catalog.conflicts(of: [plugin("other", flows: [flow("a", "BUY")])]).count == 1)
        #expect(catalog.conflicts(of: [plugin("other", flows: [flow("a", "stock")])]).count == 1)
        #expect(catalog.conflicts(of: [plugin("other", commands: ["buy"])]).count == 1)
        #expect(catalog.conflicts(of: [plugin("other", flows: [flow("a", "sell", "Sell")])]) == [])
        // Its own names are its own, in the next version too.
        #expect(catalog.conflicts(of: [plugin("shop", flows: [flow("order", "buy")], commands: ["stock"])]) == [])
        // Two that come together: the first by name keeps what both want.
        #expect(catalog.conflicts(of: [plugin("z", flows: [flow("n", "t")]), plugin("y", flows: [flow("n", "u")])]).map(\.file) == ["flows/z.lua"])
    }

    @Test("whoever wants to know is told after each change, and sees it")
    func observer() {
        let catalog = PluginCatalog()
        let seen = Mutex<[Int]>([])
        catalog.whenPublished { seen.withLock { $0.append(catalog.plugins.count) } }
        catalog.publish([plugin("a"), plugin("b")], at: Timestamp(milliseconds: 0))
        catalog.publish([], removing: ["a"], at: Timestamp(milliseconds: 0))
        #expect(seen.withLock(\.self) == [2, 1])
    }
}
