// Moonpost
// SPDX-License-Identifier: Apache-2.0

internal import Business
internal import Core
internal import Flow
internal import Language
internal import Store

/// What `bot.projects` does.
struct ProjectOperations: Sendable {
    let times: CivilTimes

    private static let mostUpdates = 5
    private static let mostLate = 10
    private static let week = Duration.seconds(7 * 86_400)

    private func operation(
        _ name: String, _ kind: OperationKind, _ perform: @escaping @Sendable (JSON, TaskActor, Operation.Context, any Connection) throws -> JSON
    ) -> Operation {
        Operation("projects." + name, kind, capability: .projects) { arguments, context, connection in
            try perform(arguments, try StaffActor.of(context, "bot.projects", connection), context, connection)
        }
    }

    private static func visible(_ actor: TaskActor, _ connection: any Connection) throws -> [Project] {
        try ProjectRepository.all(in: connection).filter(actor.mayUse)
    }

    private static func project(_ arguments: JSON, _ actor: TaskActor, _ connection: any Connection) throws -> Project {
        let id = ProjectID(stored: arguments["id"]?.text ?? "")
        guard let project = try ProjectRepository.project(id, in: connection), project.deletedAt == nil, actor.mayUse(project) else {
            throw OperationError(code: "not_found", message: "bot.projects: there is no project \"\(id)\" that this person may use")
        }
        return project
    }

    private static func user(_ arguments: JSON, _ connection: any Connection) throws -> UserID {
        let id = UserID(stored: arguments["user"]?.text ?? "")
        guard let user = try UserRepository.user(id, in: connection), user.disabledAt == nil else {
            throw OperationError(code: "not_found", message: "bot.projects: there is no user \"\(id)\": bot.users.find(name) has ids")
        }
        return user.id
    }

    /// The name without white space around it and doubled in it, where no other project that goes on has it.
    private static func name(_ arguments: JSON, of id: ProjectID?, _ actor: TaskActor, _ connection: any Connection) throws -> String {
        let name = (arguments["name"]?.text ?? "").split(whereSeparator: \.isWhitespace).joined(separator: " ")
        guard !name.isEmpty, name.count <= Project.longestName else {
            throw OperationError(code: "invalid", message: "bot.projects: a project needs a name of at most \(Project.longestName) characters")
        }
        let twin = try visible(actor, connection).first { $0.closedAt == nil && $0.id != id && NormalizedText.of($0.name) == NormalizedText.of(name) }
        if let twin { throw OperationError(code: "exists", message: "bot.projects: there is a project \"\(twin.name)\" already") }
        return name
    }

    private static func demandManaging(_ project: Project, _ actor: TaskActor, _ name: String) throws {
        guard actor.mayManage(project) else {
            throw OperationError(code: "not_allowed", message: "bot.projects.\(name): only who made \"\(project.name)\" may do that, and managers")
        }
    }

    private static func save(
        _ project: Project, _ action: String, before: Project?, _ actor: TaskActor, _ context: Operation.Context, _ connection: any Connection
    ) throws -> JSON {
        try ProjectRepository.save(project, in: connection)
        var change = change(.project, project.id.text, action, actor, context)
        change.before = before.map(ProjectRepository.stored)
        try ChangeRepository.add(change, in: connection)
        return project.json
    }

    private static func change(
        _ kind: ChangeRepository.Change.Kind, _ subject: String, _ action: String, _ actor: TaskActor, _ context: Operation.Context
    ) -> ChangeRepository.Change {
        ChangeRepository.Change(
            id: context.ids.next(UpdateSubject.self).text, kind: kind, subject: subject, user: actor.id, action: action, before: nil,
            createdAt: context.now)
    }

    /// Changes a project; where nothing changes, nothing is kept either.
    private func changing(
        _ name: String, _ change: @escaping @Sendable (inout Project, JSON, TaskActor, Operation.Context, any Connection) throws -> Void
    ) -> Operation {
        operation(name, .write) { arguments, actor, context, connection in
            let before = try Self.project(arguments, actor, connection)
            var project = before
            try change(&project, arguments, actor, context, connection)
            return project == before ? project.json : try Self.save(project, name, before: before, actor, context, connection)
        }
    }

    var create: Operation {
        operation("create", .write) { arguments, actor, context, connection in
            let name = try Self.name(arguments, of: nil, actor, connection)
            let project = Project(id: context.ids.next(), name: name, owner: actor.id, members: [], createdAt: context.now)
            return try Self.save(project, "create", before: nil, actor, context, connection)
        }
    }

    var get: Operation {
        operation("get", .read) { arguments, actor, _, connection in
            do {
                return try Self.project(arguments, actor, connection).json
            } catch let error as OperationError where error.code == "not_found" {
                return .null
            }
        }
    }

    var list: Operation {
        operation("list", .read) { arguments, actor, _, connection in
            let isClosed = arguments["closed"]?.bool ?? false
            return .array(try Self.visible(actor, connection).filter { ($0.closedAt != nil) == isClosed }.map(\.json))
        }
    }

