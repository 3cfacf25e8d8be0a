// Moonpost
// SPDX-License-Identifier: Apache-2.0

package import Core

/// Who does something with tasks, and what that person may.
package struct TaskActor: Hashable, Sendable {
    package var id: UserID
    /// Managers and admins see and change everybody's.
    package var isManager: Bool
    /// The projects that they work on.
    package var projects: Set<ProjectID>

    package init(id: UserID, isManager: Bool, projects: Set<ProjectID> = []) {
        self.id = id
        self.isManager = isManager
        self.projects = projects
    }

    /// A member sees and changes what they have made, what they are to do, and what is for a project that they work on.
    package func mayUse(_ task: TaskItem) -> Bool {
        isManager || task.owner == id || task.assignee == id || task.project.map(projects.contains) ?? false
    }

    /// A member sees the projects that they work on.
    package func mayUse(_ project: Project) -> Bool { isManager || project.members.contains(id) }

    /// Who made a project, and managers, may rename it, delete it, and take others out of it.
    package func mayManage(_ project: Project) -> Bool { isManager || project.owner == id }
}
