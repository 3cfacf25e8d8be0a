// Moonpost
// SPDX-License-Identifier: Apache-2.0

package import Core

/// Which tasks are meant, and in which order they come: late ones and those that are due first, then by priority, then by age.
package struct TaskFilter: Hashable, Sendable {
    package var assignee: UserID?
    package var priority: TaskItem.Priority?
    /// Due from here, up to but not at `dueBefore`.
    package var dueFrom: Timestamp?
    package var dueBefore: Timestamp?
    /// Those alone that should have been done by this time.
    package var overdueAt: Timestamp?
    /// In the title or the notes; case and accents make no difference.
    package var text: String?
    package var tag: String?
    package var project: ProjectID?
    package var isDone: Bool
    /// Done from here on, up to but not at `doneBefore`.
    package var doneFrom: Timestamp?
    package var doneBefore: Timestamp?
    /// Makes text comparable.
    private let fold: @Sendable (String) -> String

    package init(isDone: Bool = false, fold: @escaping @Sendable (String) -> String = { $0.lowercased() }) {
        self.isDone = isDone
        self.fold = fold
    }

    package static func == (left: TaskFilter, right: TaskFilter) -> Bool {
        left.assignee == right.assignee && left.priority == right.priority && left.dueFrom == right.dueFrom && left.dueBefore == right.dueBefore
            && left.project == right.project && left.doneFrom == right.doneFrom && left.doneBefore == right.doneBefore && left.overdueAt == right.overdueAt && left.text == right.text && left.tag == right.tag && left.isDone == right.isDone
    }

    package func hash(into hasher: inout Hasher) { hasher.combine(text) }

    package func takes(_ task: TaskItem) -> Bool {
        guard task.deletedAt == nil, (task.doneAt != nil) == isDone else { return false }
        if let assignee, task.assignee != assignee { return false }
        if let priority, task.priority != priority { return false }
        if let project, task.project != project { return false }
        if let doneFrom, task.doneAt.map({ $0 < doneFrom }) ?? true { return false }
        if let doneBefore, task.doneAt.map({ $0 >= doneBefore }) ?? true { return false }
        if let overdueAt, !task.isOverdue(at: overdueAt) { return false }
        if dueFrom != nil || dueBefore != nil {
            guard let due = task.due else { return false }
            // A whole day ends with the first moment of the next one, and belongs to its own.
            if let dueFrom, due.at <= dueFrom { return false }
            if let dueBefore, due.at > dueBefore { return false }
        }
        if let tag, !task.tags.contains(where: { fold($0) == fold(tag) }) { return false }
        if let text {
            let wanted = fold(text)
            guard fold(task.title).contains(wanted) || fold(task.notes ?? "").contains(wanted) else { return false }
        }
        return true
    }

    /// In the order in which people want to read them.
    package static func order(_ left: TaskItem, _ right: TaskItem) -> Bool {
        switch (left.due?.at, right.due?.at) {
        case (let one?, let two?) where one != two: return one < two
        case (_?, nil): return true
        case (nil, _?): return false
        default: break
        }
        if left.priority != right.priority { return left.priority > right.priority }
        return left.id < right.id
    }
}
