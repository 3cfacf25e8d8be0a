// Moonpost
// SPDX-License-Identifier: Apache-2.0

package import Business
package import Core

extension ProjectRepository {
    /// As the history keeps it.
    package static func stored(_ project: Project) -> JSON {
        var object = project.json.object ?? [:]
        object["closed_at"] = project.closedAt.map { .integer($0.milliseconds) }
        return .object(object)
    }

    /// What a project is, as the history keeps it, with the ids of its tasks: those that it gets back when it comes back. Nil where there is none, or
    /// no longer.
    package static func state(of id: ProjectID, in connection: any Connection) throws -> JSON? {
        guard let project = try project(id, in: connection), project.deletedAt == nil else { return nil }
        var object = stored(project).object ?? [:]
        object["tasks"] = .array(
            try connection.rows("SELECT id FROM tasks WHERE project = $1 AND deleted_at IS NULL ORDER BY id", [.id(id)]).map { .string(try $0.text(0)) })
        return .object(object)
    }

    /// Makes a project what it was, or deletes it where it was not there. It gets back the tasks that it had and that are for no other one now.
    static func restore(_ state: JSON?, to id: ProjectID, at time: Timestamp, in connection: any Connection) throws {
        guard let state else { return try delete(id, at: time, in: connection) }
        guard var project = try project(id, in: connection) else { return }
        project.name = state["name"]?.text ?? project.name
        project.members = Set((state["members"]?.elements ?? []).compactMap(\.text).map { UserID(stored: $0) })
        project.closedAt = state["closed_at"]?.int.map { Timestamp(milliseconds: $0) }
        project.deletedAt = nil
        try save(project, in: connection)
        for task in (state["tasks"]?.elements ?? []).compactMap(\.text) {
            try connection.execute("UPDATE tasks SET project = $1 WHERE id = $2 AND project IS NULL", [.id(id), .text(task)])
        }
    }

    // MARK: - Updates

    /// What was told, as the history keeps it; nil where it was taken back.
    static func state(ofUpdate id: String, in connection: any Connection) throws -> JSON? {
        try connection.firstRow("SELECT project, user_id, text FROM project_updates WHERE id = $1 AND deleted_at IS NULL", [.text(id)]).map { row in
            ["project": .string(try row.text(0)), "user": .string(try row.text(1)), "text": .string(try row.text(2))]
        }
    }

    /// Tells an update again that was taken back, or takes it back. Its text never changes.
    static func restore(_ state: JSON?, toUpdate id: String, at time: Timestamp, in connection: any Connection) throws {
        try connection.execute("UPDATE project_updates SET deleted_at = $1 WHERE id = $2", [.time(state == nil ? time : nil), .text(id)])
    }
}
