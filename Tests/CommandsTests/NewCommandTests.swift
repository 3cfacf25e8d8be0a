// Moonpost
// SPDX-License-Identifier: Apache-2.0

internal import Core
internal import Foundation
internal import Testing

@Suite("moonpost new", .timeLimit(.minutes(10)))
struct NewCommandTests {
    @Test("writes a flow that passes check and test as it is", arguments: ["lunch", "a", "menu", "lunch_order_2", "double__trouble_", "fallback"])
    func flow(name: String) throws {
        let project = try Project()
        let outcome = try project.run("new", "flow", name)
        #expect(outcome.code == 0, "\(outcome)")
        #expect(
            outcome.output == """
                wrote flows/\(name).lua
                wrote flows/\(name).chat
                wrote .luarc.json
                wrote lua/meta
                next: moonpost test flows/\(name).chat

                """)
        #expect(project.files.filter { !$0.hasPrefix("lua/meta/") } == [".luarc.json", "flows/\(name).chat", "flows/\(name).lua"])
        #expect(try project.run("check").output == "ok: 1 plugin\n")
        let test = try project.run("test")
        #expect(test.code == 0, "\(test)")
        #expect(test.output == "ok: 2 scenes in 1 file\n")
    }

    @Test("writes a plugin that passes check and test as it is, beside a flow")
    func plugin() throws {
        let project = try Project()
        _ = try project.run("new", "flow", "lunch")
        let outcome = try project.run("new", "plugin", "shop")
        #expect(outcome.code == 0, "\(outcome)")
        #expect(
            outcome.output == """
                wrote plugins/shop/main.lua
                wrote plugins/shop/prices.lua
                wrote plugins/shop/shop.chat
                next: moonpost test plugins/shop/shop.chat

                """)
        #expect(try project.run("check").output == "ok: 2 plugins\n")
        let test = try project.run("test", "plugins/shop/shop.chat")
        #expect(test.output == "ok: 2 scenes in 1 file\n", "\(test)")
    }

    @Test("tells the language server of an editor where the definitions are")
    func languageServer() throws {
        let project = try Project()
        _ = try project.run("new", "plugin", "shop")
        let text = try project.read(".luarc.json")
        let json = try JSON(text)
        #expect(json["runtime.version"]?.text == "Lua 5.4")
        #expect(json["workspace.library"]?[0]?.text == "lua/meta")
        #expect(try project.read("lua/meta/chat.lua").contains("function chat:ask(prompt, options) end"))
        // After an update of Moonpost they are made anew, and nothing else is touched.
        try project.write("lua/meta/chat.lua", "old")
        try project.write(".luarc.json", "{}")
        #expect(try project.run("reference").output.contains("wrote lua/meta/chat.lua\n"))
        #expect(try project.read("lua/meta/chat.lua").contains("function chat:ask(prompt, options) end"))
        #expect(try project.read(".luarc.json") == "{}")
    }

    @Test("writes where config.toml has the flows")
    func folders() throws {
        let project = try Project(["config.toml": "[scripts]\nflows = \"bots/flows\"\n"])
        let outcome = try project.run("new", "flow", "lunch")
        #expect(outcome.output.contains("wrote bots/flows/lunch.lua\n"), "\(outcome)")
        #expect(try project.run("test").code == 0)
    }

    @Test("overwrites nothing, and writes nothing where one file is there")
    func overwrites() throws {
        let project = try Project(["flows/lunch.chat": "mine", ".luarc.json": "{}", "plugins/shop/notes.txt": "mine"])
        for arguments in [("flow", "lunch", "flows/lunch.chat"), ("flow", "shop", "plugins/shop"), ("plugin", "shop", "plugins/shop")] {
            let outcome = try project.run("new", arguments.0, arguments.1)
            #expect(outcome.code == 1)
            #expect(
                outcome.errors == "Error: \(arguments.2) exists, and is not overwritten: choose another name for the \(arguments.0)\n")
        }
        #expect(project.files == [".luarc.json", "flows/lunch.chat", "plugins/shop/notes.txt"])
        #expect(try project.read("flows/lunch.chat") == "mine")
        #expect(try project.run("new", "flow", "tea").code == 0)
        #expect(try project.read(".luarc.json") == "{}")
    }

    @Test("writes nothing that words of another flow already lead to")
    func conflicts() throws {
        let flow = "bot.plugin { title = 'A' } bot.flow('a', { triggers = { 'buy now' }, run = function(chat) end })"
        let project = try Project(["flows/a.lua": flow])
        let outcome = try project.run("new", "flow", "buy_now")
        #expect(outcome.code == 1)
        #expect(outcome.errors.hasPrefix("Error: nothing was written: "), "\(outcome)")
        #expect(outcome.errors.contains("\"buy now\" is taken already"), "\(outcome)")
        #expect(project.files == ["flows/a.lua"])
    }

    @Test(
        "refuses a bad name with the rule and a better one",
        arguments: [
            ("Lunch", "lunch"), ("lunch order", "lunch_order"), ("../lunch", "lunch"), ("9lives", "lives"), ("_x", "x"), ("", "lunch_order"),
            ("غداء", "lunch_order"),
        ])
    func names(name: String, better: String) throws {
        let project = try Project()
        let outcome = try project.run("new", "flow", name)
        #expect(outcome.code == 1)
        #expect(
            outcome.errors
                == "Error: \"\(name)\" is no name: it has small letters a to z, digits and _, and begins with a letter, like \"\(better)\"\n")
        #expect(project.files.isEmpty)
    }

    @Test("refuses names that would never be begun, and long ones")
    func otherNames() throws {
        let project = try Project()
        #expect(try project.run("new", "flow", "help").errors.contains("no flow gets it"))
        #expect(try project.run("new", "plugin", String(repeating: "a", count: 25)).errors.contains("at most 24"))
        #expect(project.files.isEmpty)
    }
}
