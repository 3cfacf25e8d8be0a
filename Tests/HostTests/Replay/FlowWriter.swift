// Moonpost
// SPDX-License-Identifier: Apache-2.0

import Core

/// Writes a random flow: loops, branches, tables, errors, questions, stored values, chance, nested functions.
///
/// The same seed writes the same flow. Every loop is bounded, so every flow waits or ends.
struct FlowWriter {
    var random: SeededGenerator
    private var lines: [String] = []
    private var indentation = "    "
    private var names = 0

    init(seed: UInt64) { random = SeededGenerator(seed: seed) }

    /// The module that every flow requires: it has a state of its own in each conversation.
    static let module = """
        local counter = { uses = 0 }
        function counter.next() counter.uses = counter.uses + 1 return counter.uses end
        return counter
        """

    /// The whole file.
    static func flow(seed: UInt64) -> String {
        var writer = FlowWriter(seed: seed)
        for _ in 0..<Int.random(in: 8...14, using: &writer.random) { writer.statement(depth: 0) }
        return head + writer.lines.joined(separator: "\n") + "\n" + tail
    }

    private static let head = """
        bot.plugin { title = "Random" }

        local helper = require "helper"
        local hits = 0

        local function show(value)
          if type(value) ~= "table" then return tostring(value) end
          local parts = {}
          for key, inner in pairs(value) do
            parts[#parts + 1] = (type(key) == "table" and "object" or tostring(key)) .. "=" .. show(inner)
          end
          return "{" .. table.concat(parts, " ") .. "}"
        end

        bot.on("noted", function(event)
          bot.store.add("events " .. event.n, 1)
        end)

        bot.command("noise", {
          params = { n = { "four", "five" } },
          run = function(chat, given) bot.emit("noted", { n = given.n, who = chat.contact.phone }) chat:say("made noise") end,
        })

        bot.flow("fallback", {
          title = "Random",
          timeout = "24 hours",
          run = function(chat, given)
            local round = given and given.round or 0
            local a, b, c, s, me = 1, 2, round, "start", chat.contact.phone
            local list, bag = { 3, 1, 2 }, { 10, 20, name = "bag", [2.5] = "half", [true] = "yes" }
            local function say(text) chat:say("> " .. string.sub(tostring(text), 1, 200)) end
            local function counter(from)
              local count = from
              return function(by) count = count + (by or 1) return count end
            end

        """

    private static let tail = """
            say("end " .. a .. " " .. b .. " " .. c .. " " .. s .. " " .. show(list) .. " " .. show(bag) .. " " .. hits)
          end,
        })
        """

    // MARK: - Parts

    private mutating func line(_ text: String) { lines.append(indentation + text) }

    private mutating func fresh() -> Int {
        names += 1
        return names
    }

    private mutating func pick<T>(_ options: [T]) -> T { options[Int.random(in: 0..<options.count, using: &random)] }

    private mutating func number(_ depth: Int = 0) -> String {
        if depth < 2, Int.random(in: 0..<3, using: &random) == 0 {
            let (left, right) = (number(depth + 1), number(depth + 1))
            return pick(["(\(left) + \(right))", "(\(left) * \(right)) % 97", "(\(left) - \(right))", "math.max(\(left), \(right))", "(\(left)) // 2"])
        }
        return pick(["a", "b", "c", "#list", "#s", "bot.random(10)", "math.random(5)", "helper.next()", "\(Int.random(in: 0...20, using: &random))"])
    }

    /// Each person has keys of their own: people are worked off in parallel, so what they share has no one order.
    private mutating func key() -> String { "me .. math.tointeger(\(number())) % 5" }

    private mutating func block(_ opening: String, _ depth: Int, _ closing: String = "end") {
        line(opening)
        indentation += "  "
        for _ in 0..<Int.random(in: 1...3, using: &random) { statement(depth: depth + 1) }
        indentation.removeLast(2)
        line(closing)
    }

    private mutating func statement(depth: Int) {
        switch Int.random(in: 0..<(depth < 2 ? 100 : 62), using: &random) {
        case 0..<8: simple()
        case 8..<26: question()
        case 26..<42: storage()
        case 42..<52: tables()
        case 52..<62: words()
        case 62..<90: nested(depth)
        default: surprises()
        }
    }

    private mutating func simple() {
        let n = fresh()
        line(pick([
            "say(\"s\(n) \" .. \(number()) .. \" \" .. s)", "a = \(number())", "b = \(number())", "hits = hits + 1",
            "score = (score or 0) + 1 say(\"score \" .. score)", "say(string.format(\"%.3f %5d|%-6s|%q\", \(number()) / 3, a, s, s))",
            "say(bot.id())", "say(tostring(bot.now()) .. \" \" .. tostring(bot.today()))", "say(os.time() .. os.date(\" %Y-%m-%d %H:%M\"))",
            "say(tostring(list) .. tostring(say) .. tostring(chat))", "say(bot.random() .. \" \" .. bot.random(3, 9))",
        ]))
    }

