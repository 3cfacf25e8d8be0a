// Moonpost
// SPDX-License-Identifier: Apache-2.0

internal import Business
internal import Core
internal import Flow
internal import Language
internal import Store

/// What `bot.tasks` does.
struct TaskOperations: Sendable {
    let times: CivilTimes

    private static let mostTags = 20
    private static let longestTag = 50

    private func operation(
        _ name: String, _ kind: OperationKind, _ perform: @escaping @Sendable (JSON, TaskActor, Operation.Context, any Connection) throws -> JSON
    ) -> Operation {
        Operation("tasks." + name, kind, capability: .tasks) { arguments, context, connection in
            try perform(arguments, try StaffActor.of(context, "bot.tasks", connection), context, connection)
        }
    }

    /// The task, where the person may see it; whether one exists that they may not is none of their business.
    private static func task(_ arguments: JSON, _ actor: TaskActor, _ connection: any Connection) throws -> TaskItem {
        let id = TaskID(stored: arguments["id"]?.text ?? "")
        guard let task = try TaskRepository.task(id, in: connection), task.deletedAt == nil, actor.mayUse(task) else {
            throw OperationError(code: "not_found", message: "bot.tasks: there is no task \"\(id)\" that this person may use")
        }
        return task
    }

    /// A task as the person reads it: a time that it is due is what their own clock shows then.
    func json(_ task: TaskItem, _ context: Operation.Context) -> JSON {
        guard let due = task.due, due.hasTime, var object = task.json.object else { return task.json }
        object["due"] = .string(Self.text(times.civil(in: context.zone).moment(at: due.at).0))
        return .object(object)
    }

    private func save(
        _ task: TaskItem, _ action: String, before: TaskItem?, _ actor: TaskActor, _ context: Operation.Context, _ connection: any Connection
    ) throws -> JSON {
        let change = ChangeRepository.Change(
            id: context.ids.next(UpdateSubject.self).text, kind: .task, subject: task.id.text, user: actor.id, action: action,
            before: before.map(TaskRepository.stored), createdAt: context.now)
        try TaskRepository.save(task, at: context.now, in: connection)
        try ChangeRepository.add(change, in: connection)
        return json(task, context)
    }

    var create: Operation {
        operation("create", .write) { arguments, actor, context, connection in
            var task = TaskItem(
                id: context.ids.next(), title: arguments["title"]?.text?.trimmingWhitespace ?? "", owner: actor.id, assignee: actor.id, createdAt: context.now)
            try fill(&task, arguments, actor, context, connection)
            return try save(task, "create", before: nil, actor, context, connection)
        }
    }

    var get: Operation {
        operation("get", .read) { arguments, actor, context, connection in
            do {
                return json(try Self.task(arguments, actor, connection), context)
            } catch let error as OperationError where error.code == "not_found" {
                return .null
            }
        }
    }

    var list: Operation {
        operation("list", .read) { arguments, actor, context, connection in
            let limit = Int(arguments["limit"]?.int ?? 50)
            return .array(try TaskRepository.tasks(of: actor, filter(arguments, actor, context), in: connection).prefix(limit).map { json($0, context) })
        }
    }

    var count: Operation {
        operation("count", .read) { arguments, actor, context, connection in
            .integer(Int64(try TaskRepository.tasks(of: actor, filter(arguments, actor, context), in: connection).count))
        }
    }

    var update: Operation {
        operation("update", .write) { arguments, actor, context, connection in
            let before = try Self.task(arguments, actor, connection)
            var task = before
            try fill(&task, arguments, actor, context, connection)
            return task == before ? json(task, context) : try save(task, "update", before: before, actor, context, connection)
        }
    }

    private func marking(_ name: String, _ change: @escaping @Sendable (inout TaskItem, Operation.Context) -> Void) -> Operation {
        operation(name, .write) { arguments, actor, context, connection in
            let before = try Self.task(arguments, actor, connection)
            var task = before
            change(&task, context)
            // What is done already is not done a second time, and undo would find nothing to take back.
            return task == before ? json(task, context) : try save(task, name, before: before, actor, context, connection)
        }
    }

    var complete: Operation { marking("complete") { task, context in task.doneAt = task.doneAt ?? context.now } }
    var reopen: Operation { marking("reopen") { task, _ in task.doneAt = nil } }
    var delete: Operation { marking("delete") { task, context in task.deletedAt = context.now } }

