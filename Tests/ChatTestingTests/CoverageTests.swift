// Moonpost
// SPDX-License-Identifier: Apache-2.0

internal import ChatTesting
internal import Core
internal import Testing

@Suite("Coverage of scripts", .timeLimit(.minutes(10)))
struct CoverageTests {
    /// Lines with `-- missed` can run and do not.
    private static let everything = """
        -- a comment
        bot.plugin { title = "Talk" }

        local function helper(x)
          if x > 5 then
            return "big"  -- missed
          end
          return "small"
        end

        local function never(a, ...)
          local n = 0  -- missed
          for i = 1, 10 do  -- missed
            n = n + i  -- missed
          end
          return n, ...  -- missed
        end

        local nested = function()
          return function()
            return function()
              return "deep"  -- missed
            end
          end
        end

        bot.flow("talk", {
          triggers = { "talk" },
          run = function(chat)
            local t = {}
            for i = 1, 3 do
              if i == 2 then
                t[#t + 1] = helper(i)
              elseif i == 9 then
                chat:say("nine")  -- missed
              else
                t[#t + 1] = i
              end
            end
            while #t > 0 do
              if t[#t] == 77 then
                chat:say("77")  -- missed
                break
              end
              t[#t] = nil
            end
            repeat
              local done = true
            until done
            local answer = chat:ask("More?")
            if answer == "yes" then
              nested()()
              chat:say(
                "You said "
                  .. answer
              )
            else
              error("no")  -- missed
            end
            goto over
            chat:say("dead")  -- missed
            ::over::
            pcall(function()
              error("x")
              chat:say("behind")  -- missed
            end)
            table.sort({ 1, 2 }, function(a, b)
              return a < b
            end)
            chat:say("end") return
          end,
        })

        bot.command("unused", {
          help = "x",
          run = function(chat)
            chat:say("a")  -- missed
            chat:stop()  -- missed
          end,
        })
        """

    private static let chat = "> talk\n< More?\n! restart\n> yes\n< You said yes\n< end\n"

    private func coverage(_ flows: ScratchFlows, _ paths: [String] = []) async throws -> ChatCoverage {
        let report = try await ChatRunner(flows: flows.path, plugins: flows.path + "/plugins").run(paths, coverage: true)
        #expect(report.isSuccess, "\(report.text)")
        return try #require(report.coverage)
    }

    private static func marked(_ text: String) -> [Int] {
        text.split(separator: "\n", omittingEmptySubsequences: false).enumerated()
            .filter { $0.element.contains("-- missed") }.map { $0.offset + 1 }
    }

    private static func names(_ files: [ChatCoverage.File]) -> [String] {
        files.map { file in String(file.file[file.file.index(after: file.file.lastIndex(of: "/") ?? file.file.startIndex)...]) }
    }

    @Test("finds exactly the lines that did not run, in functions that were never made too; no others than can run")
    func lines() async throws {
        let flows = try ScratchFlows(["talk.lua": Self.everything, "talk.chat": Self.chat])
        let file = try #require(try await coverage(flows).files.first)
        #expect(file.missed == Self.marked(Self.everything))
        let text = Self.everything.split(separator: "\n", omittingEmptySubsequences: false).map { $0.split(separator: "--")[...] }
        for line in file.lines {
            let code = text[line - 1].first?.filter { $0 != " " } ?? ""
            #expect(!["", "end", "end,", "})", "end)", "else", "break", "gotoover", "::over::"].contains(code), "line \(line): \(code)")
        }
        #expect(file.lines.count == 41)
    }

