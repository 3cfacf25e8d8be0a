// Moonpost
// SPDX-License-Identifier: Apache-2.0

package import Flow

/// `bot.ai`: the language model that `[ai]` in config.toml names.
package enum AIAPI {
    package static let complete = Operation("ai.complete", .external, capability: .ai)

    package static let namespace = ScriptNamespace(
        "bot.ai", "The language model of `[ai]` in config.toml. Whatever it says is text: nothing of it is executed.",
        [function(tries: false), function(tries: true)])

    private static let options: [ScriptField] = [
        ScriptField("prompt", .text(mayBeEmpty: false), "What is asked. It must be there."),
        .optional("system", .text(), "What the model is told about its work, before everything else."),
        .optional(
            "history", .table(like: "{ { from = \"person\", text = \"Hi\" }, { from = \"bot\", text = \"Hello!\" } }"),
            "What was said before, oldest first. Of a long one the model sees the end: `[ai] context_turns` and `context_size`."),
        .optional("max_tokens", .integer(min: 1, max: 100_000), "How long the answer may be; at most, and else, `[ai] max_tokens`."),
    ]

    private static func function(tries: Bool) -> ScriptFunction {
        ScriptFunction(
            tries ? "try_complete" : "complete",
            [ScriptField("options", .options(options), needs: "a table of options, like { prompt = \"...\" }", "What is asked, and how.")],
            returns: .text(), orNil: tries, .prelude([complete]),
            tries
                ? "Like `bot.ai.complete`, but where there is no answer it returns nil and what went wrong: an [ai_failure](#ai_failure)."
                : "Asks the model and returns its text. Where there is no answer an error is raised, an [ai_failure](#ai_failure).",
            overloads: tries ? ["fun(options: table): nil, ai_failure"] : [],
            example: ScriptExample(.file, file(tries ? trying : asking), chat: tries ? tryingChat : askingChat))
    }

    package static let failure = ScriptClass("ai_failure", "Why the model did not answer. `tostring` makes it a sentence.", [
        ScriptField(
            "code", .text(),
            "One of: `no_model`, `over_budget`, `busy`, `circuit_open`, `timed_out`, `unavailable`, `throttled`, `over_quota`, "
                + "`not_authorized`, `not_found`, `bad_request`, `context_too_long`, `refused`, `unreadable`, `invalid_request`."),
        ScriptField("message", .text(), "A sentence for the log, not for people."),
        ScriptField("retryable", .boolean, "Whether trying again later may help."),
    ])
}

// MARK: - Examples

extension AIAPI {
    private static func file(_ body: String) -> String {
        """
        bot.plugin { title = "Talk", uses = { "ai" } }

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

    private static let trying = """
        local text, failure = bot.ai.try_complete { prompt = "Say hello." }
        chat:say(text or "Hello! (The model says nothing: {code}.)", failure or {})
        """

    private static let tryingChat = """
        ! model fails 503
        > talk
        < Hello! (The model says nothing: unavailable.)
        """
}
