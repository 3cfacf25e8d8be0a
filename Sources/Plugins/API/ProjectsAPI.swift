// Moonpost
// SPDX-License-Identifier: Apache-2.0

internal import Flow
package import Language

/// `bot.projects`: what the staff's tasks are for. Who may see and change what is decided here, and not by scripts.
package enum ProjectsAPI {
    private static let id = ScriptField("id", .text(mayBeEmpty: false), "The project's id.")
    private static let user = ScriptField("user", .text(mayBeEmpty: false), "The user's id.")

    private static func example(_ body: String, chat: String, people: String = "contact: Omar, +201007654321, role member") -> ScriptExample {
        ScriptExample(
            .file,
            """
            bot.plugin { title = "Talk", uses = { "projects", "tasks", "users" } }
            bot.flow("talk", { triggers = { "talk" }, access = "member", run = function(chat)
            \(body.split(separator: "\n").map { "  " + $0 }.joined(separator: "\n"))
            end })
            """,
            chat: people + "\n" + chat)
    }

    package static func namespace(times: CivilTimes) -> ScriptNamespace {
        let operations = ProjectOperations(times: times)
        return ScriptNamespace(
            "bot.projects",
            "What tasks are for. A member sees and changes the projects that they work on, and the tasks in them; managers and admins all. "
                + "Functions that find nobody of the staff behind the conversation raise `no_user`.",
            [
                ScriptFunction(
                    "create", [ScriptField("options", .options([ScriptField("name", .text(most: 200, mayBeEmpty: false), "What it is called.")]), "The project.")], returns: .object("project"), .operation(operations.create),
                    "Makes a project, and returns it. Where one of that name goes on already, it raises `exists`.",
                    example: example(
                        """
                        local project = bot.projects.create { name = "New shop" }
                        chat:say("{name}", project)
                        """,
                        chat: """
                        > talk
                        < New shop
                        """)),
                ScriptFunction(
                    "get", [id], returns: .object("project"), orNil: true, .operation(operations.get),
                    "The project of this id, or nil where there is none that the person may see.",
                    example: example(
                        """
                        local project = bot.projects.create { name = "New shop" }
                        chat:say(bot.projects.get(project.id).name)
                        """,
                        chat: """
                        > talk
                        < New shop
                        """)),
                ScriptFunction(
                    "find", [ScriptField("text", .text(mayBeEmpty: false), "Its name, or words of it.")], returns: .list(of: .object("project")), .operation(operations.find),
                    "The projects that these words name, the best first; those that are closed only where no other fits.",
                    example: example(
                        """
                        bot.projects.create { name = "New shop in Alexandria" }
                        chat:say(bot.projects.find("the alexandria shop")[1].name)
                        """,
                        chat: """
                        > talk
                        < New shop in Alexandria
                        """)),
                ScriptFunction(
                    "list", [.optional("options", .options([.optional("closed", .boolean, "Those that are closed, instead of those that go on.")]), "Which of them.")], returns: .list(of: .object("project")), .operation(operations.list),
                    "The projects that the person works on, by name; for managers and admins, all.",
                    example: example(
                        """
                        bot.projects.create { name = "New shop" }
                        bot.projects.create { name = "Fair" }
                        for _, project in ipairs(bot.projects.list()) do chat:say(project.name) end
                        """,
                        chat: """
                        > talk
                        < Fair
                        < New shop
                        """)),
                ScriptFunction(
                    "close", [id], returns: .object("project"), .operation(operations.close),
                    "Closes a project; `bot.tasks.undo` takes it back.",
                    example: example(
                        """
                        local project = bot.projects.create { name = "New shop" }
                        bot.projects.close(project.id)
                        chat:say("{n} go on", { n = #bot.projects.list() })
                        """,
                        chat: """
                        > talk
                        < 0 go on
                        """)),
                ScriptFunction(
                    "reopen", [id], returns: .object("project"), .operation(operations.reopen),
                    "Lets a project go on that was closed.",
                    example: example(
                        """
                        local project = bot.projects.create { name = "New shop" }
                        bot.projects.close(project.id)
                        chat:say(tostring(bot.projects.reopen(project.id).closed))
                        """,
                        chat: """
                        > talk
                        < false
                        """)),
                ScriptFunction(
                    "rename", [id, ScriptField("name", .text(most: 200, mayBeEmpty: false), "What it is called from now on.")], returns: .object("project"),
                    .operation(operations.rename),
                    "Gives a project another name. Who did not make it and is no manager gets `not_allowed`; where another one of that name goes on, it raises `exists`.",
                    example: example(
                        """
                        local project = bot.projects.create { name = "Fair" }
                        chat:say(bot.projects.rename(project.id, "Expo").name)
                        """,
                        chat: """
                        > talk
                        < Expo
                        """)),
                ScriptFunction(
                    "delete", [id], returns: .object("project"), .operation(operations.delete),
                    "Deletes a project; its tasks stay, and are for none any more. Who did not make it and is no manager gets `not_allowed`. `bot.tasks.undo` brings it back, with its tasks.",
                    example: example(
                        """
                        local project = bot.projects.create { name = "New shop" }
                        local task = bot.tasks.create { title = "Sign the lease", project = project.id }
                        bot.projects.delete(project.id)
                        chat:say("{title}, for {project}", { title = task.title, project = tostring(bot.tasks.get(task.id).project) })
                        """,
                        chat: """
                        > talk
                        < Sign the lease, for nil
                        """)),
                ScriptFunction(
                    "join", [id, user], returns: .object("project"), .operation(operations.join),
                    "Makes somebody a member: they see the project and its tasks.",
                    example: example(
                        """
                        local project = bot.projects.create { name = "New shop" }
                        project = bot.projects.join(project.id, bot.users.find("sara")[1].id)
                        chat:say("{n} members", { n = #project.members })
                        """,
                        chat: """
                        > talk
                        < 2 members
                        """, people: "contact: Sara, +201005555555, role member\ncontact: Omar, +201007654321, role member")),
                ScriptFunction(
                    "leave", [id, user], returns: .object("project"), .operation(operations.leave),
                    "Lets somebody be a member no longer. Whoever wants may leave; others are taken out by who made the project and by managers, everybody else gets `not_allowed`.",
                    example: example(
                        """
                        local project, sara = bot.projects.create { name = "New shop" }, bot.users.find("sara")[1]
                        bot.projects.join(project.id, sara.id)
                        project = bot.projects.leave(project.id, sara.id)
                        chat:say("{n} member", { n = #project.members })
                        """,
                        chat: """
                        > talk
                        < 1 member
                        """, people: "contact: Sara, +201005555555, role member\ncontact: Omar, +201007654321, role member")),
                ScriptFunction(
                    "post", [id, ScriptField("text", .text(most: 4_000, mayBeEmpty: false), "What there is to tell.")], returns: .object("project"), .operation(operations.post),
                    "Adds an update: what somebody tells of a project; `bot.tasks.undo` takes it back.",
                    example: example(
                        """
                        local project = bot.projects.create { name = "New shop" }
                        bot.projects.post(project.id, "The lease is signed.")
                        chat:say(bot.projects.status(project.id).updates[1].text)
                        """,
                        chat: """
                        > talk
                        < The lease is signed.
                        """)),
                ScriptFunction(
                    "status", [id], returns: .object("project_status"), .operation(operations.status),
                    "How a project stands: counts of its tasks, those that are late, and what was told last.",
                    example: example(
                        """
                        local project = bot.projects.create { name = "New shop" }
                        local task = bot.tasks.create { title = "Sign the lease", project = project.id }
                        bot.tasks.create { title = "Order shelves", project = project.id }
                        bot.tasks.complete(task.id)
                        chat:say("{percent}% done, {open} open", bot.projects.status(project.id))
                        """,
                        chat: """
                        > talk
                        < 50% done, 1 open
                        """)),
                ScriptFunction(
                    "insights", [
                        .optional(
                            "options",
                            .options([
                                .optional("from", .any, "Since when `made_lately` and `done_lately` count; a week ago where it is left out."),
                                .optional("to", .any, "Up to which day they count, itself included; up to now where it is left out."),
                            ]), "The time that is looked at."),
                    ], returns: .object("insights"), .operation(operations.insights),
                    "Everything that the person may see at a glance: by people, those with the most to do first, and by projects.",
                    example: example(
                        """
                        bot.tasks.create { title = "Sign the lease" }
                        bot.tasks.create { title = "Order shelves" }
                        local person = bot.projects.insights().people[1]
                        chat:say("{name}: {open}", { name = bot.users.get(person.user).name, open = person.open })
                        """,
                        chat: """
                        > talk
                        < Omar: 2
                        """)),
            ])
    }

    package static let project = ScriptClass("project", "What several tasks are for.", [
        ScriptField("id", .text(), "Its id."), ScriptField("name", .text(), "What it is called."), ScriptField("owner", .text(), "The user who made it."),
        ScriptField("members", .list(of: .text()), "The users who work on it, the owner included."), ScriptField("closed", .boolean, "Whether it is over."),
    ])

    private static let counts: [ScriptField] = [
        ScriptField("open", .integer(), "Tasks that are to be done."), ScriptField("done", .integer(), "Tasks that are done."),
        ScriptField("overdue", .integer(), "Open ones that are late."), ScriptField("important", .integer(), "Open ones of high priority, and urgent ones."),
        ScriptField("done_lately", .integer(), "Done in the last seven days, or in the time that was asked for."),
        ScriptField("made_lately", .integer(), "Made in that time."),
        ScriptField("percent", .integer(), "How much is done, from 0 to 100."),
    ]

    package static let status = ScriptClass("project_status", "How a project stands.", counts + [
        ScriptField("project", .object("project"), "The project."), ScriptField("late", .list(of: .object("task")), "The tasks that are late, at most ten."),
        ScriptField("updates", .list(of: .table(like: "{ user = \"01J...\", text = \"The lease is signed.\", day = { ... } }")), "What was told last, the newest first."),
    ])

    package static let insights = ScriptClass("insights", "How everything stands that somebody may see.", counts + [
        ScriptField("people", .list(of: .table(like: "{ user = \"01J...\", open = 3, overdue = 1 }")), "The same counts by `user`, those with the most to do first."),
        ScriptField("projects", .list(of: .table(like: "{ project = { ... }, open = 3 }")), "The same counts by `project`, of those that go on."),
        ScriptField("late", .list(of: .object("task")), "The tasks that are late, at most ten."),
    ])
}
