// Moonpost
// SPDX-License-Identifier: Apache-2.0

internal import Flow
package import Language

/// `bot.tasks`: what the staff has to do. Who may see and change what is decided here, and not by scripts.
package enum TasksAPI {
    private static let id = ScriptField("id", .text(mayBeEmpty: false), "The task's id.")
    private static let dueHelp = "When it is due: a date as `bot.language.date` returns it, or \"2026-01-08\" or \"2026-01-08T17:00\""
    private static let priority = ScriptField.optional(
        "priority", .choice(["low", "normal", "high", "urgent"]), standard: "\"normal\"", "How much it matters.")
    private static let notes = ScriptField.optional("notes", .text(most: 10_000), "More about it.")
    private static let assignee = ScriptField.optional("assignee", .text(mayBeEmpty: false), "The user who is to do it, by id; who makes it, where nobody is named.")
    private static let project = ScriptField.optional("project", .text(mayBeEmpty: false), "The project that it is for, by id.")
    private static let tags = ScriptField.optional("tags", .list(of: .text(mayBeEmpty: false)), "Words by which it is found; each once, and without a # before it.")
    private static let filters: [ScriptField] = [
        .optional("due", .choice(["overdue", "today", "tomorrow", "week", "next_week", "month"]), "When it is due; weeks begin on Monday."),
        .optional("priority", .choice(["low", "normal", "high", "urgent"]), "How much it matters."),
        .optional("assignee", .text(mayBeEmpty: false), "A user's id, or \"me\"."),
        .optional("text", .text(mayBeEmpty: false), "Words of its title or notes."),
        .optional("tag", .text(mayBeEmpty: false), "One of its tags."),
        .optional("project", .text(mayBeEmpty: false), "The project that they are for, by id."),
        .optional("from", .any, "Due from this day on, or done where `done` is asked for: a date as `due` is."),
        .optional("to", .any, "Due up to this day, itself included, or done."),
        .optional("done", .boolean, "Those that are done, instead of those that are open."),
    ]

    private static func example(_ body: String, chat: String) -> ScriptExample {
        ScriptExample(
            .file,
            """
            bot.plugin { title = "Talk", uses = { "tasks" } }
            bot.flow("talk", { triggers = { "talk" }, access = "member", run = function(chat)
            \(body.split(separator: "\n").map { "  " + $0 }.joined(separator: "\n"))
            end })
            """,
            chat: "contact: Omar, +201007654321, role member\n" + chat)
    }

    package static func namespace(times: CivilTimes) -> ScriptNamespace {
        let operations = TaskOperations(times: times)
        let changes = ChangeOperations()
        return ScriptNamespace(
            "bot.tasks",
            "What the staff has to do. A member sees and changes what they have made and what they are to do; managers and admins everything. "
                + "Functions that find nobody of the staff behind the conversation raise `no_user`.",
            [
                ScriptFunction(
                    "create", [
                        ScriptField(
                            "options",
                            .options([ScriptField("title", .text(most: 500, mayBeEmpty: false), "What is to be done."), .optional("due", .any, dueHelp + "."), priority, notes, assignee, project, tags]),
                            "The task."),
                    ], returns: .object("task"), .operation(operations.create), "Makes a task, and returns it.",
                    example: example(
                        """
                        local task = bot.tasks.create { title = "Paint the door", due = bot.language.date("tomorrow"), priority = "high" }
                        chat:say("{title}, due {due}, {priority}", task)
                        """,
                        chat: """
                        > talk
                        < Paint the door, due 2026-01-06, high
                        """)),
                ScriptFunction(
                    "get", [id], returns: .object("task"), orNil: true, .operation(operations.get), "The task of this id, or nil where there is none that the person may see.",
                    example: example(
                        """
                        local task = bot.tasks.create { title = "Paint the door" }
                        chat:say(bot.tasks.get(task.id).title)
                        """,
                        chat: """
                        > talk
                        < Paint the door
                        """)),
                ScriptFunction(
                    "find", [
                        ScriptField("text", .text(mayBeEmpty: false), "Words of its title, in any form."),
                        .optional("options", .options([.optional("done", .boolean, "Those that are done, instead of those that are open.")]), "Which of them."),
                    ], returns: .list(of: .object("task")), .operation(operations.find), "The tasks that these words name, the best first: \"the presentation\" is \"Prepare the presentation\".",
                    example: example(
                        """
                        bot.tasks.create { title = "Prepare the presentation" }
                        chat:say(bot.tasks.find("presentations")[1].title)
                        """,
                        chat: """
                        > talk
                        < Prepare the presentation
                        """)),
                ScriptFunction(
                    "list", [.optional("options", .options(filters + [.optional("limit", .integer(min: 1, max: 200), standard: "50", "How many at most.")]), "Which of them.")],
                    returns: .list(of: .object("task")), .operation(operations.list),
                    "The tasks that the person may see, those that are due first first.",
                    example: example(
                        """
                        bot.tasks.create { title = "Paint the door", priority = "low" }
                        bot.tasks.create { title = "Buy paint", due = "2026-01-05" }
                        for _, task in ipairs(bot.tasks.list { assignee = "me" }) do chat:say(task.title) end
                        """,
                        chat: """
                        > talk
                        < Buy paint
                        < Paint the door
                        """)),
                ScriptFunction(
                    "count", [.optional("options", .options(filters), "Which of them.")], returns: .integer(), .operation(operations.count),
                    "How many tasks there are that the person may see.",
                    example: example(
                        """
                        bot.tasks.create { title = "Paint the door", priority = "high" }
                        chat:say("{n} of high priority", { n = bot.tasks.count { priority = "high" } })
                        """,
                        chat: """
                        > talk
                        < 1 of high priority
                        """)),
                ScriptFunction(
                    "update", [
                        id,
                        ScriptField(
                            "options",
                            .options([
                                .optional("title", .text(most: 500, mayBeEmpty: false), "What is to be done."),
                                .optional("due", .any, dueHelp + "; false takes it away."),
                                .optional("priority", .choice(["low", "normal", "high", "urgent"]), "How much it matters."),
                                notes, .optional("project", .any, "The project that it is for, by id; false takes it out."),
                                .optional("assignee", .any, "The user who is to do it, by id; false gives it back to who made it."), tags,
                            ]), "What changes."),
                    ], returns: .object("task"), .operation(operations.update), "Changes a task, and returns it.",
                    example: example(
                        """
                        local task = bot.tasks.create { title = "Paint the door", due = "2026-01-08" }
                        task = bot.tasks.update(task.id, { priority = "urgent", due = false })
                        chat:say("{priority}, due {due}", { priority = task.priority, due = tostring(task.due) })
                        """,
                        chat: """
                        > talk
                        < urgent, due nil
                        """)),
                ScriptFunction(
                    "complete", [id], returns: .object("task"), .operation(operations.complete), "Marks a task as done.",
                    example: example(
                        """
                        local task = bot.tasks.create { title = "Paint the door" }
                        bot.tasks.complete(task.id)
                        chat:say("{n} open", { n = bot.tasks.count() })
                        """,
                        chat: """
                        > talk
                        < 0 open
                        """)),
                ScriptFunction(
                    "reopen", [id], returns: .object("task"), .operation(operations.reopen), "Opens a task again that was done.",
                    example: example(
                        """
                        local task = bot.tasks.create { title = "Paint the door" }
                        bot.tasks.complete(task.id)
                        bot.tasks.reopen(task.id)
                        chat:say("{n} open", { n = bot.tasks.count() })
                        """,
                        chat: """
                        > talk
                        < 1 open
                        """)),
                ScriptFunction(
                    "delete", [id], returns: .object("task"), .operation(operations.delete), "Deletes a task; `bot.tasks.undo` brings it back.",
                    example: example(
                        """
                        local task = bot.tasks.create { title = "Paint the door" }
                        bot.tasks.delete(task.id)
                        chat:say(tostring(bot.tasks.get(task.id)))
                        """,
                        chat: """
                        > talk
                        < nil
                        """)),
                ScriptFunction(
                    "last_change", [], returns: .object("change"), orNil: true, .operation(changes.lastChange),
                    "What `bot.tasks.undo` would take back: the last thing that the person did to a task or a project, or told of one, in the last ten minutes. "
                        + "Ask before you take back that something was made: `action` is \"create\" then.",
                    example: example(
                        """
                        bot.tasks.create { title = "Paint the door" }
                        chat:say("{action}: {task.title}", bot.tasks.last_change())
                        """,
                        chat: """
                        > talk
                        < create: Paint the door
                        """)),
                ScriptFunction(
                    "undo", [
                        .optional("options", .options([.optional("change", .text(mayBeEmpty: false), "Takes back this one alone, by its id; where it is not the last one any more, it raises `changed`.")]), "Which."),
                    ], returns: .object("change"), orNil: true, .operation(changes.undo),
                    "Takes back what `bot.tasks.last_change` says, and returns it; nil where there is nothing. Where somebody else has changed it since, or has worked on a "
                        + "project that was made, it raises `changed`.",
                    example: example(
                        """
                        bot.tasks.delete(bot.tasks.create({ title = "Paint the door" }).id)
                        local undone = bot.tasks.undo()
                        chat:say("{action} of {task.title} taken back", undone)
                        """,
                        chat: """
                        > talk
                        < delete of Paint the door taken back
                        """)),
                ScriptFunction(
                    "redo", [], returns: .object("change"), orNil: true, .operation(changes.redo),
                    "Does again what the person took back last, in the last ten minutes, and returns it; nil where there is nothing. Where it was changed since, it raises `changed`.",
                    example: example(
                        """
                        bot.tasks.create { title = "Paint the door" }
                        bot.tasks.undo()
                        bot.tasks.redo()
                        chat:say("{n} open", { n = bot.tasks.count() })
                        """,
                        chat: """
                        > talk
                        < 1 open
                        """)),
            ])
    }

    package static let task = ScriptClass("task", "Something that somebody has to do.", [
        ScriptField("id", .text(), "Its id."), ScriptField("title", .text(), "What is to be done."), .optional("notes", .text(), "More about it."),
        .optional("due", .text(), "When it is due: \"2026-01-08\" or \"2026-01-08T17:00\"."),
        ScriptField("priority", .choice(["low", "normal", "high", "urgent"]), "How much it matters."),
        ScriptField("owner", .text(), "The user who made it."), ScriptField("assignee", .text(), "The user who is to do it."),
        .optional("project", .text(), "The project that it is for, by id."),
        ScriptField("tags", .list(of: .text()), "Its tags."), ScriptField("done", .boolean, "Whether it is done."),
    ])

    package static let change = ScriptClass("change", "Something that somebody did to a task or a project.", [
        ScriptField("id", .text(), "Its id."),
        ScriptField("action", .text(), "\"create\", \"update\", \"complete\", \"reopen\" or \"delete\"; of projects also \"rename\", \"close\", \"join\", \"leave\" and \"post\"."),
        .optional("task", .object("task"), "The task that it was done to."), .optional("project", .object("project"), "The project that it was done to, or that was told about."),
        .optional("update", .table(like: "{ user = \"01J...\", text = \"The lease is signed.\" }"), "What was told of the project."),
        .optional("fields", .list(of: .text()), "What of it was changed, such as \"due\"; nil where it was made or deleted."),
        .optional("people", .list(of: .text()), "The users who joined a project or left it."),
        .optional("changed", .boolean, "Whether somebody else has changed it since, so that it cannot be taken back; `bot.tasks.last_change` says it."),
    ])
}