    @Test("does not take what a crashed worker did for undone, and adds up all scenes and workers")
    func crashes() async throws {
        let body = """
            local a = chat:ask("A?")
            if a == "1" then
              chat:say("one")
            else
              chat:say("other")
            end
            chat:ask("B?")
            chat:say("over")
            """
        let one = "> talk\n< A?\n> 1\n< one\n< B?\n! crash\n! reload\n> b\n< over\n", two = "> talk\n< A?\n> 2\n< other\n< B?\n"
        for (chat, missed) in [(one + "---\n" + two, []), (one, [7]), (two, [5, 10])] {
            let flows = try ScratchFlows(["talk.lua": ScratchFlows.flow(body), "talk.chat": chat])
            #expect(try await coverage(flows).files.map(\.missed) == [missed])
        }
    }

    @Test("counts the modules of a plugin, those that nothing requires too, and each plugin for its own tests")
    func modules() async throws {
        let main = """
            bot.plugin { title = "Shop" }
            local prices = require "prices"
            bot.flow("shop", { triggers = { "shop" }, run = function(chat) chat:say("{p}", { p = prices.of("tea") }) end })
            """
        let prices = "local prices = {}\nfunction prices.of(what)\n  if not what then\n    return 0\n  end\n  return 3\nend\nreturn prices\n"
        let flows = try ScratchFlows(["talk.lua": ScratchFlows.flow("chat:say('a')"), "talk.chat": "> talk\n< a\n", "free.chat": "> shop\n< 3\n"])
        for (name, text) in ["main.lua": main, "prices.lua": prices, "spare.lua": "local spare = 1\nreturn spare\n", "shop.chat": "> shop\n< 3\n"] {
            try flows.write("plugins/shop/" + name, text)
        }
        let all = try await coverage(flows).files
        #expect(Self.names(all) == ["talk.lua", "main.lua", "prices.lua", "spare.lua"])
        #expect(all.map(\.missed) == [[], [], [4], [1, 2]])
        #expect(all[2].missedRanges == "4")
        #expect(all[3].missedRanges == "1-2")
        func names(_ path: String) async throws -> [String] { Self.names(try await coverage(flows, [flows.path + path]).files) }
        #expect(try await names("/talk.chat") == ["talk.lua"])
        #expect(try await names("/plugins/shop/shop.chat") == ["main.lua", "prices.lua", "spare.lua"])
        #expect(try await names("/plugins/shop") == ["main.lua", "prices.lua", "spare.lua"])
        // It stands beside no flow of its name.
        #expect(try await names("/free.chat") == ["talk.lua"])
        #expect(try await names("") == ["talk.lua", "main.lua", "prices.lua", "spare.lua"])
    }

    @Test("knows the lines of long files, of lines far apart, and of every kind of constant")
    func large() async throws {
        var body = "local big, small, text = 9007199254740993, 0.25, [[\(String(repeating: "x", count: 300))]]\n"
        body += "local values = { true, false, nil, big, small, text, 1e300, -7, 'short' }\n"
        body += String(repeating: "\n", count: 5_000)
        body += "if #values == 0 then\n  chat:say('none')\nend\n"
        body += String(repeating: "values[1] = (values[1] and 1 or 2) + 0\n", count: 300)
        body += "chat:say('done')"
        let flows = try ScratchFlows(["talk.lua": ScratchFlows.flow(body), "talk.chat": "> talk\n< done\n"])
        let file = try #require(try await coverage(flows).files.first)
        #expect(file.missed == [5_006])
        // bot.plugin, bot.flow; the two locals; the question and its answer; the sums; the last line.
        #expect(file.lines.count == 307)
    }

    @Test("does not change what a script may do")
    func budget() async throws {
        let flows = try ScratchFlows([
            "talk.lua": ScratchFlows.flow("for i = 1, 1e9 do\nlocal x = i\nend"), "talk.chat": "> talk\n< Sorry*\n",
        ])
        let report = try await ChatRunner(flows: flows.path, plugins: flows.path + "/none").run(coverage: true)
        #expect(report.scenes.first?.notes.first?.contains("more than 10000000 instructions") == true, "\(report.text)")
        #expect(report.coverage?.files.first?.missed == [])
    }
}
