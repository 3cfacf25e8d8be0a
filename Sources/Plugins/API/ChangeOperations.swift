// Moonpost
// SPDX-License-Identifier: Apache-2.0

internal import Business
internal import Core
internal import Flow
internal import Store

/// What `bot.tasks` does about what was done: takes it back, and does it again. Tasks, projects and what is told of them have one history, because
/// what is taken back is what somebody did last.
struct ChangeOperations: Sendable {
    /// How long what somebody did can be taken back, and what was taken back done again.
    private static let period = Duration.seconds(600)

    private func operation(
        _ name: String, _ kind: OperationKind, _ perform: @escaping @Sendable (JSON, TaskActor, Operation.Context, any Connection) throws -> JSON
    ) -> Operation {
        Operation("tasks." + name, kind, capability: .tasks) { arguments, context, connection in
            try perform(arguments, try StaffActor.of(context, "bot.tasks", connection), context, connection)
        }
    }

    private static func since(_ context: Operation.Context) -> Timestamp { context.now + (.zero - period) }

    var lastChange: Operation {
        operation("last_change", .read) { _, actor, context, connection in
            guard let change = try ChangeRepository.last(of: actor.id, since: Self.since(context), in: connection) else { return .null }
            let now = try ChangeRepository.state(of: change, in: connection)
            guard var object = try Self.json(change, shown: now ?? change.before, change.before, now, connection).object else { return .null }
            object["changed"] = .bool(try ChangeRepository.isFollowed(change, in: connection))
            return .object(object)
        }
    }

    var undo: Operation {
        operation("undo", .write) { arguments, actor, context, connection in
            guard let change = try ChangeRepository.last(of: actor.id, since: Self.since(context), in: connection) else { return .null }
            if let wanted = arguments["change"]?.text, wanted != change.id {
                throw OperationError(code: "changed", message: "bot.tasks.undo: that is no longer what the person did last: bot.tasks.last_change() says what is")
            }
            guard try !ChangeRepository.isFollowed(change, in: connection) else {
                throw OperationError(code: "changed", message: "bot.tasks.undo: somebody has changed it since, which would be lost")
            }
            let now = try ChangeRepository.state(of: change, in: connection)
            try ChangeRepository.undo(change, as: context.ids.next(UpdateSubject.self).text, at: context.now, in: connection)
            return try Self.json(change, shown: change.before ?? now, change.before, now, connection)
        }
    }

    var redo: Operation {
        operation("redo", .write) { _, actor, context, connection in
            guard let change = try ChangeRepository.lastUndone(of: actor.id, since: Self.since(context), in: connection) else { return .null }
            guard try ChangeRepository.isRepeatable(change, in: connection) else {
                throw OperationError(code: "changed", message: "bot.tasks.redo: it has been changed since, which would be lost")
            }
            let answer = try Self.json(change, shown: change.after ?? change.before, change.before, change.after, connection)
            try ChangeRepository.redo(change, as: context.ids.next(UpdateSubject.self).text, at: context.now, in: connection)
            return answer
        }
    }

    // MARK: - Answers

    /// What only the history needs.
    private static let inner: Set = ["due_at", "done_at", "created_at", "closed_at", "tasks"]

    /// - Parameter shown: What the change's subject is, or was where it is not there.
    private static func json(
        _ change: ChangeRepository.Change, shown: JSON?, _ before: JSON?, _ after: JSON?, _ connection: any Connection
    ) throws -> JSON {
        var object: JSONObject = ["id": .string(change.id), "action": .string(change.action)]
        object[change.kind.rawValue] = shown.map(outer)
        if change.kind == .update, let project = shown?["project"]?.text {
            object["project"] = try ProjectRepository.project(ProjectID(stored: project), in: connection)?.json
        }
        if let before = before.map(outer)?.object, let after = after.map(outer)?.object {
            let fields = Set(before.keys + after.keys).filter { before[$0] != after[$0] }.sorted()
            object["fields"] = .array(fields.map(JSON.string))
            object["people"] = .array(
                Set(before["members"]?.elements ?? []).symmetricDifference(after["members"]?.elements ?? []).compactMap(\.text).sorted().map(JSON.string))
        }
        return .object(object)
    }

    private static func outer(_ state: JSON) -> JSON {
        .object(JSONObject((state.object ?? [:]).members.filter { !inner.contains($0.key) }))
    }
}
