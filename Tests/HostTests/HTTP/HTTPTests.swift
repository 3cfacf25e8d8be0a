// Moonpost
// SPDX-License-Identifier: Apache-2.0

import ChatTesting
import Core
import Fetch
import Host
import Plugins
import Store
import Testing

@Suite("bot.http", .timeLimit(.minutes(10)))
struct HTTPTests {
    private static let apology = "Sorry, something went wrong on our side. Please try again."

    private func flow(_ body: String, uses: String = "'http:api.example.com'") -> PluginSnapshot {
        let text = "bot.plugin { title = 'Test', uses = { \(uses) } }\nbot.flow('f', { triggers = { 'f' }, run = function(chat)\n\(body)\nend })"
        return PluginSnapshot(plugin: "f", sources: [SourceFile(name: "flows/f.lua", module: "main", text: text)])
    }

    private func withFlow(
        _ body: String, uses: String = "'http:api.example.com'", grants: Set<String> = ["http:api.example.com"],
        limits: Configuration.ScriptLimits = .init(), web: WebRecorder = WebRecorder(), _ test: (TestHost, WebRecorder) async throws -> Void
    ) async throws {
        try await withHost(
            flow(body, uses: uses), web: web, configure: { $0.plugins["f"] = Configuration.Plugin(grants: grants, limits: limits) }
        ) { bot async throws in try await test(bot, web) }
    }

    @Test("asks with what the script says, and gives status, headers, text and JSON")
    func asks() async throws {
        let body = """
            local a = bot.http.get("https://api.example.com/p?x=1", { query = { q = "tea & milk", n = { 1, 2 } }, headers = { ["X-Key"] = 7 }, timeout = "2 seconds" })
            chat:say("{status} {ok} {kind} {price}", { status = a.status, ok = a.ok, kind = a.headers["X-Kind"], price = a.json.price })
            local b = bot.http.post("https://api.example.com/o", { json = { item = "tea" } })
            chat:say("{status} {ok} {text} {json}", { status = b.status, ok = b.ok, text = b.text, json = b.json == nil })
            bot.http.put("https://api.example.com/o", { form = { a = "x y", b = "ü" } })
            bot.http.delete("https://api.example.com/o")
            """
        let web = WebRecorder { call throws(FetchError) in
            var answer = call.method == "GET" ? WebRecorder.json("{\"price\": 5}") : FetchResponse(status: 409, body: Array("no".utf8))
            answer.headers.append(("x-kind", "good"))
            return answer
        }
        try await withFlow(body, web: web) { bot, web async throws in
            #expect(try await bot.say("f") == ["200 true good 5", "409 false no true"])
            #expect(try await bot.incidents().isEmpty)
            let calls = web.calls
            #expect(calls.map(\.method) == ["GET", "POST", "PUT", "DELETE"])
            #expect(calls[0].url == "https://api.example.com/p?x=1&n=1&n=2&q=tea%20%26%20milk")
            #expect(calls[0].header("X-Key") == "7" && calls[0].timeout == .seconds(2) && calls[0].header("Idempotency-Key") == nil)
            #expect(calls[1].body == "{\"item\":\"tea\"}" && calls[1].header("Content-Type") == "application/json")
            #expect(calls[1].timeout == .seconds(5))
            #expect(calls[2].body == "a=x%20y&b=%C3%BC" && calls[2].header("Content-Type") == "application/x-www-form-urlencoded")
            #expect(calls[3].body.isEmpty)
            #expect(Set(calls.dropFirst().compactMap { $0.header("Idempotency-Key") }).count == 3)
        }
    }

