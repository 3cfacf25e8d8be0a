// Moonpost
// SPDX-License-Identifier: Apache-2.0

/// The files that `moonpost new` writes: a start that works, to be changed line by line.
enum Sketch {
    struct File: Hashable {
        var path: String
        var text: String
    }

    /// A flow of one file, with a test beside it.
    static func flow(_ name: SketchName, in folder: String) -> [File] {
        let lua = """
            -- \(name.title): say here in a line what this flow is for.

            bot.plugin { title = "\(name.title)", version = "0.1.0" }

            bot.flow("\(name.name)", {
              title    = "\(name.title)",
              triggers = { "\(name.words)" },
              timeout  = "24 hours",

              run = function(chat)
                local person = chat:ask("Hello! What is your name?")
                local drink = chat:choose("What would you like, {name}?", { "Tea", "Coffee" }, { values = { name = person } })
                chat:say("{drink} for {name}, coming up.", { drink = drink, name = person })
              end,
            })

            """
        let chat = """
            # Lines with > are what the person sends, lines with < what the bot must say next.

            --- Step by step
            > \(name.words)
            < Hello! What is your name?
            > Amina
            < What would you like, Amina?
              [Tea] [Coffee]
            > [Tea]
            < Tea for Amina, coming up.

            --- Somebody takes an hour and answers in words, and the bot is restarted meanwhile
            > \(name.words)
            < Hello!*
            ~ 1 hour
            ! restart
            > Omar
            < What would you like, Omar?
            > coffee
            < Coffee for Omar, coming up.

            """
        return [File(path: "\(folder)/\(name.name).lua", text: lua), File(path: "\(folder)/\(name.name).chat", text: chat)]
    }

    /// For lua-language-server in an editor: completion and checks of `bot` and `chat`.
    static let languageServer = File(
        path: ".luarc.json",
        text: """
            {
              "$schema": "https://raw.githubusercontent.com/LuaLS/vscode-lua/master/setting/schema.json",
              "runtime.version": "Lua 5.4",
              "runtime.builtin": { "io": "disable", "debug": "disable", "coroutine": "disable" },
              "workspace.library": ["lua/meta"],
              "workspace.checkThirdParty": false,
              "diagnostics.globals": ["bot"]
            }

            """)
}
