// Moonpost
// SPDX-License-Identifier: Apache-2.0

import Core
import Fetch
import Host
import LoopbackHTTP
import Plugins
import Testing

@Suite("bot.http over a real connection", .timeLimit(.minutes(10)))
struct HTTPLoopbackTests {
    private func withFlow(
        _ server: LoopbackServer, isAllowed: Bool, maxResponse: Int = 1 << 20, _ body: String, _ test: (TestHost) async throws -> Void
    ) async throws {
        let fetcher = try Fetcher()
        let hosts = isAllowed ? [try HostPattern(server.authority)] : []
        let text = """
            bot.plugin { title = 'Test', uses = { 'http:\(server.authority)' } }
            bot.flow('f', { triggers = { 'f' }, run = function(chat)
            \(body)
            end })
            """
        try await withHost(
            PluginSnapshot(plugin: "f", sources: [SourceFile(name: "flows/f.lua", module: "main", text: text)]),
            web: GuardedFetcher(fetcher, privateHosts: hosts),
            configure: {
                $0.plugins["f"] = Configuration.Plugin(grants: ["http:\(server.authority)"])
                $0.http.maxResponse = maxResponse
            }
        ) { bot async throws in try await test(bot) }
        await fetcher.shutdown()
    }

    @Test("sends a body, follows a redirect, and reads the JSON that comes back; nothing is sent twice over a restart")
    func roundTrip() async throws {
        let server = try LoopbackServer { request in
            request.path == "/orders"
                ? .respond(status: 303, headers: ["Location: /orders/17"])
                : .respond(headers: ["Content-Type: application/json"], body: Array("{\"id\": 17, \"method\": \"\(request.method)\"}".utf8))
        }
        let body = """
            local order = bot.http.post("\(server.url("/orders"))", { json = { item = "tea" } }).json
            chat:ask("Order {id} by {method}. More?", { values = order })
            chat:say("Still {id}.", order)
            """
        try await withFlow(server, isAllowed: true, body) { bot async throws in
            #expect(try await bot.say("f") == ["Order 17 by GET. More?"])
            let next = try await bot.restarted()
            #expect(try await next.say("yes") == ["Still 17."])
            #expect(server.counts.requests == ["/orders", "/orders/17"])
            try await next.close()
        }
    }

    @Test("this machine is forbidden, even to a plugin that is granted it, until allow_private names it")
    func forbidden() async throws {
        let server = try LoopbackServer { _ in .respond() }
        let body = "local a, e = bot.http.try_get('\(server.url("/"))')\nchat:say(e and e.code .. ': ' .. e.message or 'reached')"
        try await withFlow(server, isAllowed: false, body) { bot async throws in
            let heard = try await bot.say("f")
            #expect(heard.first?.hasPrefix("forbidden: GET http://\(server.authority): the host is at 127.0.0.1, which is not on the public internet") == true, "\(heard)")
            #expect(server.counts.connections == 0)
        }
        try await withFlow(server, isAllowed: true, body) { bot async throws in #expect(try await bot.say("f") == ["reached"]) }
    }

    @Test("an answer that is too long or too late is a failure with its code")
    func limits() async throws {
        let server = try LoopbackServer { $0.path == "/late" ? .silence : .respond(body: [UInt8](repeating: 0x78, count: 5_000)) }
        let body = """
            for path, limit in pairs({ ["/long"] = "30 seconds", ["/late"] = "300 ms" }) do
              local a, e = bot.http.try_get("http://\(server.authority)" .. path, { timeout = limit })
              chat:say(e and e.code or "answered")
            end
            """
        try await withFlow(server, isAllowed: true, maxResponse: 4_999, body) { bot async throws in
            let heard = try await bot.say("f")
            // pairs walks names in their order.
            #expect(heard == ["timed_out", "too_large"])
        }
    }
}