    var find: Operation {
        operation("find", .read) { arguments, actor, context, connection in
            let isDone = arguments["done"]?.bool ?? false
            let tasks = try TaskRepository.tasks(of: actor, TaskFilter(isDone: isDone), in: connection)
            return .array(WordMatch.best(arguments["text"]?.text ?? "", among: tasks, title: \.title).prefix(Self.mostFound).map { json($0, context) })
        }
    }

    private static let mostFound = 10

    // MARK: - Arguments

    private func fill(
        _ task: inout TaskItem, _ arguments: JSON, _ actor: TaskActor, _ context: Operation.Context, _ connection: any Connection
    ) throws {
        let civil = times.civil(in: context.zone)
        if let title = arguments["title"]?.text?.trimmingWhitespace { task.title = title }
        guard !task.title.isEmpty else { throw OperationError(code: "invalid", message: "bot.tasks: a task needs a title") }
        if let notes = arguments["notes"]?.text { task.notes = notes.isEmpty ? nil : notes }
        if let priority = arguments["priority"]?.text.flatMap(TaskItem.Priority.init(rawValue:)) { task.priority = priority }
        if let tags = arguments["tags"]?.elements?.compactMap(\.text) { task.tags = try Self.cleaned(tags) }
        // A task is always somebody's: whoever made it has it where nobody else does.
        if arguments["assignee"]?.bool == false { task.assignee = task.owner }
        if let wanted = arguments["assignee"]?.text {
            guard let user = try UserRepository.user(UserID(stored: wanted), in: connection), user.disabledAt == nil else {
                throw OperationError(code: "not_found", message: "bot.tasks: there is no user \"\(wanted)\" to do it: bot.users.find(name) has ids")
            }
            task.assignee = user.id
        }
        if let wanted = arguments["project"], !wanted.isNull {
            guard wanted.bool != false else {
                task.project = nil
                return try fillDue(&task, arguments, civil)
            }
            guard let project = try ProjectRepository.project(ProjectID(stored: wanted.text ?? ""), in: connection), project.deletedAt == nil, actor.mayUse(project) else {
                throw OperationError(code: "not_found", message: "bot.tasks: there is no project \"\(wanted.text ?? "\(wanted)")\" that this person may use: bot.projects.find(name) has ids")
            }
            task.project = project.id
        }
        try fillDue(&task, arguments, civil)
    }

    /// Each tag once, as it was written first, without the sign before it.
    private static func cleaned(_ tags: [String]) throws -> [String] {
        var (seen, cleaned): (Set<String>, [String]) = ([], [])
        for tag in tags {
            let tag = String(tag.trimmingWhitespace.drop { $0 == "#" })
            guard !tag.isEmpty, tag.count <= longestTag else {
                throw OperationError(code: "invalid", message: "bot.tasks: a tag has at most \(longestTag) characters, and some; \"\(tag.prefix(longestTag))\" is none")
            }
            if seen.insert(NormalizedText.of(tag)).inserted { cleaned.append(tag) }
        }
        guard cleaned.count <= mostTags else {
            throw OperationError(code: "invalid", message: "bot.tasks: a task has at most \(mostTags) tags, not \(cleaned.count)")
        }
        return cleaned
    }

    private func fillDue(_ task: inout TaskItem, _ arguments: JSON, _ civil: CivilTime) throws {
        if let due = arguments["due"], !due.isNull { task.due = due.bool == false ? nil : try self.due(due, civil) }
    }

    /// A date table, or its ISO text.
    private func due(_ value: JSON, _ civil: CivilTime) throws -> TaskDue {
        let (text, moment) = try moment(value, civil)
        guard let at = civil.timestamp(of: end(of: moment)) else {
            throw OperationError(code: "invalid", message: "bot.tasks: there is no \(text)")
        }
        return TaskDue(text: Self.text(moment), at: at)
    }

    private static func text(_ moment: CivilTime.Moment) -> String {
        func two(_ number: Int) -> String { number < 10 ? "0\(number)" : "\(number)" }
        let day = "\(moment.year)-\(two(moment.month))-\(two(moment.day))"
        return moment.hour.map { "\(day)T\(two($0)):\(two(moment.minute ?? 0))" } ?? day
    }

