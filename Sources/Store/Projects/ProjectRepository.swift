// Moonpost
// SPDX-License-Identifier: Apache-2.0

package import Business
package import Core

/// Projects, who works on them, and what was told about them; ``ChangeRepository`` has what was done to them.
package enum ProjectRepository {
    private static let columns = "id, name, owner, closed_at, deleted_at, created_at"

    /// Writes the project, its members included, as it is from now on.
    package static func save(_ project: Project, in connection: any Connection) throws {
        try connection.execute(
            """
            INSERT INTO projects (\(columns)) VALUES ($1, $2, $3, $4, $5, $6)
            ON CONFLICT (id) DO UPDATE SET name = excluded.name, closed_at = excluded.closed_at, deleted_at = excluded.deleted_at
            """,
            [
                .id(project.id), .text(project.name), .id(project.owner), .time(project.closedAt), .time(project.deletedAt), .time(project.createdAt),
            ])
        try connection.execute("DELETE FROM project_members WHERE project = $1", [.id(project.id)])
        for member in project.members.sorted() {
            try connection.execute("INSERT INTO project_members (project, user_id) VALUES ($1, $2)", [.id(project.id), .id(member)])
        }
    }

    package static func project(_ id: ProjectID, in connection: any Connection) throws -> Project? {
        try connection.firstRow("SELECT \(columns) FROM projects WHERE id = $1", [.id(id)]).map { try project($0, connection) }
    }

    /// Those that are not deleted, by name.
    package static func all(in connection: any Connection) throws -> [Project] {
        try connection.rows("SELECT \(columns) FROM projects WHERE deleted_at IS NULL ORDER BY name, id", []).map { try project($0, connection) }
    }

    /// The projects that somebody works on.
    package static func projects(of user: UserID, in connection: any Connection) throws -> Set<ProjectID> {
        Set(try connection.rows("SELECT project FROM project_members WHERE user_id = $1", [.id(user)]).map { try $0.id(0) })
    }

    package static func add(_ update: ProjectUpdate, id: String, to project: ProjectID, in connection: any Connection) throws {
        try connection.execute(
            "INSERT INTO project_updates (id, project, user_id, text, created_at) VALUES ($1, $2, $3, $4, $5)",
            [.text(id), .id(project), .id(update.user), .text(update.text), .time(update.createdAt)])
    }

    /// What was told of a project, the newest first.
    package static func updates(of project: ProjectID, limit: Int, in connection: any Connection) throws -> [ProjectUpdate] {
        try connection.rows(
            "SELECT user_id, text, created_at FROM project_updates WHERE project = $1 AND deleted_at IS NULL ORDER BY id DESC LIMIT $2",
            [.id(project), .integer(Int64(limit))]
        ).map { row in ProjectUpdate(user: try row.id(0), text: try row.text(1), createdAt: try row.time(2)) }
    }

    /// Deletes a project; its tasks are for none any more.
    package static func delete(_ id: ProjectID, at time: Timestamp, in connection: any Connection) throws {
        try connection.execute("UPDATE projects SET deleted_at = $1 WHERE id = $2", [.time(time), .id(id)])
        try connection.execute("UPDATE tasks SET project = NULL WHERE project = $1", [.id(id)])
    }

    private static func project(_ row: Row, _ connection: any Connection) throws -> Project {
        let id: ProjectID = try row.id(0)
        let members: [UserID] = try connection.rows("SELECT user_id FROM project_members WHERE project = $1", [.id(id)]).map { try $0.id(0) }
        var project = Project(id: id, name: try row.text(1), owner: try row.id(2), members: Set(members), createdAt: try row.time(5))
        project.closedAt = row.optionalTime(3)
        project.deletedAt = row.optionalTime(4)
        return project
    }
}
