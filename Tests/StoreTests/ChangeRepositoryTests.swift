// Moonpost
// SPDX-License-Identifier: Apache-2.0

import Business
import Core
import Testing

@testable import Store

@Suite("What was done to tasks and projects")
struct ChangeRepositoryTests {
    private static let omar = UserID(stored: "omar"), sara = UserID(stored: "sara")
    private static let fair = ProjectID(stored: "fair"), booth = TaskID(stored: "booth")

    /// Who does what to the one task and the one project, each step with an id that tells its place.
    private final class History {
        let connection: any Connection
        private var steps = 0

        init(_ connection: any Connection) { self.connection = connection }

        func nextID() -> String {
            steps += 1
            return "c\(100 + steps)"
        }

        private func add(
            _ kind: ChangeRepository.Change.Kind, _ subject: String, _ action: String, before: JSON?, by user: UserID
        ) throws {
            try ChangeRepository.add(
                ChangeRepository.Change(
                    id: nextID(), kind: kind, subject: subject, user: user, action: action, before: before, createdAt: time(Int64(steps))), in: connection)
        }

        func makeProject() throws {
            try ProjectRepository.save(Project(id: fair, name: "Fair", owner: omar, members: [], createdAt: time(0)), in: connection)
            try add(.project, fair.text, "create", before: nil, by: omar)
        }

        func rename(_ name: String, by user: UserID = omar) throws {
            var project = try #require(try ProjectRepository.project(fair, in: connection))
            let before = ProjectRepository.stored(project)
            project.name = name
            try ProjectRepository.save(project, in: connection)
            try add(.project, fair.text, "rename", before: before, by: user)
        }

        func makeTask(by user: UserID = omar) throws {
            var task = TaskItem(id: booth, title: "Book a booth", owner: user, assignee: user, tags: ["fair"], createdAt: time(0))
            task.project = fair
            try TaskRepository.save(task, at: time(0), in: connection)
            try add(.task, booth.text, "create", before: nil, by: user)
        }

        func post(by user: UserID = omar) throws {
            let update = ProjectUpdate(user: user, text: "The hall is rented.", createdAt: time(0))
            try ProjectRepository.add(update, id: "u", to: fair, in: connection)
            try add(.update, "u", "post", before: nil, by: user)
        }

        func deleteProject() throws {
            let before = try ProjectRepository.state(of: fair, in: connection)
            try ProjectRepository.delete(fair, at: time(9), in: connection)
            try add(.project, fair.text, "delete", before: before, by: omar)
        }

        /// What Omar takes back, or nil where somebody else has gone on from there.
        func undo() throws -> String? {
            guard let change = try ChangeRepository.last(of: omar, since: time(0), in: connection) else { return "nothing" }
            if try ChangeRepository.isFollowed(change, in: connection) { return nil }
            try ChangeRepository.undo(change, as: nextID(), at: time(100), in: connection)
            return change.action
        }

        func redo() throws -> String? {
            guard let change = try ChangeRepository.lastUndone(of: omar, since: time(0), in: connection) else { return "nothing" }
            if try !ChangeRepository.isRepeatable(change, in: connection) { return nil }
            try ChangeRepository.redo(change, as: nextID(), at: time(100), in: connection)
            return change.action
        }

        var updates: Int { get throws { try ProjectRepository.updates(of: fair, limit: 9, in: connection).count } }
        var projectOfTask: ProjectID? { get throws { try TaskRepository.task(booth, in: connection)?.project } }
        var isThere: Bool { get throws { try ProjectRepository.state(of: fair, in: connection) != nil } }
    }

    private func withHistory(_ body: @escaping @Sendable (History) throws -> Void) async throws {
        try await withDatabase { database in
            try await database.write { connection in
                try body(History(connection))
            }
        }
    }

