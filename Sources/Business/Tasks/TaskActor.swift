// Moonpost
// SPDX-License-Identifier: Apache-2.0

package import Core

/// Who does something with tasks, and what that person may.
package struct TaskActor: Hashable, Sendable {
    package var id: UserID
    /// Managers and admins see and change everybody's.
    package var isManager: Bool

    package init(id: UserID, isManager: Bool) {
        self.id = id
        self.isManager = isManager
    }

    /// A member sees and changes what they have made and what they are to do.
    package func mayUse(_ task: TaskItem) -> Bool { isManager || task.owner == id || task.assignee == id }
}
