// Moonpost
// SPDX-License-Identifier: Apache-2.0

import ChatTesting
import Core
import Plugins
import Store
import Testing

@testable import Host

@Suite("Projects", .timeLimit(.minutes(10)))
struct ProjectTests {
    /// Runs what somebody writes as Lua, and says what it returns or raises.
    private static let console = PluginSnapshot(
        plugin: "console",
        sources: [
            SourceFile(
                name: "flows/console.lua", module: "main",
                text: """
                    bot.plugin { title = "Console", uses = { "tasks", "projects", "users" } }
                    local function fair() return (bot.projects.find("Fair")[1] or {}).id or "none" end
                    local function user(name) return bot.users.find(name)[1].id end
                    local acts = {
                      make = function() return bot.projects.create { name = "Fair" }.name end,
                      rename = function(name) return bot.projects.rename(fair(), name).name end,
                      delete = function() return bot.projects.delete(fair()).name end,
                      join = function(name) return #bot.projects.join(fair(), user(name)).members end,
                      leave = function(name) return #bot.projects.leave(fair(), user(name)).members end,
                      post = function(text) return bot.projects.post(fair(), text).name end,
                      told = function() return #bot.projects.status(fair()).updates end,
                      task = function(title) return bot.tasks.create({ title = title, project = fair() }).title end,
                      open = function() return bot.projects.status(fair()).open end,
                      last = function()
                        local change = bot.tasks.last_change() or {}
                        return tostring(change.action) .. " " .. tostring(change.changed)
                      end,
                      undo = function()
                        local change = bot.tasks.undo() or {}
                        return tostring(change.action) .. " " .. table.concat(change.fields or {}, ",") .. " " .. #(change.people or {})
                      end,
                      wrong = function() return bot.tasks.undo { change = "another" } end,
                      redo = function() return tostring((bot.tasks.redo() or {}).action) end,
                      tags = function(words)
                        local tags = {}
                        for tag in words:gmatch("%S+") do tags[#tags + 1] = tag end
                        return table.concat(bot.tasks.create({ title = "tagged", tags = tags }).tags, " ")
                      end,
                      unassign = function(name)
                        local task = bot.tasks.create { title = "given", assignee = user(name) }
                        return tostring(bot.tasks.update(task.id, { assignee = false }).assignee == task.owner)
                      end,
                    }
                    bot.flow("fallback", { run = function(chat)
                      local act, rest = chat.message.text:match("^(%S+) ?(.*)$")
                      local fine, answer = pcall(acts[act], rest)
                      chat:say(fine and tostring(answer) or "error " .. tostring(answer.code))
                    end })
                    """)
        ])

    private func withStaff(_ body: (TestHost, User, User) async throws -> Void) async throws {
        try await withHost(Self.console, configure: { $0.plugins["console"] = Configuration.Plugin(grants: ["tasks", "projects", "users"]) }) {
            bot async throws in
            let amina = try await bot.hire("Amina", .member), omar = try await bot.hire("Omar", .member)
            _ = try await bot.code("11112222", for: amina)
            _ = try await bot.say("11112222")
            _ = try await bot.code("33334444", for: omar)
            _ = try await bot.say("33334444", from: .omar)
            try await body(bot, amina, omar)
        }
    }

    @Test("who made a project renames it, deletes it and takes others out; a member may only leave, a manager everything")
    func managing() async throws {
        try await withStaff { bot, _, omar async throws in
            #expect(try await bot.say("make") == ["Fair"])
            #expect(try await bot.say("join Omar") == ["2"])
            for act in ["rename Fair Expo", "delete"] { #expect(try await bot.say(act, from: .omar) == ["error not_allowed"]) }
            #expect(try await bot.say("leave Amina", from: .omar) == ["error not_allowed"])
            #expect(try await bot.say("leave Amina") == ["error invalid"])
            #expect(try await bot.say("leave Omar", from: .omar) == ["1"])
            #expect(try await bot.say("rename Fair", from: .omar) == ["error not_found"])
            #expect(try await bot.say("rename Fair Expo") == ["Fair Expo"])
            #expect(try await bot.say("join Omar") == ["2"])
            #expect(try await bot.say("leave Omar") == ["1"])
            try await bot.change(omar) { $0.role = .manager }
            #expect(try await bot.say("delete", from: .omar) == ["Fair Expo"])
            #expect(try await bot.say("rename Fair") == ["error not_found"])
        }
    }

    @Test("a project gets no name that another one has which goes on")
    func twins() async throws {
        try await withStaff { bot, _, _ async throws in
            #expect(try await bot.say("make") == ["Fair"])
            #expect(try await bot.say("rename   FAIR ") == ["FAIR"])
            #expect(try await bot.say("make") == ["error exists"])
            #expect(try await bot.say("rename Expo") == ["Expo"])
        }
    }

    @Test("what was told is taken back before the project that it was told of, and what was taken back is done again")
    func undo() async throws {
        try await withStaff { bot, _, _ async throws in
            _ = try await bot.say("make")
            _ = try await bot.say("join Omar")
            _ = try await bot.say("post The hall is rented.")
            #expect(try await bot.say("last") == ["post false"])
            #expect(try await bot.say("wrong") == ["error changed"])
            #expect(try await bot.say("undo") == ["post  0"])
            #expect(try await bot.say("told") == ["0"])
            #expect(try await bot.say("undo") == ["join members 1"])
            #expect(try await bot.say("undo") == ["create  0"])
            #expect(try await bot.say("told") == ["error not_found"])
            for action in ["create", "join", "post", "nil"] { #expect(try await bot.say("redo") == [action]) }
            #expect(try await bot.say("told") == ["1"])
            #expect(try await bot.say("undo") == ["post  0"])
            try await bot.pass(.seconds(601))
            #expect(try await bot.say("redo") == ["nil"])
            #expect(try await bot.say("last") == ["nil nil"])
        }
    }

    @Test("a project's making stays where a colleague has worked in it, and so does what they did")
    func colleagues() async throws {
        try await withStaff { bot, _, _ async throws in
            _ = try await bot.say("make")
            _ = try await bot.say("join Omar")
            _ = try await bot.say("task Book a booth", from: .omar)
            #expect(try await bot.say("undo") == ["join members 1"])
            #expect(try await bot.say("last") == ["create true"])
            #expect(try await bot.say("undo") == ["error changed"])
            #expect(try await bot.say("open") == ["1"])
            #expect(try await bot.say("delete") == ["Fair"])
            #expect(try await bot.say("undo") == ["delete  0"])
            #expect(try await bot.say("open") == ["1"])
        }
    }

    @Test("a tag is kept once, without its sign, and too many or too long ones are refused")
    func tags() async throws {
        try await withStaff { bot, _, _ async throws in
            #expect(try await bot.say("tags #finance Finance q3") == ["finance q3"])
            #expect(try await bot.say("tags #") == ["error invalid"])
            #expect(try await bot.say("tags \(String(repeating: "x", count: 51))") == ["error invalid"])
            #expect(try await bot.say("tags " + (1...21).map(String.init).joined(separator: " ")) == ["error invalid"])
        }
    }

    @Test("a task that is nobody's any more is whose who made it")
    func unassigned() async throws {
        try await withStaff { bot, _, _ async throws in #expect(try await bot.say("unassign Omar") == ["true"]) }
    }
}
