// Moonpost
// SPDX-License-Identifier: Apache-2.0

/// The functions that stand alone.
package enum GlobalAPI {
    package static let namespace = ScriptNamespace("", "Standard Lua 5.4, less what the sandbox takes away; using that says what to use instead.", [
        ScriptFunction(
            "require", [ScriptField("name", .text(), "The name of a file of the same plugin, without `.lua`.")], returns: .any, .worker(),
            "What the module returns: another file in the folder of the plugin.",
            example: ScriptExample(
                .folder(["prices.lua": """
                    return { tea = 2 }
                    """]),
                """
                local prices = require "prices"
                bot.plugin { title = "Talk" }
                bot.flow("talk", { triggers = { "talk" }, run = function(chat)
                  chat:say("Tea is {tea}.", prices)
                end })
                """,
                chat: """
                > talk
                < Tea is 2.
                """))
    ])
}