    @Test("is taken back step by step, the last one first, also what was told; and done again in the order in which it was done")
    func steps() async throws {
        try await withHistory { history in
            try history.makeProject()
            try history.post()
            try history.rename("Expo")
            #expect(try [history.undo(), history.undo(), history.undo(), history.undo()] == ["rename", "post", "create", "nothing"])
            #expect(try history.updates == 0)
            #expect(try !history.isThere)
            for action in ["create", "post", "rename", "nothing"] { #expect(try history.redo() == action) }
            #expect(try history.updates == 1)
            #expect(try ProjectRepository.project(Self.fair, in: history.connection)?.name == "Expo")
            // What was done again is the last thing that was done.
            #expect(try history.undo() == "rename")
            #expect(try ProjectRepository.project(Self.fair, in: history.connection)?.name == "Fair")
            #expect(try history.redo() == "rename")
        }
        // What was taken back last is done again first, however old it is.
        try await withHistory { history in
            try history.makeProject()
            try history.post()
            #expect(try history.undo() == "post")
            try history.rename("Expo")
            #expect(try history.undo() == "rename")
            #expect(try [history.redo(), history.redo()] == ["rename", "post"])
        }
    }

    @Test("a project that was deleted comes back with its tasks, and goes again without them")
    func deleted() async throws {
        try await withHistory { history in
            try history.makeProject()
            try history.makeTask()
            try history.deleteProject()
            #expect(try history.projectOfTask == nil)
            #expect(try history.undo() == "delete")
            #expect(try history.projectOfTask == Self.fair)
            #expect(try history.redo() == "delete")
            #expect(try history.projectOfTask == nil)
            #expect(try !history.isThere)
            #expect(try history.undo() == "delete")
            #expect(try history.projectOfTask == Self.fair)
        }
    }

    @Test("a project's making is not taken back where a colleague has a task in it, told of it, or changed it; one's own things go first")
    func colleagues() async throws {
        try await withHistory { history in
            try history.makeProject()
            try history.makeTask(by: Self.sara)
            #expect(try history.undo() == nil)
            #expect(try history.projectOfTask == Self.fair)
        }
        try await withHistory { history in
            try history.makeProject()
            try history.post(by: Self.sara)
            #expect(try history.undo() == nil)
            #expect(try history.updates == 1)
        }
        try await withHistory { history in
            try history.makeProject()
            try history.rename("Expo", by: Self.sara)
            #expect(try history.undo() == nil)
        }
        try await withHistory { history in
            try history.makeProject()
            try history.makeTask()
            #expect(try [history.undo(), history.undo()] == ["create", "create"])
            #expect(try !history.isThere)
            for _ in 0..<2 { #expect(try history.redo() == "create") }
            #expect(try history.projectOfTask == Self.fair)
        }
    }

    @Test("what was changed after it was taken back is not done again over that")
    func changed() async throws {
        try await withHistory { history in
            try history.makeProject()
            try history.rename("Expo")
            #expect(try history.undo() == "rename")
            try history.rename("Show", by: Self.sara)
            #expect(try history.redo() == nil)
        }
        // A project that would go again: a colleague's task is in it now.
        try await withHistory { history in
            try history.makeProject()
            try history.deleteProject()
            #expect(try history.undo() == "delete")
            try history.makeTask(by: Self.sara)
            #expect(try history.redo() == nil)
        }
    }

    @Test("a task that gets back a project which was deleted since is for none")
    func gone() async throws {
        try await withHistory { history in
            try history.makeProject()
            try history.makeTask()
            let task = try #require(try TaskRepository.task(Self.booth, in: history.connection))
            var moved = task
            moved.project = nil
            try TaskRepository.save(moved, at: time(1), in: history.connection)
            try ChangeRepository.add(
                ChangeRepository.Change(
                    id: history.nextID(), kind: .task, subject: task.id.text, user: Self.omar, action: "update", before: TaskRepository.stored(task),
                    createdAt: time(9)), in: history.connection)
            try ProjectRepository.delete(Self.fair, at: time(9), in: history.connection)
            #expect(try history.undo() == "update")
            #expect(try TaskRepository.task(Self.booth, in: history.connection)?.project == nil)
            #expect(try TaskRepository.task(Self.booth, in: history.connection)?.tags == ["fair"])
        }
    }
}
