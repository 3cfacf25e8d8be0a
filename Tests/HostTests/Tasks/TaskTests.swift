// Moonpost
// SPDX-License-Identifier: Apache-2.0

import ChatTesting
import Core
import Plugins
import Store
import Testing

@testable import Host

@Suite("Tasks", .timeLimit(.minutes(10)))
struct TaskTests {
    /// Runs what somebody writes as Lua, and says what it returns or raises.
    private static let console = PluginSnapshot(
        plugin: "console",
        sources: [
            SourceFile(
                name: "flows/console.lua", module: "main",
                text: """
                    bot.plugin { title = "Console", uses = { "tasks" } }
                    local acts = {
                      make = function(title) return bot.tasks.create { title = title, due = "2026-01-08", priority = "high" } end,
                      late = function(due) return bot.tasks.create { title = "late", due = due } end,
                      give = function(user) return bot.tasks.create { title = "given", assignee = user } end,
                      get = function(id) return bot.tasks.get(id) end,
                      finish = function(id) return bot.tasks.complete(id) end,
                      drop = function(id) return bot.tasks.delete(id) end,
                      undo = function() return (bot.tasks.undo() or {}).task end,
                    }
                    bot.flow("fallback", { run = function(chat)
                      local act, rest = chat.message.text:match("^(%S+) ?(.*)$")
                      if act == "twice" then
                        local task = acts.make("once")
                        chat:receive()
                        return chat:say(task.id .. " " .. bot.tasks.count())
                      end
                      if act == "count" then return chat:say(tostring(bot.tasks.count())) end
                      local fine, task = pcall(acts[act], rest)
                      chat:say(not fine and "error " .. tostring(task.code) or task and task.id or "nil")
                    end })
                    """)
        ])

    private func withStaff(_ body: (TestHost, User, User) async throws -> Void) async throws {
        try await withHost(Self.console, configure: { $0.plugins["console"] = Configuration.Plugin(grants: ["tasks"]) }) { bot async throws in
            let amina = try await bot.hire("Amina", .member), omar = try await bot.hire("Omar", .member)
            _ = try await bot.code("11112222", for: amina)
            _ = try await bot.say("11112222")
            _ = try await bot.code("33334444", for: omar)
            _ = try await bot.say("33334444", from: .omar)
            try await body(bot, amina, omar)
        }
    }

    @Test("nobody but the staff has any, and nobody sees or changes those of others, not even that there are such")
    func rights() async throws {
        try await withStaff { bot, _, omar async throws in
            #expect(try await bot.say("make it", from: .number(9)) == ["error no_user"])
            let id = try #require(try await bot.say("make it").first)
            #expect(try await bot.say("get \(id)") == [id])
            #expect(try await bot.say("get \(id)", from: .omar) == ["nil"])
            for act in ["finish", "drop"] { #expect(try await bot.say("\(act) \(id)", from: .omar) == ["error not_found"]) }
            #expect(try await bot.say("count", from: .omar) == ["0"])
            let given = try #require(try await bot.say("give \(omar.id)").first)
            #expect(try await bot.say("finish \(given)", from: .omar) == [given])
            #expect(try await bot.say("give nobody") == ["error not_found"])
            // Who becomes a manager sees everything, at once.
            try await bot.change(omar) { $0.role = .manager }
            #expect(try await bot.say("get \(id)", from: .omar) == [id])
        }
    }

    @Test("a task is made once, though its turn goes on after restarts and killed workers")
    func once() async throws {
        try await withStaff { bot, _, _ async throws in
            _ = try await bot.say("twice")
            bot.forget()
            bot.killWorkers()
            #expect(try await bot.say("go on").first?.hasSuffix(" 1") == true)
            #expect(try await bot.lines("SELECT title FROM tasks") == ["once"])
        }
    }

    @Test("a change can be taken back by who made it, step by step, for ten minutes; what others changed since stays")
    func undo() async throws {
        try await withStaff { bot, _, omar async throws in
            let id = try #require(try await bot.say("make it").first)
            _ = try await bot.say("finish \(id)")
            _ = try await bot.say("drop \(id)")
            #expect(try await bot.say("get \(id)") == ["nil"])
            #expect(try await bot.say("undo") == [id])
            #expect(try await bot.lines("SELECT done_at IS NOT NULL FROM tasks WHERE deleted_at IS NULL") == ["1"])
            #expect(try await bot.say("undo") == [id])
            #expect(try await bot.lines("SELECT done_at IS NULL FROM tasks") == ["1"])
            #expect(try await bot.say("undo") == [id])
            #expect(try await bot.say("count") == ["0"])
            #expect(try await bot.say("undo") == ["nil"])
            let given = try #require(try await bot.say("give \(omar.id)").first)
            _ = try await bot.say("finish \(given)", from: .omar)
            #expect(try await bot.say("undo") == ["error changed"])
            try await bot.pass(.seconds(601))
            #expect(try await bot.say("undo", from: .omar) == ["nil"])
        }
    }

    @Test("a date that there is not is refused", arguments: ["2026-02-30", "soon", "2026-13-01", "2026-01-08T25:00", "2026", "99999999999999999999-1-1"])
    func dates(_ due: String) async throws {
        try await withStaff { bot, _, _ async throws in
            #expect(try await bot.say("late \(due)") == ["error invalid"])
        }
    }
}
