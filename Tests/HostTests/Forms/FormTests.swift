// Moonpost
// SPDX-License-Identifier: Apache-2.0

import ChatTesting
import Core
import Plugins
import Store
import Testing
import WhatsApp

@testable import Host

@Suite("A form", .timeLimit(.minutes(10)))
struct FormTests {
    private static func shop(_ word: String = "table") -> PluginSnapshot {
        plugin("shop", """
            bot.form("table", { flow = "1059281729384756", screen = function(form, screen, data)
              bot.store.add("runs")
              if form.action == "open" then return { screen = "GUESTS", data = { word = "\(word)", name = form.contact.name } } end
              if data.guests == "boom" then error("boom") end
              if data.guests == "none" then return nil end
              if data.guests == "20" then return { error = "Twelve at most." } end
              return { done = { guests = data.guests } }
            end })
            bot.flow("book", { triggers = { "book" }, run = function(chat)
              local answer = chat:ask_form("table", "Book a table", { timeout = "1 day" })
              chat:say(answer and "A {word} for {guests}." or "Too late.", answer and { word = "\(word)", guests = answer.guests } or nil)
            end })
            bot.flow("runs", { triggers = { "runs" }, run = function(chat) chat:say(tostring(bot.store.get("runs"))) end })
            """)
    }

    /// The token that went to the phone.
    private func token(_ bot: TestHost) throws -> String {
        let sent = try #require(bot.world.graph.accepted.last { $0.body["interactive"]?["type"] == "flow" })
        let parameters = sent.body["interactive"]?["action"]?["parameters"]
        #expect(parameters?["flow_id"] == "1059281729384756" && parameters?["flow_action"] == "data_exchange" && parameters?["flow_cta"] == "Open")
        #expect(parameters?["form"] == nil)
        return try #require(parameters?["flow_token"]?.text)
    }

    private func request(_ action: String, _ token: String, _ data: JSONObject = [:], screen: String? = nil) -> JSON {
        var request: JSONObject = ["version": "3.0", "action": .string(action), "flow_token": .string(token), "data": .object(data)]
        request["screen"] = screen.map { .string($0) }
        return .object(request)
    }

    private func ask(_ bot: TestHost, _ request: JSON, number: String = World.number.phoneNumberID) async throws -> FormEndpoint.Outcome {
        let outcome = try await bot.host.forms.outcome(of: FormRequest(request), on: number, request.encoded())
        try await bot.settle()
        return outcome
    }

    private func submit(_ bot: TestHost, _ token: String, guests: String) async throws -> FormEndpoint.Outcome {
        try await ask(bot, request("data_exchange", token, ["guests": .string(guests)], screen: "GUESTS"))
    }

    /// The message that the phone sends when the form is closed.
    private func reply(_ bot: TestHost, _ token: String, _ values: JSONObject) async throws -> [String] {
        var values = values
        values["flow_token"] = .string(token)
        let content: JSON = ["type": "nfm_reply", "nfm_reply": ["name": "flow", "body": "Sent", "response_json": .string(JSON.object(values).description)]]
        let before = bot.world.graph.accepted.count
        _ = await bot.send([Incoming.message(id: bot.world.nextWAMID(), from: .amina, type: "interactive", content: content)], from: [.amina])
        return try await bot.heard(after: before)
    }

    private static let closed = FormEndpoint.Outcome.closed(HostTexts.english.formClosed)

