// Moonpost
// SPDX-License-Identifier: Apache-2.0

internal import Core
internal import Flow
internal import Store

/// What was just talked about: "the second one" is of the list that was shown last.
extension ChatAPI {
    static let remembering: [ScriptFunction] = [remember, recall]

    private static let longestValue = 16_384
    private static let kept = Duration.seconds(86_400)
    private static let name = ScriptField("name", .text(most: 100, mayBeEmpty: false), "What it is called.")

    private static let options = ScriptField.optional(
        "options", .options([.optional("shared", .boolean, standard: "false", "Whether all plugins know it: what is being talked about, whoever asks next.")]),
        "Who knows it.")

    /// Whose it is: the plugin's, or all plugins', for whom there is no name that a plugin can have.
    private static func owner(_ arguments: JSON, _ context: Operation.Context) -> String { arguments["shared"]?.bool == true ? "" : context.plugin }

    /// Beside the plugin's own data, under a name that no key of it has.
    private static func key(_ arguments: JSON, _ context: Operation.Context) throws -> String {
        guard let contact = context.contact else {
            throw OperationError(code: "no_person", message: "chat:remember: there is nobody to remember this of: this run has no chat")
        }
        return "\u{1}\(contact) \(arguments["name"]?.text ?? "")"
    }

    private static let rememberOperation = Operation("remember", .effect) { arguments, context, connection in
        let value = arguments["value"] ?? .null
        guard value.encoded().count <= longestValue else {
            throw OperationError(code: "too_large", message: "chat:remember: what is talked about takes at most \(longestValue) bytes; bot.store keeps more")
        }
        try PluginDataRepository.set(try key(arguments, context), to: value, of: owner(arguments, context), expiresAt: context.now + kept, in: connection)
        return .null
    }

    private static let recallOperation = Operation("recall", .read) { arguments, context, connection in
        try PluginDataRepository.value(try key(arguments, context), of: owner(arguments, context), at: context.now, in: connection) ?? .null
    }

    private static let remember = ScriptFunction(
        "remember", [name, ScriptField("value", .any, needs: "a value", "A text, a number, true or false, or a table."), options], .prelude([rememberOperation]),
        "Keeps what is being talked about with this person, for a day: which list they saw last. Queries may do that, too; what is to last longer "
            + "belongs into `bot.store`. Each plugin has its own, but what is `shared`: every plugin sees and may change that.",
        example: ScriptExample(
            .file,
            """
            bot.plugin { title = "Talk" }
            bot.query("talk", { run = function(chat)
              local last = chat:recall("visits") or 0
              chat:remember("visits", last + 1)
              return "Visit " .. last + 1
            end })
            """,
            chat: """
            > talk
            < Visit 1
            > talk
            < Visit 2
            ~ 25 hours
            > talk
            < Visit 1
            """))

    private static let recall = ScriptFunction(
        "recall", [name, options], returns: .any, orNil: true, .prelude([recallOperation]),
        "What `chat:remember` kept; nil where there is nothing, or it is more than a day old.",
        example: ScriptExample(
            """
            chat:remember("list", { "tea", "coffee" })
            chat:say(chat:recall("list")[2])
            chat:remember("project", "Fair", { shared = true })
            chat:say(chat:recall("project", { shared = true }))
            """,
            chat: """
            < coffee
            < Fair
            """))
}