    @Test("is not asked again when a conversation is replayed, its worker dies, or the host starts anew")
    func remembers() async throws {
        let body = """
            local n = bot.http.get("https://api.example.com/").text
            while true do chat:ask("Got " .. n .. ". More?") end
            """
        let web = WebRecorder { _ throws(FetchError) in FetchResponse(status: 200, body: Array("once".utf8)) }
        try await withFlow(body, web: web) { bot, web async throws in
            #expect(try await bot.say("f") == ["Got once. More?"])
            bot.forget()
            #expect(try await bot.say("a") == ["Got once. More?"])
            bot.killWorkers()
            #expect(try await bot.say("b") == ["Got once. More?"])
            #expect(web.calls.count == 1)
            #expect(try await bot.lines("SELECT entries FROM journal").contains { $0.contains("http.get") && $0.contains("once") })
            let next = try await bot.restarted()
            #expect(try await next.say("c") == ["Got once. More?"])
            #expect(web.calls.count == 1)
            try await next.close()
        }
    }

    @Test("lets messages of the turn go before it asks")
    func commitsBefore() async throws {
        let body = "chat:say('One moment.')\nchat:say(bot.http.get('https://api.example.com/').text)"
        try await withFlow(body) { bot, web async throws in
            let graph = bot.world.graph
            web.answer { _ throws(FetchError) in
                FetchResponse(status: 200, body: Array(graph.requests.isEmpty ? "first".utf8 : "second".utf8))
            }
            let heard = try await bot.say("f")
            #expect(heard.first == "One moment." && heard.count == 2)
        }
    }