    private mutating func question() {
        let n = fresh()
        line(pick([
            "s = chat:ask(\"Q\(n) \" .. a) or \"silence\"", "s = chat:ask(\"Q\(n)?\", { timeout = \"1 hour\" }) or \"silence\"",
            "s = chat:ask(\"Q\(n) short\", { tries = 2, check = function(text) return #text < 4, \"Shorter, \" .. a end }) or \"long\"",
            "s = chat:choose(\"Pick\(n)\", { \"Tea\", \"Coffee\", \"Juice\" }, { tries = 2, timeout = \"1 hour\" }) or \"none\"",
            "a = chat:choose(\"Size\(n)\", { { id = 1, title = \"Small\" }, { id = 2, title = \"Large\" } }, { tries = 1 }) or 3",
            "s = chat:choose(\"Many\(n)\", { \"A\", \"B\", \"C\", \"D\", \"E\" }, { tries = 2 }) or \"none\"",
            "a = chat:ask_number(\"How many\(n)?\", { min = 1, max = 50, tries = 2 }) or 7",
            "if chat:confirm(\"Sure\(n)?\", { tries = 2 }) then a = a + 1 else b = b + 1 end",
            "chat:wait(\"10 minutes\") say(\"waited \" .. tostring(bot.now()))",
            "local m\(n) = chat:receive({ timeout = \"1 hour\" }) say(m\(n) and m\(n).type .. \" \" .. tostring(m\(n).text) or \"nobody\")",
            "local e\(n) = chat:wait_for(\"noted\", { n = \"\(pick(["four", "five"]))\", who = me, up_to = \"1 hour\" }) say(e\(n) and \"noted \" .. e\(n).n or \"not noted\")",
            "local d\(n) = chat:ask_date(\"When\(n)?\", { tries = 1 }) say(d\(n) and d\(n).iso or \"no date\")",
        ]))
    }

    private mutating func storage() {
        let n = fresh()
        let (key, amount) = (key(), number())
        line(pick([
            "bot.store.set(\(key), { n = \(amount), s = s, list = list })", "bot.store.set(\(key), s)",
            "say(\"got \" .. show(bot.store.get(\(key))))", "b = bot.store.add(me .. \"count\" .. a % 3, \(amount)) say(\"sum \" .. b)",
            "for _, item in ipairs(bot.store.list(me)) do say(item.key .. show(item.value)) end",
            "say(\"all \" .. #bot.store.list(me .. \"c\"))", "bot.store.delete(\(key))", "bot.store.set(\(key), a, { keep = \"90 minutes\" })",
            "bot.emit(\"noted\", { n = \(Int.random(in: 1...3, using: &random)) })",
            "chat.contact:set{ mood = s, visits = \(amount) } say(chat.contact.fields.mood)",
            "local ok\(n), e\(n) = pcall(bot.store.add, \(key), 1) say(tostring(ok\(n)) .. \" \" .. tostring(e\(n)))",
            "bot.log(\"logged\", { n = a })",
        ]))
    }

    private mutating func tables() {
        let n = fresh()
        let (one, two) = (number(), number())
        line(pick([
            "bag[\(one)] = \(two)", "bag[\"t\" .. \(one)] = s", "bag[\(one) + 0.5] = true", "bag[list] = \"object\"", "bag[false] = a",
            "for key, value in pairs(bag) do c = c + #tostring(value) end say(show(bag))",
            "table.sort(list, function(x, y) return x > y end) say(table.concat(list, \",\"))",
            "table.insert(list, \(one)) if #list > 6 then table.remove(list, 1) end",
            "local k\(n), v\(n) = next(bag) say(tostring(k\(n)) .. show(v\(n)))",
            "for i, value in ipairs(list) do if i > 3 then break end a = a + value end", "say(bot.json.encode({ list = list, s = s, n = a }))",
            "local t\(n) = setmetatable({ n = a }, { __index = function(_, key) return key .. \"!\" end, __call = function(self, x) return self.n + x end, __len = function() return 42 end, __tostring = function(self) return \"obj \" .. self.n end, __add = function(x, y) return x.n + y end, __eq = function() return true end, __lt = function(x, y) return x.n < y.n end }) say(t\(n).missing .. t\(n)(\(one)) .. #t\(n) .. tostring(t\(n)) .. (t\(n) + 1))",
            "local p\(n) = table.pack(table.unpack(list)) say(p\(n).n .. \" \" .. select(\"#\", table.unpack(list)))",
        ]))
    }

