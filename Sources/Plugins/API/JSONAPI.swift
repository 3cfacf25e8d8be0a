// Moonpost
// SPDX-License-Identifier: Apache-2.0

/// `bot.json`: values as text.
package enum JSONAPI {
    package static let namespace = ScriptNamespace("bot.json", "Values as JSON texts.", [
        ScriptFunction(
            "encode", [ScriptField("value", .any, "A text, a number, true or false, nil, or a table of such.")], returns: .text(),
            .worker(), "The value as JSON.",
            example: ScriptExample(
                """
                chat:say(bot.json.encode({ open = true, hours = { 9, 17 } }))
                """,
                chat: """
                < {"hours":[9,17],"open":true}
                """)),
        ScriptFunction(
            "decode", [ScriptField("text", .text(), "JSON.")], returns: .any, .worker(), "The value of a JSON text.",
            example: ScriptExample(
                """
                local order = bot.json.decode('{"item":"tea","count":2}')
                chat:say("{count} x {item}", order)
                """,
                chat: """
                < 2 x tea
                """)),
    ])
}
