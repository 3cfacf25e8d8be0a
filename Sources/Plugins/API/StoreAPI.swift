// Moonpost
// SPDX-License-Identifier: Apache-2.0

/// `bot.store`: the plugin's own data.
package enum StoreAPI {
    private static let key = ScriptField("key", .text(most: 200, mayBeEmpty: false), "The name of the value.")

    package static let namespace = ScriptNamespace("bot.store", "The plugin's own data, for all its conversations.", [
        ScriptFunction(
            "get", [key], returns: .any, orNil: true, .operation(get), "A value, or nil.",
            example: ScriptExample(
                """
                bot.store.set("menu", { soup = "lentils" })
                chat:say("Today: {soup}", bot.store.get("menu"))
                """,
                chat: """
                < Today: lentils
                """)),
        ScriptFunction(
            "set", [
                key,
                ScriptField(
                    "value", .any, needs: "a value; to remove one, use bot.store.delete(key)", "A text, a number, true or false, or a table."),
                .optional("options", .options([.optional("keep", .duration, "How long it is kept.")]), "How it is kept."),
            ], .operation(set), "Keeps a value.",
            example: ScriptExample(
                """
                bot.store.set("offer", "two for one", { keep = "1 day" })
                chat:wait("25 hours")
                chat:say(bot.store.get("offer") or "no offer")
                """,
                chat: """
                ~ 25 hours
                < no offer
                """)),
        ScriptFunction(
            "delete", [key], .operation(delete), "Forgets a value.",
            example: ScriptExample(
                """
                bot.store.set("offer", "two for one")
                bot.store.delete("offer")
                chat:say(bot.store.get("offer") or "no offer")
                """,
                chat: """
                < no offer
                """)),
        ScriptFunction(
            "add", [key, .optional("amount", .number(), standard: "1", "How much.")], returns: .number(), .operation(add),
            "Adds to a number and returns the sum, however many people do so at the same time.",
            example: ScriptExample(
                """
                bot.store.add("visits")
                chat:say("{n}", { n = bot.store.add("visits", 2) })
                """,
                chat: """
                < 3
                """)),
        ScriptFunction(
            "list", [.optional("prefix", .text(), standard: "\"\"", "With what the names begin.")],
            returns: .list(of: .object("stored")), .operation(list), "The values whose names begin like this, in the order of their names.",
            example: ScriptExample(
                """
                bot.store.set("visit 1", "Amina")
                bot.store.set("visit 2", "Omar")
                for _, visit in ipairs(bot.store.list("visit ")) do
                  chat:say("{key}: {value}", visit)
                end
                """,
                chat: """
                < visit 1: Amina
                < visit 2: Omar
                """)),
    ])

    package static let stored = ScriptClass("stored", "A value of `bot.store.list`.", [
        ScriptField("key", .text(), "Its name."), ScriptField("value", .any, "The value."),
    ])
}
