// Moonpost
// SPDX-License-Identifier: Apache-2.0

internal import Flow

/// `bot.http`: other systems.
package enum HTTPAPI {
    /// As scripts call them. The operation of one is "http." and its name.
    package static let methods = ["get", "post", "put", "patch", "delete"]

    package static func operation(_ method: String) -> Operation { Operation("http." + method, .external, capability: .http) }

    package static let namespace = ScriptNamespace(
        "bot.http", "Other systems, by HTTP. Only hosts that `uses` names and config.toml grants can be called.",
        methods.flatMap { [function($0, tries: false), function($0, tries: true)] })

    private static let url = ScriptField("url", .text(most: 8_000, mayBeEmpty: false), "Where to, as in `\"https://api.example.com/prices\"`.")

    private static let common: [ScriptField] = [
        .optional("headers", .table(like: "{ Authorization = \"Bearer ...\" }"), "Headers of the request."),
        .optional("query", .table(like: "{ page = 2 }"), "What is added to the address behind its \"?\", encoded; a list repeats its name."),
        .optional("timeout", .duration, "How long the answer may take, at most a minute; `[http] timeout` where it is left out."),
    ]

    private static let bodies: [ScriptField] = [
        .optional("json", .any, "What is sent as JSON."),
        .optional("form", .table(like: "{ name = \"Amina\" }"), "What is sent as the fields of a form."),
        .optional("text", .text(), "What is sent as it is."),
    ]

    private static func function(_ method: String, tries: Bool) -> ScriptFunction {
        let name = tries ? "try_" + method : method
        let options = method == "get" ? common : bodies + common
        let what = switch method {
        case "get": "Asks for something"
        case "delete": "Removes something"
        case "post": "Sends something, which the other system takes as new"
        case "put": "Sends something, which takes the place of what was there"
        default: "Sends changes of something"
        }
        let text = tries
            ? "Like `bot.http.\(method)`, but where there is no answer it returns nil and what went wrong: an [http_failure](#http_failure)."
            : "\(what). An answer of any status is returned; where there is none, an error is raised, an [http_failure](#http_failure)."
        return ScriptFunction(
            name, [url, .optional("options", .options(options), "What is sent, and how.")], returns: .object("http_response"), orNil: tries,
            .prelude([operation(method)]), text,
            overloads: tries ? ["fun(url: string, options?: table): nil, http_failure"] : [],
            example: ScriptExample(.file, file(tries ? trying(method) : lua[method] ?? ""), chat: tries ? tryingChat(method) : chats[method] ?? ""))
    }

    package static let response = ScriptClass("http_response", "What another system answered.", [
        ScriptField("status", .integer(), "The HTTP status, such as 200 or 404."),
        ScriptField("ok", .boolean, "Whether the status is one of success, 200 to 299."),
        ScriptField("headers", .table(like: "{ [\"content-type\"] = \"text/plain\" }"), "Its headers; the case of their names does not matter."),
        ScriptField("text", .text(), "The body as it came."),
        ScriptField("json", .any, "The body's value where the answer says that it is JSON; else nil. Text that is no JSON is an error."),
    ])

    package static let failure = ScriptClass("http_failure", "Why another system did not answer. `tostring` makes it a sentence.", [
        ScriptField(
            "code", .text(),
            "One of: `unresolved`, `unreachable`, `untrusted`, `timed_out`, `broken`, `too_large`, `circuit_open`, `busy`, `forbidden`, `bad_redirect`, `invalid_request`, `failed`."
        ),
        ScriptField("message", .text(), "A sentence for the log, not for people."),
        ScriptField("retryable", .boolean, "Whether trying again later may help."),
    ])
}

// MARK: - Examples

extension HTTPAPI {
    private static func file(_ body: String) -> String {
        """
        bot.plugin { title = "Talk", uses = { "http:api.example.com" } }

        bot.flow("talk", { triggers = { "talk" }, run = function(chat)
        \(body.split(separator: "\n").map { "  " + $0 }.joined(separator: "\n"))
        end })
        """
    }

    private static let lua = [
        "get": """
            local answer = bot.http.get("https://api.example.com/price", { query = { item = "tea" } })
            chat:say("Tea costs {price}.", answer.json)
            """,
        "post": """
            local answer = bot.http.post("https://api.example.com/orders", { json = { item = "tea", count = 2 } })
            chat:say(answer.ok and "Order {id} is placed." or "It is sold out.", answer.json)
            """,
        "put": """
            local answer = bot.http.put("https://api.example.com/orders/17", { form = { count = 3 } })
            chat:say("{status}", answer)
            """,
        "patch": """
            local answer = bot.http.patch("https://api.example.com/orders/17", { json = { count = 4 } })
            chat:say(answer.text)
            """,
        "delete": """
            local answer = bot.http.delete("https://api.example.com/orders/17", { headers = { ["X-Reason"] = "cancelled" } })
            chat:say(answer.status == 404 and "There is no such order." or "It is cancelled.")
            """,
    ]

    private static let chats = [
        "get": """
            ! http GET https://api.example.com/price?item=tea 200 {"price": 5}
            > talk
            < Tea costs 5.
            """,
        "post": """
            ! http POST https://api.example.com/orders 201 {"id": 17}
            > talk
            < Order 17 is placed.
            """,
        "put": """
            ! http PUT https://api.example.com/orders/17 204
            > talk
            < 204
            """,
        "patch": """
            ! http PATCH https://api.example.com/orders/* 200 four now
            > talk
            < four now
            """,
        "delete": """
            ! http DELETE https://api.example.com/orders/17 404
            > talk
            < There is no such order.
            """,
    ]

    private static func trying(_ method: String) -> String {
        """
        local answer, failure = bot.http.try_\(method)("https://api.example.com/shop", { timeout = "2 seconds" })
        chat:say(answer and answer.text or "The shop does not answer ({code}).", failure or {})
        """
    }

    private static func tryingChat(_ method: String) -> String {
        """
        ! http \(method.uppercased()) https://api.example.com/shop timeout
        > talk
        < The shop does not answer (timed_out).
        """
    }
}
