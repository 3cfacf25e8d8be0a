// Moonpost
// SPDX-License-Identifier: Apache-2.0

internal import Flow

/// `bot.ai`: the language model that `[ai]` in config.toml names.
package enum AIAPI {
    package static let complete = Operation("ai.complete", .external, capability: .ai)
    package static let act = Operation("ai.act", .external, capability: .ai)

    package static let namespace = ScriptNamespace(
        "bot.ai", "The language model of `[ai]` in config.toml. Whatever it says is text: nothing of it is executed but a checked call of a command.",
        [
            function(
                "complete", complete, "Asks the model and returns its text. Where there is no answer an error is raised, an [ai_failure](#ai_failure).",
                ScriptExample(.file, file(asking), chat: askingChat)),
            trying("complete", complete, ScriptExample(.file, file(tryingToAsk), chat: tryingToAskChat)),
            function(
                "act", act,
                """
                Asks the model with every command as a tool that the person may use. Where it answers in words they are returned. Where it calls a \
                command, name and arguments are checked, and the conversation goes on there as with `chat:go`: under the same rules of access, \
                confirmation and audit. A call that cannot be made is told to the model, at most three times.
                """,
                ScriptExample(.file, file(acting, tea), chat: actingChat)),
            trying("act", act, ScriptExample(.file, file(tryingToAct, tea), chat: tryingToActChat)),
        ])

    private static let options: [ScriptField] = [
        ScriptField("prompt", .text(mayBeEmpty: false), "What is asked. It must be there."),
        .optional("system", .text(), "What the model is told about its work, before everything else."),
        .optional(
            "history", .table(like: "{ { from = \"person\", text = \"Hi\" }, { from = \"bot\", text = \"Hello!\" } }"),
            "What was said before, oldest first. Of a long one the model sees the end: `[ai] context_turns` and `context_size`."),
        .optional(
            "recent", .integer(min: 0, max: 20), standard: "0",
            "How many messages of the person's chat the model sees before `history`: the last ones of the day, theirs and ours, whichever flow or command "
                + "said them. Together they are bounded like `history`."),
        .optional("max_tokens", .integer(min: 1, max: 100_000), "How long the answer may be; at most, and else, `[ai] max_tokens`."),
    ]

    private static func function(
        _ name: String, _ operation: Operation, orNil: Bool = false, _ text: String, overloads: [String] = [], _ example: ScriptExample
    ) -> ScriptFunction {
        ScriptFunction(
            name, [ScriptField("options", .options(options), needs: "a table of options, like { prompt = \"...\" }", "What is asked, and how.")],
            returns: .text(), orNil: orNil, .prelude([operation]), text, overloads: overloads, example: example)
    }

    private static func trying(_ name: String, _ operation: Operation, _ example: ScriptExample) -> ScriptFunction {
        function(
            "try_" + name, operation, orNil: true,
            "Like `bot.ai.\(name)`, but where there is no answer it returns nil and what went wrong: an [ai_failure](#ai_failure).",
            overloads: ["fun(options: table): nil, ai_failure"], example)
    }

    package static let failure = ScriptClass("ai_failure", "Why the model did not answer. `tostring` makes it a sentence.", [
        ScriptField(
            "code", .text(),
            "One of: `no_model`, `over_budget`, `busy`, `circuit_open`, `timed_out`, `unavailable`, `throttled`, `over_quota`, "
                + "`not_authorized`, `not_found`, `bad_request`, `context_too_long`, `refused`, `unreadable`, `no_valid_call`, `invalid_request`."),
        ScriptField("message", .text(), "A sentence for the log, not for people."),
        ScriptField("retryable", .boolean, "Whether trying again later may help."),
    ])
}

// MARK: - Examples

extension AIAPI {
    private static func file(_ body: String, _ more: String = "") -> String {
        """
        bot.plugin { title = "Talk", uses = { "ai" } }
        \(more)
        bot.flow("talk", { triggers = { "talk" }, run = function(chat)
        \(body.split(separator: "\n").map { "  " + $0 }.joined(separator: "\n"))
        end })
        """
    }

    private static let asking = """
        local question = chat:ask("What would you like to know?")
        chat:say(bot.ai.complete { system = "You sell tea. Answer in one sentence.", prompt = question })
        """

    private static let askingChat = """
        ! model answers "Green tea likes 80 degrees."
        > talk
        < What would you like to know?
        > How hot for green tea?
        < Green tea likes 80 degrees.
        """

    private static let tryingToAsk = """
        local text, failure = bot.ai.try_complete { prompt = "Say hello." }
        chat:say(text or "Hello! (The model says nothing: {code}.)", failure or {})
        """

    private static let tryingToAskChat = """
        ! model fails 503
        > talk
        < Hello! (The model says nothing: unavailable.)
        """

    private static let tea = """

        bot.command("tea", {
          help = "Orders tea", params = { kind = { "green", "black" }, cups = "integer" },
          run = function(chat, args) chat:say("{cups} cups of {kind} tea are on their way.", args) end,
        })

        """

    private static let acting = """
        local wish = chat:ask("What may it be?")
        chat:say(bot.ai.act { system = "You are a waiter.", prompt = wish })
        """

    private static let actingChat = """
        ! model calls tea {"kind": "green", "cups": 2}
        > talk
        < What may it be?
        > Two of the green one, please
        < 2 cups of green tea are on their way.
        """

    private static let tryingToAct = """
        local text, failure = bot.ai.try_act { prompt = chat:ask("What may it be?") }
        chat:say(text or "Please write it as *tea green 2*.")
        """

    private static let tryingToActChat = """
        ! model fails timeout
        > talk
        < What may it be?
        > Two of the green one, please
        < Please write it as *tea green 2*.
        """
}
