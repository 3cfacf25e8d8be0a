// Moonpost
// SPDX-License-Identifier: Apache-2.0

import ChatTesting
import Core
import Flow
import Host
import Plugins
import Scripting
import Store
import Synchronization
import Testing

/// The worker is played by an attacker: it sends what it likes, whenever it is asked anything for the plugin "evil". The
/// plugin "shop" is in the same process, "bank" is granted something and is not.
@Suite("A worker in an attacker's hands", .timeLimit(.minutes(10)))
struct UntrustedWorkerTests {
    private static let apology = "Sorry, something went wrong on our side. Please try again."

    /// What a registry of another host might have: both need a grant that "evil" does not have.
    private static func operations(_ performed: Performed) -> [Plugins.Operation] {
        [
            Plugins.Operation("test.charge", .effect, capability: .ai) { _, context, _ in
                performed.note("charge \(context.plugin)")
                return .null
            },
            Plugins.Operation("test.fetch", .external, capability: .ai) { _, context, _ in
                performed.note("fetch \(context.plugin)")
                return 1
            },
            Plugins.Operation("test.call", .external) { _, context, _ in
                performed.note("call \(context.plugin)")
                return 1
            },
        ]
    }

    private func withAttack(
        limits: ScriptLimits = World.limits, _ body: (TestHost, Performed) async throws -> Void
    ) async throws {
        let puppet = try PuppetWorker()
        defer { puppet.remove() }
        let performed = Performed()
        try await withHost(
            PuppetWorker.plugin("evil"), PuppetWorker.plugin("shop"), PuppetWorker.plugin("bank", uses: ["ai"]), limits: limits,
            executable: puppet.path, operations: Self.operations(performed),
            configure: { $0.plugins["bank"] = Configuration.Plugin(grants: ["ai"]) }
        ) { bot async throws in
            // Somebody is in the middle of the other plugin all the time.
            #expect(try await bot.say("shop", from: .omar) == ["shop"])
            #expect(try await bot.say("evil") == ["evil"])
            try await body(bot, performed)
            #expect(try await bot.say("still here", from: .omar) == ["still here"])
            #expect(try await bot.say("shop", from: .number(7)) == ["shop"])
        }
    }

    private static func answer(effects: String = "", request: String = #"["receive",2,{}]"#) -> String {
        #"{"op":"request","conversation":"@C","effects":[\#(effects)],"request":\#(request)}"#
    }

    private static func list(_ call: String, _ count: Int) -> String {
        Array(repeating: call, count: count).joined(separator: ",")
    }

    /// What the worker answers, and what the incident says of it.
    struct Attack: Sendable, CustomTestStringConvertible {
        var name: String
        var frames: String
        var reason: String
        var testDescription: String { name }

        init(_ name: String, _ frames: String, reason: String) {
            self.name = name
            self.frames = frames
            self.reason = reason
        }
    }

    private static let send = #"["send",1,{"type":"text","text":"stolen"}]"#