    private func moment(_ value: JSON, _ civil: CivilTime) throws -> (text: String, CivilTime.Moment) {
        let text = value.text ?? value["iso"]?.text ?? ""
        let parts = text.split(whereSeparator: { "-T:".contains($0) }).compactMap { Int($0) }
        guard parts.count == 3 || (5...6).contains(parts.count) else {
            throw OperationError(code: "invalid", message: "bot.tasks: \"\(text)\" is no date: give what bot.language.date returns, or \"2026-01-08T17:00\"")
        }
        var moment = CivilTime.Moment(year: parts[0], month: parts[1], day: parts[2])
        if parts.count > 3 { (moment.hour, moment.minute) = (parts[3], parts[4]) }
        guard civil.exists(moment), (0..<24).contains(moment.hour ?? 0), (0..<60).contains(moment.minute ?? 0) else {
            throw OperationError(code: "invalid", message: "bot.tasks: there is no \(text)")
        }
        return (text, moment)
    }

    /// A whole day is over when the next one begins.
    private func end(of moment: CivilTime.Moment) -> CivilTime.Moment {
        moment.hour == nil ? CivilTime.Moment(year: moment.year, month: moment.month, day: moment.day + 1, hour: 0, minute: 0) : moment
    }

    /// From the beginning of the first day to the end of the last one.
    func period(_ arguments: JSON, _ context: Operation.Context) throws -> (from: Timestamp?, before: Timestamp?) {
        let civil = times.civil(in: context.zone)
        var (from, before): (Timestamp?, Timestamp?) = (nil, nil)
        if let value = arguments["from"], !value.isNull {
            var (_, first) = try moment(value, civil)
            (first.hour, first.minute) = (first.hour ?? 0, first.minute ?? 0)
            from = civil.timestamp(of: first)
        }
        if let value = arguments["to"], !value.isNull {
            let (_, last) = try moment(value, civil)
            before = civil.timestamp(of: end(of: last))
        }
        return (from, before)
    }

    private func filter(_ arguments: JSON, _ actor: TaskActor, _ context: Operation.Context) throws -> TaskFilter {
        var filter = TaskFilter(isDone: arguments["done"]?.bool ?? false) { NormalizedText.of($0) }
        filter.priority = arguments["priority"]?.text.flatMap(TaskItem.Priority.init(rawValue:))
        filter.assignee = arguments["assignee"]?.text.map { $0 == "me" ? actor.id : UserID(stored: $0) }
        filter.text = arguments["text"]?.text
        filter.tag = arguments["tag"]?.text
        filter.project = arguments["project"]?.text.map { ProjectID(stored: $0) }
        let civil = times.civil(in: context.zone)
        let (today, weekday) = civil.moment(at: context.now)
        let monday = -((weekday + 6) % 7)
        func day(_ offset: Int) -> Timestamp? { civil.timestamp(of: CivilTime.Moment(year: today.year, month: today.month, day: today.day + offset, hour: 0, minute: 0)) }
        switch arguments["due"]?.text {
        case "overdue": filter.overdueAt = context.now
        case "today": (filter.dueFrom, filter.dueBefore) = (day(0), day(1))
        case "tomorrow": (filter.dueFrom, filter.dueBefore) = (day(1), day(2))
        case "week": (filter.dueFrom, filter.dueBefore) = (day(monday), day(monday + 7))
        case "next_week": (filter.dueFrom, filter.dueBefore) = (day(monday + 7), day(monday + 14))
        case "month":
            filter.dueFrom = day(1 - today.day)
            filter.dueBefore = civil.timestamp(of: CivilTime.Moment(year: today.year, month: today.month + 1, day: 1, hour: 0, minute: 0))
        default: break
        }
        let (from, before) = try period(arguments, context)
        if filter.isDone { (filter.doneFrom, filter.doneBefore) = (from, before) } else if from != nil || before != nil { (filter.dueFrom, filter.dueBefore) = (from, before) }
        return filter
    }
}

extension String {
    fileprivate var trimmingWhitespace: String {
        guard let first = firstIndex(where: { !$0.isWhitespace }), let last = lastIndex(where: { !$0.isWhitespace }) else { return "" }
        return String(self[first...last])
    }
}
