// Moonpost
// SPDX-License-Identifier: Apache-2.0

import Business
import Core
import Testing

@Suite("Which tasks are meant")
struct TaskFilterTests {
    private static let omar = UserID(stored: "omar"), sara = UserID(stored: "sara")
    private static let day: Int64 = 86_400_000

    private func task(
        _ id: String, due: Int64? = nil, priority: TaskItem.Priority = .normal, owner: UserID = omar, assignee: UserID = omar, done: Bool = false
    ) -> TaskItem {
        var task = TaskItem(
            id: TaskID(stored: id), title: "Title \(id)", owner: owner, assignee: assignee, priority: priority,
            due: due.map { TaskDue(text: "", at: Timestamp(milliseconds: $0)) }, createdAt: Timestamp(milliseconds: 0))
        if done { task.doneAt = Timestamp(milliseconds: 1) }
        return task
    }

    @Test("a whole day belongs to its own day, though it is over when the next one begins; a moment at midnight to the day that ends with it")
    func days() {
        var filter = TaskFilter()
        (filter.dueFrom, filter.dueBefore) = (Timestamp(milliseconds: Self.day), Timestamp(milliseconds: 2 * Self.day))
        #expect(filter.takes(task("whole day", due: 2 * Self.day)))
        #expect(filter.takes(task("noon", due: Self.day + Self.day / 2)))
        #expect(!filter.takes(task("the day before", due: Self.day)))
        #expect(!filter.takes(task("the day after", due: 3 * Self.day)))
        #expect(!filter.takes(task("none")))
    }

    @Test("a task is overdue from the moment at which it is due until it is done")
    func overdue() {
        var filter = TaskFilter()
        filter.overdueAt = Timestamp(milliseconds: 100)
        #expect(filter.takes(task("a", due: 100)) && filter.takes(task("b", due: 99)))
        #expect(!filter.takes(task("c", due: 101)) && !filter.takes(task("d", due: 1, done: true)) && !filter.takes(task("e")))
    }

    @Test("what is due comes first, then what matters most, then what was made first")
    func order() {
        let tasks = [task("4", priority: .low), task("1", due: 5), task("2", due: 9, priority: .low), task("0", due: 9, priority: .urgent), task("3"), task("5")]
        #expect(tasks.sorted(by: TaskFilter.order).map(\.id.text) == ["1", "0", "2", "3", "5", "4"])
    }

    @Test("words, tags, people and priorities are looked for, and what is deleted is never found")
    func others() {
        var filter = TaskFilter()
        filter.text = "TITLE"
        #expect(filter.takes(task("a")) && !filter.takes(task("a", done: true)))
        var tagged = task("t")
        tagged.tags = ["Shop"]
        filter.tag = "shop"
        #expect(filter.takes(tagged) && !filter.takes(task("a")))
        filter.assignee = Self.sara
        #expect(!filter.takes(tagged))
        var gone = task("g")
        gone.deletedAt = Timestamp(milliseconds: 1)
        #expect(!TaskFilter().takes(gone))
        #expect(TaskFilter(isDone: true).takes(task("a", done: true)))
    }

    @Test("a member uses what they made and what they are to do; a manager everything")
    func rights() {
        let member = TaskActor(id: Self.omar, isManager: false), manager = TaskActor(id: UserID(stored: "m"), isManager: true)
        #expect(member.mayUse(task("own", owner: Self.omar, assignee: Self.sara)) && member.mayUse(task("to do", owner: Self.sara, assignee: Self.omar)))
        #expect(!member.mayUse(task("other", owner: Self.sara, assignee: Self.sara)) && manager.mayUse(task("other", owner: Self.sara, assignee: Self.sara)))
    }
}
