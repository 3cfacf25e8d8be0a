// Moonpost
// SPDX-License-Identifier: Apache-2.0

import ChatTesting
import Core
import Fetch
import Host
import Plugins
import Store
import Testing
import WhatsApp

@Suite("Numbers of a running host", .timeLimit(.minutes(10))) struct NumberAdoptionTests {
    private static let other = Configuration.Number(
        name: "support", phoneNumberID: "100200301", accessToken: Secret("the-other-token"), appSecret: Secret("the other app's secret"),
        verifyToken: Secret("the other verify token"), graphURL: "http://graph.invalid", graphVersion: "v23.0")

    private let shop = plugin("shop", "bot.flow('shop', { triggers = { 'hi' }, run = function(chat) chat:say('shop on ' .. chat.number.name .. ' in ' .. chat.contact.language) end })")
    private let desk = plugin("desk", "bot.flow('desk', { triggers = { 'help me' }, run = function(chat) chat:say('desk') end })")

    /// Somebody writes to a number, under a secret; gives the answer and what they heard.
    private func write(
        _ bot: TestHost, _ text: String, to number: Configuration.Number, secret: Secret? = nil
    ) async throws -> (answer: Receiver.Answer, heard: [String]) {
        let before = bot.world.graph.accepted.count
        let body = Incoming.body(
            messages: [Incoming.text(text, id: bot.world.nextWAMID(), from: .amina, at: bot.world.clock.now)], people: [.amina], number: number.phoneNumberID)
        let answer = await bot.host.receiver.receive(signature: Signature.sign(body, secret: secret ?? number.appSecret), body: body)
        return (answer, try await bot.heard(after: before))
    }

    @Test("one that is added is answered at once, by its own token; one that is removed is not")
    func addedAndRemoved() async throws {
        try await withHost(shop) { bot async throws in
            #expect(try await write(bot, "hi", to: Self.other).answer == .unauthorized)
            try bot.host.adopt([World.number, Self.other])
            #expect(try await write(bot, "hi", to: Self.other).heard == ["shop on support in en"])
            let request = bot.world.graph.accepted.last
            #expect(request?.url.contains("/100200301/") == true)
            #expect(request?.headers.contains { $0.value == "Bearer the-other-token" } == true)
            #expect(bot.host.receiver.verification(mode: "subscribe", token: "the other verify token", challenge: "7") == "7")
            try bot.host.adopt([World.number])
            #expect(try await write(bot, "hi", to: Self.other).answer == .unauthorized)
            #expect(try await write(bot, "hi", to: World.number).heard == ["shop on shop in en"])
        }
    }

    @Test("one whose secret is rotated takes webhooks under both, and under the new one alone when the old one is dropped")
    func rotated() async throws {
        try await withHost(shop) { bot async throws in
            var number = World.number
            number.otherSecrets = [number.appSecret]
            number.appSecret = Secret("the new secret")
            try bot.host.adopt([number])
            #expect(try await write(bot, "hi", to: number).heard.count == 1)
            #expect(try await write(bot, "hi", to: number, secret: World.number.appSecret).heard.count == 1)
            number.otherSecrets = []
            try bot.host.adopt([number])
            #expect(try await write(bot, "hi", to: number).heard.count == 1)
            #expect(try await write(bot, "hi", to: number, secret: World.number.appSecret).answer == .unauthorized)
        }
    }

    @Test("a secret speaks for the numbers of its own app alone, also after a change")
    func ownNumbers() async throws {
        try await withHost(shop) { bot async throws in
            try bot.host.adopt([World.number, Self.other])
            let forged = try await write(bot, "hi", to: Self.other, secret: World.number.appSecret)
            #expect(forged.answer == .accepted(new: 1) && forged.heard == [])
            #expect(try await bot.lines("SELECT state FROM inbox") == ["unrouted"])
        }
    }

    @Test("one with plugins of its own answers with these alone, in its own language")
    func scope() async throws {
        var arabic = Self.other
        arabic.plugins = ["shop"]
        arabic.language = "ar"
        try await withHost(shop, desk) { bot async throws in
            try bot.host.adopt([World.number, arabic])
            #expect(try await write(bot, "hi", to: arabic).heard == ["shop on support in ar"])
            #expect(try await write(bot, "help me", to: World.number).heard == ["desk"])
            #expect(try await write(bot, "help me", to: arabic).heard != ["desk"])
            let help = try await write(bot, "help", to: arabic).heard.first ?? ""
            #expect(help.contains("*hi*") && !help.contains("help me"))
        }
    }

    @Test("messages of one that was removed go out when it comes back")
    func comesBack() async throws {
        try await withHost(shop) { bot async throws in
            try bot.host.adopt([World.number, Self.other])
            bot.world.graph.answer { _ throws(FetchError) in throw FetchError(code: .unreachable, message: "down", requestWasWritten: false) }
            #expect(try await write(bot, "hi", to: Self.other).heard == [])
            bot.world.graph.answer(nil)
            try bot.host.adopt([World.number])
            #expect(try await bot.pass(.seconds(120)) == [])
            try bot.host.adopt([World.number, Self.other])
            #expect(try await bot.pass(.seconds(700)) == ["shop on support in en"])
        }
    }
}