    @Test("is made once also where the store accepts its answer only later, and everything is said once", arguments: [false, true])
    func keepsTrying(isLater: Bool) async throws {
        let body = (isLater ? "chat:say('Hello')\nlocal name = chat:ask('Name?')\nbot.store.add('n')\n" : "chat:say('Hello')\n")
            + "local a = bot.http.post('https://api.example.com/o', { json = { n = 1 } })\nchat:say(a.text)\nchat:ask('More?')"
        let web = WebRecorder { _ throws(FetchError) in FetchResponse(status: 201, body: Array("made".utf8)) }
        let world = try await World(web: web) { $0.plugins["f"] = Configuration.Plugin(grants: ["http:api.example.com"]) }
        var made: UnreliableDatabase?
        let bot = try await world.open([flow(body)]) { database in
            let unreliable = UnreliableDatabase(database)
            made = unreliable
            return unreliable
        }
        let database = try #require(made)
        if isLater { #expect(try await bot.say("f") == ["Hello", "Name?"]) }
        let before = world.graph.accepted.count
        web.answer { _ throws(FetchError) in
            // The answer's own commit is the next that writes to the journal.
            if database.count == 0 { database.fail(9) { $0.hasPrefix("INSERT INTO journal") } }
            return FetchResponse(status: 201, body: Array("made".utf8))
        }
        _ = await bot.send([Incoming.text(isLater ? "Omar" : "f", id: "wamid.x", from: .amina)], from: [.amina])
        try await bot.until {
            if bot.host.activity.count == 0 { return true }
            bot.world.clock.advance(by: .milliseconds(100))
            return false
        }
        #expect(database.count == 9)
        #expect(try await bot.heard(after: before) == (isLater ? ["made", "More?"] : ["Hello", "made", "More?"]))
        #expect(web.calls.count == 1)
        #expect(try await bot.incidents().isEmpty)
        try await bot.close()
        await world.close()
    }

    @Test("is asked again under the same key by the next start where the host ended before the answer was kept")
    func sameKey() async throws {
        let body = "chat:say('Hello')\nlocal a = bot.http.post('https://api.example.com/o', { json = { n = 1 } })\nchat:say(a.text)\nchat:ask('More?')"
        let web = WebRecorder { _ throws(FetchError) in FetchResponse(status: 201, body: Array("made".utf8)) }
        let world = try await World(web: web) { $0.plugins["f"] = Configuration.Plugin(grants: ["http:api.example.com"]) }
        var made: UnreliableDatabase?
        let bot = try await world.open([flow(body)]) { database in
            let unreliable = UnreliableDatabase(database)
            made = unreliable
            return unreliable
        }
        let database = try #require(made)
        web.answer { _ throws(FetchError) in
            database.fail { $0.hasPrefix("INSERT INTO journal") ? UnreliableDatabase.Failure() : nil }
            return FetchResponse(status: 201, body: Array("made".utf8))
        }
        _ = await bot.send([Incoming.text("f", id: "wamid.x", from: .amina)], from: [.amina])
        try await bot.until { database.count > 0 }
        async let stopped: Void = bot.host.stop()
        try await bot.until {
            if bot.host.activity.count == 0 { return true }
            bot.world.clock.advance(by: .milliseconds(100))
            return false
        }
        await stopped
        try await bot.database.close()
        #expect(web.calls.count == 1)
        let next = try await world.open(bot.plugins)
        #expect(world.graph.accepted.map(\.text) == ["Hello", "made", "More?"])
        let keys = web.calls.compactMap { $0.header("Idempotency-Key") }
        #expect(keys.count == 2)
        #expect(Set(keys).count == 1)
        try await next.close()
        await world.close()
    }

    @Test("is not begun any more where the host stops; the next start goes on behind the calls that were made")
    func stops() async throws {
        let body = "for n = 1, 3 do bot.http.post('https://api.example.com/' .. n) end\nchat:say('done')"
        let web = WebRecorder()
        let world = try await World(web: web) { $0.plugins["f"] = Configuration.Plugin(grants: ["http:api.example.com"]) }
        let bot = try await world.open([flow(body)])
        web.answer { _ throws(FetchError) in
            bot.host.beginStopping()
            return FetchResponse(status: 200)
        }
        _ = await bot.send([Incoming.text("f", id: "wamid.x", from: .amina)], from: [.amina])
        try await bot.until { !web.calls.isEmpty }
        try await bot.close()
        #expect(web.calls.map(\.url) == ["https://api.example.com/1"])
        web.answer { _ throws(FetchError) in FetchResponse(status: 200) }
        let next = try await world.open(bot.plugins)
        #expect(web.calls.map(\.url) == (1...3).map { "https://api.example.com/\($0)" })
        #expect(world.graph.accepted.map(\.text) == ["done"])
        try await next.close()
        await world.close()
    }

    @Test("may call only what bot.plugin names and config.toml grants, and says which line to add", arguments: [
        ("https://other.example.com/", "may not call \"other.example.com\": write uses = { \"http:other.example.com\" } in bot.plugin, and "
            + "write grant = [\"http:api.example.com\", \"http:other.example.com\"] under [plugins.f] in config.toml"),
        ("https://api.example.com:8443/", "\"http:api.example.com:8443\""), ("https://api.example.com.evil.org/", "may not call"),
        ("https://evil.org/api.example.com", "may not call"), ("https://127.0.0.1/", "may not call"),
        ("https://api.example.com@evil.org/", "names no user"), ("api.example.com", "https://"), ("file:///etc/passwd", "https://"),
    ])
    func refuses(url: String, reason: String) async throws {
        try await withFlow("bot.http.try_get('\(url)')\nbot.http.get('\(url)')") { bot, web async throws in
            #expect(try await bot.say("f") == [Self.apology])
            let summary = try #require(try await bot.incidents().first).summary
            #expect(summary.hasPrefix("flows/f.lua:") && summary.contains(reason), "\(summary)")
            #expect(web.calls.isEmpty)
        }
    }

    @Test("without uses says what to write, and what this version lacks is told by name", arguments: [
        ("bot.http.get('https://api.example.com/')", "bot.http.get needs \"http\": write uses = { \"http:HOST\" } in bot.plugin"),
        ("bot.http.try_post('https://api.example.com/')", "bot.http.post needs \"http\": write uses = { \"http:HOST\" } in bot.plugin"),
        ("bot.orders.list()", "bot.orders is not available in this version"), ("bot.invoices.list()", "bot.invoices is not available in this version"),
        ("bot.htpp.get('x')", "bot has no \"htpp\": did you mean \"http\"?"),
        ("bot.http.fetch('x')", "bot.http has no \"fetch\""),
    ])
    func unused(line: String, expected: String) async throws {
        try await withFlow(line, uses: "", grants: []) { bot, _ async throws in
            #expect(try await bot.say("f") == [Self.apology])
            let summary = try #require(try await bot.incidents().first).summary
            #expect(summary.hasPrefix("flows/f.lua:3: \(expected)"), "\(summary)")
        }
    }

    @Test("whose grant is taken away says which line to add, also in the try_ form")
    func revoked() async throws {
        let body = "chat:ask('?')\nbot.http.try_get('https://api.example.com/')\nchat:say('not here')"
        try await withFlow(body) { bot, web async throws in
            #expect(try await bot.say("f") == ["?"])
            await bot.host.adopt([:])
            #expect(try await bot.say("x") == [Self.apology])
            let summary = try #require(try await bot.incidents().first).summary
            #expect(summary.contains("bot.http.get needs \"http\", which this plugin is not granted"), "\(summary)")
            #expect(web.calls.isEmpty)
        }
    }

    @Test("a grant of a wildcard gives what is below it, and a version that uses more waits")
    func wildcards() async throws {
        let body = "chat:say(bot.http.get('https://api.example.com/').text)"
        let web = WebRecorder { _ throws(FetchError) in FetchResponse(status: 200, body: Array("yes".utf8)) }
        try await withFlow(body, grants: ["http:*.example.com"], web: web) { bot, _ async throws in
            #expect(try await bot.say("f") == ["yes"])
            let report = try await bot.host.publisher.publish([flow("chat:say('new')", uses: "'http:example.com'")], author: "Amina")
            #expect(report.problems.first?.message.contains("it uses \"http:example.com\", which it is not granted") == true)
        }
    }

    @Test("raises what went wrong as a sentence with a code; the try_ form returns it", arguments: [
        (FetchError.Code.timedOut, "timed_out", true), (.unresolved, "unresolved", true), (.unreachable, "unreachable", true),
        (.untrusted, "untrusted", false), (.broken, "broken", true), (.tooLarge, "too_large", false), (.forbidden, "forbidden", false),
        (.badRedirect, "bad_redirect", false),
    ])
    func failures(code: FetchError.Code, shown: String, isRetryable: Bool) async throws {
        let body = """
            local nothing, e = bot.http.try_get("https://api.example.com/secret?token=1")
            chat:say("{a} {b} {c}", { a = nothing == nil, b = e.code, c = e.retryable })
            local ok, f = pcall(bot.http.get, "https://api.example.com/secret?token=1")
            chat:say("{a} {b} {c}", { a = ok, b = f.code, c = tostring(f) })
            bot.http.get("https://api.example.com/")
            """
        let web = WebRecorder { _ throws(FetchError) in throw FetchError(code: code, message: "it broke", requestWasWritten: true) }
        try await withFlow(body, web: web) { bot, web async throws in
            #expect(
                try await bot.say("f")
                    == ["true \(shown) \(isRetryable)", "false \(shown) GET https://api.example.com: it broke", Self.apology])
            #expect(try await bot.incidents().map(\.summary) == ["flows/f.lua:7: GET https://api.example.com: it broke"])
            #expect(web.calls.count == 3)
        }
    }