    @Test("is opened, corrected, closed, and its values are what chat:ask_form returns; a restart between any two steps changes nothing")
    func whole() async throws {
        let world = try await World()
        var bot = try await world.open([Self.shop()])
        #expect(try await bot.say("book") == ["Book a table"])
        let token = try token(bot)
        bot = try await bot.restarted()
        #expect(
            try await ask(bot, request("INIT", token))
                == .answered(["version": "3.0", "screen": "GUESTS", "data": ["word": "table", "name": "Amina"]]))
        bot = try await bot.restarted()
        #expect(
            try await submit(bot, token, guests: "20")
                == .answered(["version": "3.0", "screen": "GUESTS", "data": ["error_message": "Twelve at most."]]))
        #expect(try await bot.say("four") == ["Please use the button above to fill in the form."])
        bot = try await bot.restarted()
        guard case .answered(let done) = try await submit(bot, token, guests: "4") else { Issue.record("not answered"); return }
        #expect(done["screen"] == "SUCCESS" && done["data"]?["extension_message_response"]?["params"]?["guests"] == "4")
        bot = try await bot.restarted()
        #expect(try await reply(bot, token, ["guests": "4"]) == ["A table for 4."])
        try await bot.close()
        await world.close()
    }

    @Test("answers the same request the same however often it comes, also at once, and runs its screen once")
    func repeated() async throws {
        try await withHost(Self.shop()) { bot async throws in
            _ = try await bot.say("book")
            let token = try token(bot)
            let opening = request("INIT", token)
            let first = try await ask(bot, opening)
            for _ in 1...3 { #expect(try await ask(bot, opening) == first) }
            let submission = request("data_exchange", token, ["guests": "4"], screen: "GUESTS")
            try await withThrowingTaskGroup(of: FormEndpoint.Outcome.self) { group in
                for _ in 1...8 {
                    group.addTask { try await bot.host.forms.outcome(of: FormRequest(submission), on: World.number.phoneNumberID, submission.encoded()) }
                }
                // Who comes while it is worked off is told to try again, which Meta does.
                for try await outcome in group where outcome != .failed {
                    guard case .answered(let answer) = outcome else { Issue.record("\(outcome)"); continue }
                    #expect(answer["screen"] == "SUCCESS")
                }
            }
            try await bot.settle()
            #expect(try await ask(bot, submission) != .failed)
            // It is done: another submission comes too late, and the same one does not.
            #expect(try await submit(bot, token, guests: "5") == Self.closed)
            _ = try await reply(bot, token, ["guests": "4"])
            #expect(try await bot.say("runs") == ["2"])
        }
    }

    @Test("keeps the version with which its conversation began")
    func pinned() async throws {
        try await withHost(Self.shop()) { bot async throws in
            _ = try await bot.say("book")
            let token = try token(bot)
            try await bot.publish(Self.shop("chair"))
            guard case .answered(let answer) = try await ask(bot, request("INIT", token)) else { Issue.record("not answered"); return }
            #expect(answer["data"]?["word"] == "table")
            #expect(try await reply(bot, token, ["guests": "4"]) == ["A table for 4."])
            _ = try await bot.say("book")
            guard case .answered(let next) = try await ask(bot, request("INIT", try self.token(bot))) else { Issue.record("not answered"); return }
            #expect(next["data"]?["word"] == "chair")
        }
    }

    @Test("is closed when its question has timed out or was cancelled, on another number, and under a token that nobody gave out")
    func closes() async throws {
        try await withHost(Self.shop()) { bot async throws in
            _ = try await bot.say("book")
            let token = try token(bot)
            #expect(try await ask(bot, request("INIT", "guessed")) == Self.closed)
            #expect(try await ask(bot, request("INIT", token), number: "999") == Self.closed)
            #expect(try await bot.pass(.seconds(86_400)) == ["Too late."])
            #expect(try await ask(bot, request("INIT", token)) == Self.closed)
            _ = try await bot.say("book")
            _ = try await bot.say("cancel")
            #expect(try await ask(bot, request("INIT", try self.token(bot))) == Self.closed)
        }
    }

    @Test("says on the screen that its script has failed, and the next try goes on; nothing is said in the chat", arguments: ["boom", "none"])
    func fails(_ guests: String) async throws {
        try await withHost(Self.shop()) { bot async throws in
            _ = try await bot.say("book")
            let token = try token(bot), said = bot.world.graph.accepted.count
            #expect(
                try await submit(bot, token, guests: guests)
                    == .answered(["version": "3.0", "screen": "GUESTS", "data": ["error_message": .string(HostTexts.english.failure)]]))
            #expect(bot.world.graph.accepted.count == said)
            #expect(try await bot.incidents().map(\.kind) == ["conversation.failed"])
            guard case .answered = try await submit(bot, token, guests: "4") else { Issue.record("not answered"); return }
            #expect(try await reply(bot, token, ["guests": "4"]) == ["A table for 4."])
        }
    }

    @Test("is closed for whoever may not use its flow any more")
    func demoted() async throws {
        let staff = plugin("staff", """
            bot.form("f", { flow = "1", screen = function() return { screen = "A" } end })
            bot.flow("book", { triggers = { "book" }, access = "manager", run = function(chat) chat:ask_form("f", "Book") end })
            """)
        try await withHost(staff) { bot async throws in
            let amina = try await bot.hire("Amina", .manager)
            _ = try await bot.code(for: amina)
            _ = try await bot.say("12345678")
            _ = try await bot.say("book")
            let sent = try #require(bot.world.graph.accepted.last?.body["interactive"]?["action"]?["parameters"]?["flow_token"]?.text)
            #expect(try await ask(bot, request("INIT", sent)) == .answered(["version": "3.0", "screen": "A", "data": [:]]))
            try await bot.change(amina) { $0.role = .member }
            #expect(try await submit(bot, sent, guests: "4") == Self.closed)
        }
    }

    @Test("an old form's reply does not answer a new question")
    func oldReply() async throws {
        try await withHost(Self.shop()) { bot async throws in
            _ = try await bot.say("book")
            let old = try token(bot)
            _ = try await bot.say("cancel")
            _ = try await bot.say("book")
            #expect(try await reply(bot, old, ["guests": "9"]) == ["Please use the button above to fill in the form."])
            #expect(try await reply(bot, try token(bot), ["guests": "4"]) == ["A table for 4."])
        }
    }

    @Test("over HTTP is refused without a signature of the number's own app, without a key, and where it is encrypted for another key")
    func refused() async throws {
        try await withHost(Self.shop()) { bot async throws in
            let number = World.number.phoneNumberID
            let body = Array(#"{"encrypted_flow_data":"AAAA","encrypted_aes_key":"AAAA","initial_vector":"AAAAAAAAAAAAAAAAAAAAAA=="}"#.utf8)
            let signature = Signature.sign(body, secret: World.number.appSecret)
            #expect(await bot.host.forms.answer(number: number, signature: nil, body: body) == .unsigned)
            #expect(await bot.host.forms.answer(number: number, signature: Signature.sign(body, secret: Secret("other")), body: body) == .unsigned)
            #expect(await bot.host.forms.answer(number: "999", signature: signature, body: body) == .unknown)
            #expect(await bot.host.forms.answer(number: number, signature: signature, body: body) == .unknown)
            let now = bot.world.clock.now
            let sealed = try FormKeyVault([World.masterKey]).seal(try FormKey(), of: number)
            try await bot.database.write { try FormRepository.setKey(sealed, of: number, at: now, in: $0) }
            #expect(await bot.host.forms.answer(number: number, signature: signature, body: body) == .unreadable)
            // The key of the installation is changed while the host runs, from one to the next over both.
            let next = MasterKey()
            bot.host.adopt([World.masterKey, next])
            #expect(await bot.host.forms.answer(number: number, signature: signature, body: body) == .unreadable)
            let resealed = try FormKeyVault([next]).seal(try FormKeyVault([World.masterKey]).open(sealed, of: number), of: number)
            try await bot.database.write { try FormRepository.setKey(resealed, of: number, at: now, in: $0) }
            #expect(await bot.host.forms.answer(number: number, signature: signature, body: body) == .unreadable)
            bot.host.adopt([next])
            #expect(await bot.host.forms.answer(number: number, signature: signature, body: body) == .unreadable)
            bot.host.adopt([World.masterKey])
            #expect(await bot.host.forms.answer(number: number, signature: signature, body: body) == .failed)
            #expect(throws: (any Error).self) { try FormKeyVault([MasterKey()]).open(sealed, of: number) }
            #expect(throws: (any Error).self) { try FormKeyVault([World.masterKey]).open(sealed, of: "999") }
        }
    }
}
