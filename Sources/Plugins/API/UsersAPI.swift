// Moonpost
// SPDX-License-Identifier: Apache-2.0

internal import Core
internal import Flow
internal import Language
internal import Store

/// `bot.users`: the staff, to be read. They are changed with `moonpost user`.
package enum UsersAPI {
    private static let find = Operation("users.find", .read, capability: .users) { arguments, _, connection in
        let wanted = NormalizedText.of(arguments["text"]?.text ?? "")
        let found = try UserRepository.all(in: connection).filter { user in
            let name = NormalizedText.of(user.name)
            return !wanted.isEmpty && (name == wanted || name.hasPrefix(wanted) || name.split(separator: " ").contains { $0 == wanted })
        }
        // Who is called exactly so comes first.
        let exact = found.filter { NormalizedText.of($0.name) == wanted }
        return .array((exact + found.filter { !exact.contains($0) }).map(\.json))
    }

    private static let get = Operation("users.get", .read, capability: .users) { arguments, _, connection in
        try UserRepository.user(UserID(stored: arguments["id"]?.text ?? ""), in: connection)?.json ?? .null
    }

    private static let list = Operation("users.list", .read, capability: .users) { arguments, _, connection in
        let role = arguments["role"]?.text.flatMap(User.Role.init(rawValue:))
        return .array(try UserRepository.all(in: connection).filter { role == nil || $0.role == role }.map(\.json))
    }

    package static let namespace = ScriptNamespace("bot.users", "The staff. Users are added, linked and changed with `moonpost user`.", [
        ScriptFunction(
            "find", [ScriptField("text", .text(mayBeEmpty: false), "A name, or its beginning; capitals and accents do not matter.")],
            returns: .list(of: .object("user")), .operation(find), "The users whose name begins like this, or has this word; who is called exactly so first.",
            example: ScriptExample(
                .file,
                """
                bot.plugin { title = "Talk", uses = { "users" } }
                bot.flow("talk", { triggers = { "talk" }, run = function(chat)
                  local found = bot.users.find("omar")
                  chat:say("{n} found: {name}, {role}", { n = #found, name = found[1].name, role = found[1].role })
                end })
                """,
                chat: """
                contact: Amina, +201001234567
                contact: Omar Said, +201007654321, role manager
                Amina> talk
                < 1 found: Omar Said, manager
                """)),
        ScriptFunction(
            "get", [ScriptField("id", .text(mayBeEmpty: false), "The id, as `chat.user.id` has it.")], returns: .object("user"), orNil: true,
            .operation(get), "The user of this id, or nil; also somebody who has left.",
            example: ScriptExample(
                .file,
                """
                bot.plugin { title = "Talk", uses = { "users" } }
                bot.flow("talk", { triggers = { "talk" }, access = "member", run = function(chat)
                  chat:say("You are {name}.", { name = bot.users.get(chat.user.id).name })
                end })
                """,
                chat: """
                contact: Omar Said, +201007654321, role member
                > talk
                < You are Omar Said.
                """)),
        ScriptFunction(
            "list", [.optional("options", .options([.optional("role", .choice(User.Role.allCases.map(\.rawValue)), "Those of this role alone.")]), "Which of them.")],
            returns: .list(of: .object("user")), .operation(list), "All users, by name.",
            example: ScriptExample(
                .file,
                """
                bot.plugin { title = "Talk", uses = { "users" } }
                bot.flow("talk", { triggers = { "talk" }, run = function(chat)
                  for _, user in ipairs(bot.users.list { role = "admin" }) do chat:say("Ask {name}.", user) end
                end })
                """,
                chat: """
                contact: Amina, +201001234567
                contact: Omar Said, +201007654321, role admin
                Amina> talk
                < Ask Omar Said.
                """)),
    ])

    package static let user = ScriptClass("user", "Somebody of the staff.", [
        ScriptField("id", .text(), "Our own id of the user."), ScriptField("name", .text(), "The name."),
        ScriptField("role", .choice(User.Role.allCases.map(\.rawValue)), "What they may do."),
        .optional("language", .text(), "Their language, where one is set."),
        .optional("timezone", .text(), "Their time zone, where one is set."),
    ])
}