    @Test("refuses what would change to whom a request goes, and what no request can have", arguments: [
        ("{ headers = { Host = 'internal' } }", "the header \"Host\" is written by the host alone"),
        ("{ headers = { ['transfer-encoding'] = 'chunked' } }", "is written by the host alone"),
        ("{ headers = { A = {} } }", "must be a text or a number"), ("{ timeout = '2 minutes' }", "at most 60 seconds"),
        ("{ timeout = '0 s' }", "longer than nothing"), ("{ query = { a = { b = 1 } } }", "query: \"a\""),
        ("{ json = 1, text = 'x' }", "sends one body"), ("{ jsn = 1 }", "did you mean \"json\"?"),
    ])
    func misuse(options: String, reason: String) async throws {
        try await withFlow("bot.http.post('https://api.example.com/', \(options))") { bot, web async throws in
            #expect(try await bot.say("f") == [Self.apology])
            let summary = try #require(try await bot.incidents().first).summary
            #expect(summary.hasPrefix("flows/f.lua:3: ") && summary.contains(reason), "\(summary)")
            #expect(web.calls.isEmpty)
        }
    }

    @Test("is counted: one call more than http_calls ends the turn, and no request is made for it")
    func budget() async throws {
        let body = "for n = 1, 9 do pcall(bot.http.get, 'https://api.example.com/' .. n) end"
        try await withFlow(body, limits: .init(httpCalls: 3)) { bot, web async throws in
            #expect(try await bot.say("f") == [Self.apology])
            #expect(try await bot.incidents().first?.details["error"]?["budget"] == "http_calls")
            #expect(web.calls.count == 3)
        }
    }

