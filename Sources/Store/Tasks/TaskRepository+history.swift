// Moonpost
// SPDX-License-Identifier: Apache-2.0

package import Business
package import Core

extension TaskRepository {
    /// As the history keeps it: what scripts see, and what only we need.
    package static func stored(_ task: TaskItem) -> JSON {
        var object = task.json.object ?? [:]
        object["due_at"] = task.due.map { .integer($0.at.milliseconds) }
        object["done_at"] = task.doneAt.map { .integer($0.milliseconds) }
        object["created_at"] = .integer(task.createdAt.milliseconds)
        return .object(object)
    }

    /// What a task is, as the history keeps it; nil where there is none, or no longer.
    static func state(of id: TaskID, in connection: any Connection) throws -> JSON? {
        guard let task = try task(id, in: connection), task.deletedAt == nil else { return nil }
        return stored(task)
    }

    /// Makes a task what it was, or deletes it where it was not there. A project that was deleted since is none that it can be for.
    static func restore(_ state: JSON?, to id: TaskID, at time: Timestamp, in connection: any Connection) throws {
        guard var task = try state.map({ try restored($0, id: id) }) ?? task(id, in: connection) else { return }
        if state == nil { task.deletedAt = time }
        if let project = task.project, try ProjectRepository.project(project, in: connection)?.deletedAt != nil { task.project = nil }
        try save(task, at: time, in: connection)
    }

    private static func restored(_ json: JSON, id: TaskID) throws -> TaskItem {
        func time(_ name: String) -> Timestamp? { json[name]?.int.map { Timestamp(milliseconds: $0) } }
        let name = json["priority"]?.text ?? ""
        guard let priority = TaskItem.Priority(rawValue: name) else { throw UnknownState(table: "changes", row: id.text, state: name) }
        var task = TaskItem(
            id: id, title: json["title"]?.text ?? "", notes: json["notes"]?.text, owner: UserID(stored: json["owner"]?.text ?? ""),
            assignee: UserID(stored: json["assignee"]?.text ?? ""), priority: priority, tags: json["tags"]?.elements?.compactMap(\.text) ?? [],
            createdAt: time("created_at") ?? Timestamp(milliseconds: 0))
        if let due = json["due"]?.text, let at = time("due_at") { task.due = TaskDue(text: due, at: at) }
        task.project = json["project"]?.text.map { ProjectID(stored: $0) }
        task.doneAt = time("done_at")
        return task
    }
}
