// Moonpost
// SPDX-License-Identifier: Apache-2.0

import Business
import Core
import Testing

@Suite("How a project stands")
struct ProjectStatusTests {
    private static let omar = UserID(stored: "omar")
    private let now = Timestamp(milliseconds: 100), since = Timestamp(milliseconds: 50)

    private func task(
        _ id: String, due: Int64? = nil, priority: TaskItem.Priority = .normal, made: Int64 = 0, done: Int64? = nil, deleted: Bool = false
    ) -> TaskItem {
        var task = TaskItem(
            id: TaskID(stored: id), title: id, owner: Self.omar, assignee: Self.omar, priority: priority,
            due: due.map { TaskDue(text: "", at: Timestamp(milliseconds: $0)) }, createdAt: Timestamp(milliseconds: made))
        task.doneAt = done.map { Timestamp(milliseconds: $0) }
        if deleted { task.deletedAt = now }
        return task
    }

    @Test("counts what is open, late, important and done, and what of that is new; what is deleted counts for nothing")
    func counts() {
        let status = ProjectStatus(
            [
                task("open", priority: .high), task("late", due: 100, priority: .urgent, made: 60), task("in time", due: 101), task("done", done: 40),
                task("done lately", due: 1, made: 50, done: 50), task("deleted", due: 1, deleted: true),
            ], now: now, since: since)
        #expect(status.open == 3)
        #expect(status.overdue == 1)
        #expect(status.important == 2)
        #expect(status.done == 2)
        #expect(status.doneLately == 1)
        #expect(status.madeLately == 2)
        #expect(status.percent == 40)
    }

    @Test("is nothing done where there is nothing to do")
    func empty() { #expect(ProjectStatus([], now: now, since: since).percent == 0) }

    @Test("a member sees the projects that they work on and the tasks in them, a manager all; who made a project works on it")
    func access() {
        let sara = UserID(stored: "sara")
        let project = Project(id: ProjectID(stored: "p"), name: "Shop", owner: Self.omar, members: [], createdAt: now)
        #expect(project.members == [Self.omar])
        var item = task("t")
        item.project = project.id
        #expect(TaskActor(id: Self.omar, isManager: false).mayUse(project))
        #expect(!TaskActor(id: sara, isManager: false).mayUse(project))
        #expect(TaskActor(id: sara, isManager: true).mayUse(project))
        #expect(!TaskActor(id: sara, isManager: false).mayUse(item))
        #expect(TaskActor(id: sara, isManager: false, projects: [project.id]).mayUse(item))
    }

    @Test("who made a project and managers may manage it, who only works on it may not")
    func managing() {
        let sara = UserID(stored: "sara")
        let project = Project(id: ProjectID(stored: "p"), name: "Shop", owner: Self.omar, members: [sara], createdAt: now)
        #expect(TaskActor(id: Self.omar, isManager: false).mayManage(project))
        #expect(!TaskActor(id: sara, isManager: false, projects: [project.id]).mayManage(project))
        #expect(TaskActor(id: sara, isManager: true).mayManage(project))
    }

    @Test("what was made and done after the time that is looked at does not count for it")
    func ends() {
        let tasks = [task("a", made: 10, done: 20), task("b", made: 20, done: 30), task("c", made: 30, done: nil)]
        let status = ProjectStatus(tasks, now: Timestamp(milliseconds: 99), since: Timestamp(milliseconds: 10), before: Timestamp(milliseconds: 30))
        #expect(status.madeLately == 2 && status.doneLately == 1 && status.open == 1 && status.done == 2)
    }
}