    @Test("a host that fails five times is left alone for half a minute, then tried once; admins hear of both ends")
    func breaks() async throws {
        let body = """
            local a, e = bot.http.try_get("https://api.example.com/")
            chat:say(a and "up" or e.code)
            """
        let web = WebRecorder { _ throws(FetchError) in throw FetchError(code: .timedOut, message: "too late", requestWasWritten: true) }
        try await withFlow(body, web: web) { bot, web async throws in
            for _ in 1...5 { #expect(try await bot.say("f") == ["timed_out"]) }
            #expect(try await bot.say("f") == ["circuit_open"])
            #expect(web.calls.count == 5)
            #expect(try await bot.incidents().map(\.kind) == ["http.circuit_open"])
            try await bot.pass(.seconds(30))
            #expect(try await bot.say("f") == ["timed_out"])
            #expect(try await bot.say("f") == ["circuit_open"])
            try await bot.pass(.seconds(30))
            web.answer { _ throws(FetchError) in FetchResponse(status: 404) }
            #expect(try await bot.say("f") == ["up"])
            #expect(try await bot.say("f") == ["up"])
            #expect(web.calls.count == 8)
            #expect(try await bot.incidents().map(\.kind) == ["http.circuit_open", "http.circuit_closed"])
        }
    }

    @Test("an answer that says that the server is down counts as a failure, one that says no does not", arguments: [(503, true), (502, true), (500, false), (429, false)])
    func statuses(status: Int, opens: Bool) async throws {
        let web = WebRecorder { _ throws(FetchError) in FetchResponse(status: status) }
        try await withFlow("local a, e = bot.http.try_get('https://api.example.com/')\nchat:say(a and a.status or e.code)", web: web) { bot, _ async throws in
            for _ in 1...5 { #expect(try await bot.say("f") == ["\(status)"]) }
            #expect(try await bot.say("f") == [opens ? "circuit_open" : "\(status)"])
        }
    }

    @Test("one plugin has so many calls under way; one more is told to come back, another plugin is not, and nobody waits for them")
    func concurrent() async throws {
        let body = "local a, e = bot.http.try_get('https://api.example.com/')\nchat:say(a and 'answered' or e.code .. ' ' .. tostring(e.retryable))"
        let web = SlowWeb()
        let other = plugin("other", "bot.flow('other', { triggers = { 'other' }, run = function(chat) chat:say('here') end })")
        try await withHost(
            flow(body), other, web: web,
            configure: {
                $0.plugins["f"] = Configuration.Plugin(grants: ["http:api.example.com"])
                $0.http.concurrent = 2
            }
        ) { bot async throws in
            let people = (1...3).map { Person.number($0) }
            for (index, person) in people.enumerated() {
                _ = await bot.send([Incoming.text("f", id: "wamid.\(index)", from: person)], from: [person])
                if index < 2 { try await bot.until { web.waiting == index + 1 } }
            }
            try await bot.until { bot.world.graph.accepted.count == 1 }
            #expect(bot.world.graph.accepted.map(\.text) == ["busy true"])
            _ = await bot.send([Incoming.text("other", id: "wamid.o", from: .omar)], from: [.omar])
            try await bot.until { bot.world.graph.accepted.count == 2 }
            web.answer()
            try await bot.settle()
            #expect(bot.world.graph.accepted.map(\.text) == ["busy true", "here", "answered", "answered"])
            #expect(try await bot.say("f", from: people[2]) == ["answered"])
        }
    }
}