    private static let attacks = [
        Attack(
            "another conversation's id", #"{"op":"finished","conversation":"@O","effects":[\#(send)]}"#,
            reason: "answered for another conversation"),
        Attack("no conversation at all", #"{"op":"finished","effects":[\#(send)]}"#, reason: "answered for another conversation"),
        Attack("a version that was loaded", #"{"op":"loaded","version":"x","declarations":[]}"#, reason: "an answer of the kind"),
        Attack("an effect without its grant", answer(effects: #"\#(send),["test.charge",1,{}]"#), reason: #""test.charge" needs what the plugin is not granted"#),
        Attack("an operation that does not exist", answer(effects: #"\#(send),["launch",1,{}]"#), reason: #"no operation "launch""#),
        Attack("a request that does not exist", answer(request: #"["launch",1,{}]"#), reason: #"no operation "launch""#),
        Attack("an operation with a name of a thousand letters", answer(request: #"["\#(String(repeating: "l", count: 1_000))",1,{}]"#), reason: "no operation \"llll"),
        Attack("a write among the effects", answer(effects: #"\#(send),["store.add",1,{"key":"k"}]"#), reason: #""store.add" is no effect"#),
        Attack("a wait among the effects", answer(effects: #"["receive",1,{}]"#), reason: #""receive" is no effect"#),
        Attack("an effect as a request", answer(request: send), reason: #"wants an answer to "send""#),
        Attack("arguments that are a list", answer(effects: #"["send",1,["text"]]"#), reason: "are a list, not a table"),
        Attack("arguments that are missing", answer(request: #"["store.get",1]"#), reason: "are nothing, not a table"),
        Attack("a call that is a number", answer(effects: "7"), reason: "an effect that is not a call"),
        Attack("a hash that is text", answer(request: #"["receive","1",{}]"#), reason: "a request without its call"),
        Attack("a hash beyond 64 bits", answer(request: #"["receive",99999999999999999999,{}]"#), reason: "a request without its call"),
        Attack("a wait of a negative time", answer(request: #"["sleep",1,{"ms":-1}]"#), reason: #"it waits by "sleep""#),
        Attack("a wait until the end of time", answer(request: #"["sleep",1,{"ms":9223372036854775807}]"#), reason: #"it waits by "sleep""#),
        Attack("a wait of text", answer(request: #"["receive",1,{"timeout":"long"}]"#), reason: #"it waits by "receive""#),
        Attack("a wait for nothing", answer(request: #"["wait_for",1,{"up_to":5}]"#), reason: #"it waits by "wait_for""#),
        Attack("more messages than the limit", answer(effects: list(send, 51)), reason: "more than 50 messages"),
        Attack("more calls than the limit", answer(effects: list(#"["log",1,{}]"#, 1_001)), reason: "more than 1000 calls to the host"),
        Attack("a flow's name that is missing", #"{"op":"finished","conversation":"@C","effects":[\#(send)],"go":{}}"#, reason: "a go without its target"),
        Attack("an answer beyond the limit of output", answer(effects: #"["log",1,{"text":"\#(String(repeating: "x", count: 400_000))"}]"#), reason: "where 327680 are allowed"),
        Attack("a frame that is longer than any may be", "!raw 00000010", reason: "a frame of 268435456 bytes"),
        Attack("deep JSON", #"{"op":"finished","conversation":"@C","effects":\#(String(repeating: "[", count: 90) + String(repeating: "]", count: 90))}"#, reason: "a frame is not JSON"),
        Attack("wide JSON", #"{"op":"finished","conversation":"@C","effects":[\#(list("1", 120_000))]}"#, reason: "an effect that is not a call"),
        Attack("no JSON", "hello", reason: "a frame is not JSON"),
        Attack("a frame of the host's", #"{"op":"configure"}"#, reason: "is none that a worker may send"),
        Attack("a print where none is allowed", #"{"op":"printed","text":"x"}"#, reason: "it printed where it may not"),
        Attack("its end", "!exit", reason: "ended by itself with exit status 3"),
    ]

    @Test("does nothing that its plugin may not, whatever it sends: the turn ends, an admin is told, everybody else goes on", arguments: attacks)
    func refused(attack: Attack) async throws {
        try await withAttack { bot, performed async throws in
            let heard = try await bot.say(PuppetWorker.attack(attack.frames))
            #expect(heard == [Self.apology])
            let failed = try await bot.incidents().filter { $0.kind == "conversation.failed" }
            #expect(failed.count == 1 && failed[0].plugin == "evil")
            #expect(failed.first?.summary.contains(attack.reason) == true, "\(failed.map(\.summary))")
            #expect(performed.notes.isEmpty)
            #expect(try await bot.lines("SELECT state FROM inbox WHERE state <> 'done'").isEmpty)
            #expect(try await bot.incidents().contains { $0.kind == "plugin.isolated" && $0.plugin == "evil" })
        }
    }

    @Test("cannot make more calls to the outside than a turn may, nor grow a journal beyond its limit")
    func limits() async throws {
        let fetch = #"{"op":"request","conversation":"@C","effects":[],"request":["test.call",1,{}]}"#
        try await withAttack(limits: ScriptLimits(processorTime: .seconds(2), httpCalls: 3, journal: 40)) { bot, performed async throws in
            // Each answer to a request is answered with the next one: the resume frame has no text, so the puppet finishes.
            _ = try await bot.say(PuppetWorker.attack(fetch))
            #expect(performed.notes == ["call evil"])
            _ = try await bot.say("evil")
            let logs = Self.list(#"["log",1,{"text":"x"}]"#, 39)
            #expect(try await bot.say(PuppetWorker.attack(Self.answer(effects: logs))) == [Self.apology])
            let failed = try await bot.incidents().filter { $0.kind == "conversation.failed" }
            #expect(failed.last?.summary.contains("more than 40 entries in the journal") == true, "\(failed.map(\.summary))")
        }
    }

    @Test("that asks for what is not granted is told so, and nothing is done")
    func ungranted() async throws {
        try await withAttack { bot, performed async throws in
            _ = try await bot.say(PuppetWorker.attack(Self.answer(request: #"["test.fetch",1,{}]"#)))
            #expect(performed.notes.isEmpty)
        }
    }

    @Test("reaches its own plugin's data alone, whatever names it adds")
    func data() async throws {
        try await withAttack { bot, _ async throws in
            let stealing = Self.answer(
                effects: #"["store.set",1,{"key":"k","value":"evil","plugin":"shop","of":"shop"}],["store.delete",1,{"key":"k","plugin":"shop"}]"#
                    + #",["store.set",1,{"key":"k2","value":1,"keep":9223372036854775807}]"#)
            let now = bot.world.clock.now
            try await bot.database.write { try PluginDataRepository.set("k", to: "shop", of: "shop", expiresAt: nil, in: $0) }
            #expect(try await bot.say(PuppetWorker.attack(stealing)) == [])
            #expect(try await bot.stored("k", of: "shop") == "shop")
            #expect(try await bot.stored("k2", of: "evil") == 1)
            let all = try await bot.database.read { try PluginDataRepository.list(prefix: "", of: "shop", limit: 9, at: now, in: $0) }
            #expect(all.count == 1)
        }
    }

    @Test("has no plugin beside it that is granted more: one that has a grant runs in a worker of its own")
    func grantsApart() async throws {
        try await withAttack { bot, performed async throws in
            _ = try await bot.say("bank", from: .number(3))
            let bank = try await bot.say("who", from: .number(3))
            #expect(try await bot.say("who", from: .omar) == bot.say("who"))
            #expect(try await bot.say("who", from: .omar) != bank)
            // Its own turns may use the grant.
            let charge = Self.answer(effects: #"["test.charge",1,{}]"#)
            #expect(try await bot.say(PuppetWorker.attack(charge), from: .number(3)) == [])
            #expect(performed.notes == ["charge bank"])
        }
    }

    @Test("has no worker of its own any more, where its plugin had one for a grant that was taken away")
    func grantsGone() async throws {
        try await withAttack { bot, _ async throws in
            _ = try await bot.say("bank", from: .number(3))
            let bank = try await bot.say("who", from: .number(3))
            #expect(try await bot.say("who", from: .omar) != bank)
            await bot.host.adopt([:])
            bot.world.clock.advance(by: .seconds(2))
            #expect(try await bot.say("who", from: .number(3)) == bot.say("who", from: .omar))
        }
    }

    @Test("that answers twice is ended, and what was on its way in it is done again, once")
    func twice() async throws {
        try await withAttack { bot, _ async throws in
            let answer = Self.answer(effects: Self.send)
            #expect(try await bot.say(PuppetWorker.attack(answer + "\n" + answer)).last == "stolen")
            #expect(try await bot.say("x") == ["x"])
        }
    }

    @Test("says of a file what it likes, and gets no more than the file could have: what is wrong is refused, nothing crashes")
    func declarations() async throws {
        let forged: [JSON] = [
            ["kind": "plugin", "options": ["title": "x", "uses": ["ai"]]],
            ["kind": "nonsense", "name": "x", "line": .integer(.max), "options": 7],
            7, "x", ["kind": 7], ["kind": "flow", "name": ["a"], "options": ["triggers": [["deep"]]]],
            ["kind": "flow", "name": "shop", "line": -5, "options": ["triggers": ["shop"], "run": ["function": true]]],
            ["kind": "every", "name": "x", "options": ["every": "1000000000000 days", "run": ["function": true]]],
            ["kind": "every", "name": "y", "options": ["at": "99999999999999999999:00", "run": ["function": true]]],
            ["kind": "settings", "options": ["limits": ["type": "text"]]],
        ]
        try await withAttack { bot, _ async throws in
            let live = bot.host.catalog.plugin("evil")?.hash
            let report = try await bot.host.publisher.publish(
                [PuppetWorker.plugin("evil", edit: 2, declaring: .array(forged))], author: "test")
            #expect(report.published.isEmpty && report.problems.count >= 5, "\(report.problems)")
            let taken = try await bot.host.publisher.publish(
                [PuppetWorker.plugin("evil", edit: 3, declaring: [
                    ["kind": "plugin", "options": ["title": "x"]],
                    ["kind": "flow", "name": "evil", "options": ["triggers": ["shop"], "run": ["function": true]]],
                ])], author: "test")
            #expect(taken.published.isEmpty)
            #expect(bot.host.catalog.plugin("evil")?.hash == live)
            #expect(bot.host.catalog.flow(triggeredBy: "shop")?.plugin == "shop")
        }
    }
}

/// What the operations of a test did, in order.
private final class Performed: Sendable {
    private let all = Mutex<[String]>([])
    var notes: [String] { all.withLock { $0 } }
    func note(_ line: String) { all.withLock { $0.append(line) } }
}