    var find: Operation {
        operation("find", .read) { arguments, actor, _, connection in
            // Those that go on before those that are over.
            let projects = try Self.visible(actor, connection)
            let found = [false, true].lazy.map { isClosed in
                WordMatch.best(arguments["text"]?.text ?? "", among: projects.filter { ($0.closedAt != nil) == isClosed }, title: \.name)
            }.first { !$0.isEmpty }
            return .array((found ?? []).map(\.json))
        }
    }

    var close: Operation { changing("close") { project, _, _, context, _ in project.closedAt = project.closedAt ?? context.now } }
    var reopen: Operation { changing("reopen") { project, _, _, _, _ in project.closedAt = nil } }
    var join: Operation { changing("join") { project, arguments, _, _, connection in project.members.insert(try Self.user(arguments, connection)) } }

    var rename: Operation {
        changing("rename") { project, arguments, actor, _, connection in
            try Self.demandManaging(project, actor, "rename")
            project.name = try Self.name(arguments, of: project.id, actor, connection)
        }
    }

    var delete: Operation {
        operation("delete", .write) { arguments, actor, context, connection in
            let project = try Self.project(arguments, actor, connection)
            try Self.demandManaging(project, actor, "delete")
            var change = Self.change(.project, project.id.text, "delete", actor, context)
            change.before = try ProjectRepository.state(of: project.id, in: connection)
            try ProjectRepository.delete(project.id, at: context.now, in: connection)
            try ChangeRepository.add(change, in: connection)
            return project.json
        }
    }

    var leave: Operation {
        changing("leave") { project, arguments, actor, _, connection in
            let user = try Self.user(arguments, connection)
            if user != actor.id { try Self.demandManaging(project, actor, "leave") }
            guard user != project.owner else {
                throw OperationError(code: "invalid", message: "bot.projects.leave: who made a project stays in it")
            }
            project.members.remove(user)
        }
    }

    var post: Operation {
        operation("post", .write) { arguments, actor, context, connection in
            let project = try Self.project(arguments, actor, connection)
            let text = arguments["text"]?.text ?? ""
            guard !text.isEmpty, text.count <= ProjectUpdate.longestText else {
                throw OperationError(code: "invalid", message: "bot.projects.post: an update has at most \(ProjectUpdate.longestText) characters, and some")
            }
            let id = context.ids.next(UpdateSubject.self).text
            try ProjectRepository.add(ProjectUpdate(user: actor.id, text: text, createdAt: context.now), id: id, to: project.id, in: connection)
            try ChangeRepository.add(Self.change(.update, id, "post", actor, context), in: connection)
            return project.json
        }
    }

    var status: Operation {
        operation("status", .read) { arguments, actor, context, connection in
            let project = try Self.project(arguments, actor, connection)
            let tasks = try TaskRepository.tasks(of: actor, in: connection).filter { $0.project == project.id }
            var object = ProjectStatus(tasks, now: context.now, since: context.now + (.zero - Self.week)).json
            object["project"] = project.json
            object["late"] = late(tasks, context)
            object["updates"] = .array(
                try ProjectRepository.updates(of: project.id, limit: Self.mostUpdates, in: connection).map { update in
                    [
                        "user": .string(update.user.text), "text": .string(update.text),
                        "day": LanguageAPI.json(times.civil(in: context.zone).day(of: update.createdAt)),
                    ]
                })
            return .object(object)
        }
    }

    private func late(_ tasks: [TaskItem], _ context: Operation.Context) -> JSON {
        let late = tasks.filter { $0.isOverdue(at: context.now) }.sorted(by: TaskFilter.order).prefix(Self.mostLate)
        return .array(late.map { TaskOperations(times: times).json($0, context) })
    }

    var insights: Operation {
        operation("insights", .read) { arguments, actor, context, connection in
            let (from, end) = try TaskOperations(times: times).period(arguments, context)
            let since = from ?? context.now + (.zero - Self.week)
            let tasks = try TaskRepository.tasks(of: actor, in: connection)
            var object = ProjectStatus(tasks, now: context.now, since: since, before: end).json
            let people = Dictionary(grouping: tasks, by: \.assignee).map { user, tasks in (user: user, status: ProjectStatus(tasks, now: context.now, since: since, before: end)) }
            object["people"] = .array(
                people.sorted { ($0.status.open, $0.status.overdue, $1.user) > ($1.status.open, $1.status.overdue, $0.user) }.map { person in
                    var object = person.status.json
                    object["user"] = .string(person.user.text)
                    return .object(object)
                })
            let projects = try Self.visible(actor, connection).filter { $0.closedAt == nil }
            object["projects"] = .array(
                projects.map { project in
                    var object = ProjectStatus(tasks.filter { $0.project == project.id }, now: context.now, since: since, before: end).json
                    object["project"] = project.json
                    return .object(object)
                })
            object["late"] = late(tasks, context)
            return .object(object)
        }
    }
}

extension CivilTime {
    fileprivate func day(of time: Timestamp) -> Moment {
        let (moment, _) = moment(at: time)
        return Moment(year: moment.year, month: moment.month, day: moment.day)
    }
}
