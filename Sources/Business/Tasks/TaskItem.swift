// Moonpost
// SPDX-License-Identifier: Apache-2.0

package import Core

/// Something that somebody has to do.
package struct TaskItem: Hashable, Sendable {
    package enum Priority: String, Hashable, Sendable, CaseIterable, Comparable {
        case low, normal, high, urgent

        package static func < (left: Priority, right: Priority) -> Bool {
            (allCases.firstIndex(of: left) ?? 0) < (allCases.firstIndex(of: right) ?? 0)
        }
    }

    package var id: TaskID
    package var title: String
    package var notes: String?
    /// Who made it.
    package var owner: UserID
    /// Who is to do it.
    package var assignee: UserID
    package var priority: Priority
    package var due: TaskDue?
    /// What it is for.
    package var project: ProjectID?
    package var tags: [String]
    package var doneAt: Timestamp?
    package var deletedAt: Timestamp?
    package var createdAt: Timestamp

    package static let longestTitle = 500
    package static let longestNotes = 10_000

    package init(
        id: TaskID, title: String, notes: String? = nil, owner: UserID, assignee: UserID, priority: Priority = .normal, due: TaskDue? = nil,
        tags: [String] = [], createdAt: Timestamp
    ) {
        self.id = id
        self.title = title
        self.notes = notes
        self.owner = owner
        self.assignee = assignee
        self.priority = priority
        self.due = due
        self.tags = tags
        self.createdAt = createdAt
    }

    package var isOpen: Bool { doneAt == nil && deletedAt == nil }

    /// Whether it should have been done by now.
    package func isOverdue(at now: Timestamp) -> Bool { isOpen && (due.map { $0.at <= now } ?? false) }

    /// Everything of it, as the history keeps it and scripts read it.
    package var json: JSON {
        var object: JSONObject = [
            "id": .string(id.text), "title": .string(title), "owner": .string(owner.text), "assignee": .string(assignee.text),
            "priority": .string(priority.rawValue), "tags": .array(tags.map(JSON.string)), "done": .bool(doneAt != nil),
        ]
        object["notes"] = notes.map { .string($0) }
        object["due"] = due.map { .string($0.text) }
        object["project"] = project.map { .string($0.text) }
        return .object(object)
    }
}