    private mutating func words() {
        let n = fresh()
        line(pick([
            "s = s:upper():rep(2):sub(1, 9)", "s = (s:gsub(\"%a\", function(letter) hits = hits + 1 return letter:lower() end))",
            "for word in (s .. \" one two\"):gmatch(\"%a+\") do c = c + #word say(word) end", "s = s:reverse() .. \(n)",
            "say(s:find(\"%d+\") or \"no digits\")", "say(string.format(\"%5.2f %x %s\", a / 7, math.abs(math.tointeger(b) or 0), s))",
            "s = string.sub(s, 1, 12) say(s:byte(1) or 0)", "say(\"{a} and {s}\", { a = a, s = s })",
            "say((\"x=1, y=2\"):gsub(\"(%w+)=(%w+)\", \"%2=%1\"))", "say(tostring(a / 3) .. \" \" .. a // 1 .. \" \" .. 2^53 .. \" \" .. 7 % -3)",
            "for word in (\"one two\"):gmatch(\"%a+\") do s = chat:ask(word .. \(n)) or word end",
        ]))
    }

    private mutating func nested(_ depth: Int) {
        let n = fresh()
        switch Int.random(in: 0..<11, using: &random) {
        case 0: block("for i\(n) = 1, \(Int.random(in: 1...3, using: &random)) do", depth)
        case 1:
            line("local w\(n) = 0")
            block("while w\(n) < \(Int.random(in: 1...3, using: &random)) do w\(n) = w\(n) + 1", depth)
        case 2:
            line("local u\(n) = 0")
            block("repeat u\(n) = u\(n) + 1", depth, "until u\(n) >= 2 or #s > 30")
        case 3: block("if \(number()) % 2 == 0 then", depth)
        case 4:
            block("if \(number()) > \(number()) then", depth, "else")
            indentation += "  "
            simple()
            indentation.removeLast(2)
            line("end")
        case 5:
            let failure = pick(["error(\"oops \" .. a)", "error({ code = \"c\" .. a, n = b })", "error(list)", "local x = nil + 1", "local x = s.y.z", "bot.store.set(nil, 1)"])
            block("local ok\(n), e\(n) = pcall(function()", depth, "  if \(number()) % 2 == 0 then \(failure) end return \"fine\" end)")
            line("say(tostring(ok\(n)) .. \" \" .. (type(e\(n)) == \"table\" and show(e\(n)) or tostring(e\(n))))")
        case 6:
            block("local x\(n), y\(n) = xpcall(function(...) local extra = select(\"#\", ...)", depth, "  error(\"deep \" .. extra) end, function(e) return \"handled \" .. tostring(e) end, a, b)")
            line("say(tostring(x\(n)) .. \" \" .. tostring(y\(n)))")
        case 7:
            line("local up\(n) = counter(\(number()))")
            block("local function f\(n)(depth) up\(n)(depth) if depth > 0 then return f\(n)(depth - 1) end", depth, "end")
            line("f\(n)(\(Int.random(in: 0...2, using: &random))) a = up\(n)(0)")
        case 8: block("for key\(n), value\(n) in pairs({ x = 1, y = 2, [1] = \"one\", [1.5] = s }) do s = tostring(key\(n)) .. tostring(value\(n))", depth)
        case 9:
            line("for g\(n) = 1, 3 do")
            line("  if g\(n) == 2 then goto continue\(n) end")
            block("  do", depth, "  end")
            line("  ::continue\(n)::")
            line("end")
        default: block("local r\(n) = (function() local t = { n = a }", depth, "  return t.n + b end)() say(\"r \" .. r\(n))")
        }
    }

    private mutating func surprises() {
        line(pick([
            "if round < 2 and a % 3 == 0 then chat:go(\"fallback\", { round = round + 1, s = s }) end",
            "if #s > 25 then error(\"too much \" .. #s) end", "if b > 500 then chat:stop() end", "if hits > 40 then return end",
            "pcall(function() while true do chat:ask(\"again?\") if a > 0 then break end end end)",
            "say(show(helper) .. helper.next())", "chat:react(\"👍\")", "chat:typing()", "say(tostring(given) == \"nil\" and \"nothing given\" or show(given))",
            "table.sort(list, function(x, y) hits = hits + 1 return x < y end)",
            "local ok = pcall(function() table.sort(list, function(x, y) return chat:ask(\"less?\") == \"yes\" end) end) say(tostring(ok))",
        ]))
    }
}
