// Moonpost
// SPDX-License-Identifier: Apache-2.0

import ChatTesting
import Core
import Plugins
import Store
import Testing

@testable import Host

@Suite("Who may do what", .timeLimit(.minutes(10)))
struct AccessTests {
    private static let english = HostTexts.english

    private static let staff = plugin("staff", """
        local function names(chat) return chat.user and (chat.user.name .. " " .. chat.user.role) or "nobody" end
        bot.command("due", { access = "member", run = function(chat) chat:say("due for " .. names(chat)) end })
        bot.command("hire", { access = "manager", help = "Hires somebody", run = function(chat)
          local name = chat:ask("Who?")
          chat:say(names(chat) .. " hires " .. name)
        end })
        bot.command("wipe", { access = "admin", run = function(chat) chat:say("wiped") end })
        bot.flow("go", { triggers = { "go" }, run = function(chat) chat:go("wipe") end })
        bot.flow("who", { triggers = { "who" }, run = function(chat)
          chat:say(names(chat)) chat:receive() chat:say(names(chat))
        end })
        """)
    private static let fallback = plugin("any", "bot.flow('fallback', { run = function(chat) chat:say('anything: ' .. chat.message.text) end })")
    private static let watcher = plugin("watch", "bot.on('security_alert', function(event) bot.store.set(event.kind, event.summary) end)")

    @Test("an unknown person who wants something for staff is told once a day how to register; in between the fallback answers")
    func unknown() async throws {
        try await withHost(Self.staff, Self.fallback) { bot async throws in
            #expect(try await bot.say("due") == [Self.english.registration])
            #expect(try await bot.say("due") == ["anything: due"])
            #expect(try await bot.say("wipe") == ["anything: wipe"])
            #expect(try await bot.say("due", from: .omar) == [Self.english.registration])
            let next = try await bot.restarted()
            #expect(try await next.say("due") == ["anything: due"])
            try await next.pass(.seconds(86_400))
            #expect(try await next.say("due") == [Self.english.registration])
            try await next.close()
        }
    }

    @Test("where there is no fallback an unknown person hears nothing the second time")
    func silence() async throws {
        try await withHost(Self.staff) { bot async throws in
            #expect(try await bot.say("due") == [Self.english.registration])
            #expect(try await bot.say("due") == [])
            #expect(try await bot.audit() == ["contact denied staff/due", "contact denied staff/due"])
        }
    }

    @Test("a code makes its sender the user, once, and whoever sends it after that gets nowhere")
    func login() async throws {
        try await withHost(Self.staff) { bot async throws in
            let omar = try await bot.hire("Omar", .manager)
            let code = try await bot.code(for: omar)
            #expect(try await bot.say("who") == ["nobody"])
            #expect(try await bot.say("code 1234 5678") == [Self.english.linked("Omar")])
            // The conversation before it goes on, and sees who it is with.
            #expect(try await bot.say("and now?") == ["Omar manager"])
            #expect(try await bot.say("due") == ["due for Omar manager"])
            #expect(try await bot.say("code \(code)", from: .omar) == [Self.english.codeWrong])
            #expect(try await bot.say("due", from: .omar) == [Self.english.registration])
            #expect(
                try await bot.audit() == [
                    "user login contact", "user command staff/due", "contact wrong_code host", "contact denied staff/due",
                ])
            let next = try await bot.restarted()
            #expect(try await next.say("due") == ["due for Omar manager"])
            try await next.close()
        }
    }

    @Test("a code of a key that took the place of another, or was the first one, while the host runs is known at once")
    func anotherKey() async throws {
        try await withHost(Self.staff, Self.fallback) { bot async throws in
            let omar = try await bot.hire("Omar", .member)
            let (next, now) = (MasterKey(), bot.world.clock.now)
            try await bot.database.write {
                try LinkCodeRepository.insert(LinkCode.hash("12345678", next), of: omar.id, at: now, until: now + .seconds(60), in: $0)
            }
            bot.host.adopt([World.masterKey])
            #expect(try await bot.say("code 12345678") == [Self.english.codeWrong])
            bot.host.adopt([World.masterKey, next])
            #expect(try await bot.say("code 12345678") == [Self.english.linked("Omar")])
            bot.host.adopt([MasterKey]())
            _ = try await bot.code("11112222", for: try await bot.hire("Sara", .member))
            #expect(try await bot.say("code 11112222", from: .omar) == [Self.english.codeWrong])
            bot.host.adopt([World.masterKey])
            #expect(try await bot.say("code 11112222", from: .omar) == [Self.english.linked("Sara")])
        }
    }

    @Test("a bare code links, too; a bare number that is none goes on its way, and is an answer where one is awaited")
    func bare() async throws {
        try await withHost(Self.staff, Self.fallback) { bot async throws in
            #expect(try await bot.say("87654321") == ["anything: 87654321"])
            #expect(try await bot.audit() == [])
            _ = try await bot.code(for: try await bot.hire("Omar", .member))
            #expect(try await bot.say("87654321") == ["anything: 87654321"])
            #expect(try await bot.audit() == ["contact wrong_code host"])
            #expect(try await bot.say("١٢٣٤٥٦٧٨") == [Self.english.linked("Omar")])
        }
    }

    @Test("five wrong codes end it for an hour, the right one too, with one alert; and an expired code is a wrong one")
    func guessing() async throws {
        try await withHost(Self.staff, Self.watcher) { bot async throws in
            let omar = try await bot.hire("Omar", .member)
            _ = try await bot.code(for: omar, valid: .seconds(7_200))
            for guess in 1...5 { #expect(try await bot.say("code 0000000\(guess)") == [Self.english.codeWrong]) }
            #expect(try await bot.say("code 12345678") == [Self.english.codeLocked])
            #expect(try await bot.incidents().map(\.kind) == ["security.code_guessing"])
            #expect(try await bot.lines("SELECT name FROM plugin_data WHERE plugin = 'watch'") == ["security.code_guessing"])
            try await bot.pass(.seconds(3_600))
            #expect(try await bot.say("code 12345678") == [Self.english.linked("Omar")])
            _ = try await bot.code("11112222", for: omar, valid: .seconds(60))
            try await bot.pass(.seconds(60))
            #expect(try await bot.say("code 11112222", from: .omar) == [Self.english.codeWrong])
        }
    }

    @Test("each role may do what those below it may, and no more; by chat:go neither")
    func roles() async throws {
        try await withHost(Self.staff) { bot async throws in
            for (index, role) in User.Role.allCases.enumerated() {
                let person = Person.number(index)
                _ = try await bot.code("1111222\(index)", for: try await bot.hire("\(role)", role))
                _ = try await bot.say("code 1111222\(index)", from: person)
                #expect(try await bot.say("due", from: person) == ["due for \(role) \(role.rawValue)"])
                #expect(try await bot.say("hire", from: person) == (role == .member ? [Self.english.notAllowed] : ["Who?"]))
                if role != .member { #expect(try await bot.say("Amina", from: person) == ["\(role) \(role.rawValue) hires Amina"]) }
                #expect(try await bot.say("wipe", from: person) == (role == .admin ? ["wiped"] : [Self.english.notAllowed]))
                #expect(try await bot.say("go", from: person) == (role == .admin ? ["wiped"] : [Self.english.notAllowed]))
            }
            #expect(try await bot.say("go", from: .number(9)) == [Self.english.registration])
        }
    }

    @Test("help and menu show each person what they may use")
    func help() async throws {
        try await withHost(Self.staff) { bot async throws in
            #expect(try await bot.say("help").first?.contains("hire") == false)
            _ = try await bot.code(for: try await bot.hire("Omar", .manager))
            _ = try await bot.say("12345678")
            let help = try #require(try await bot.say("help").first)
            #expect(help.contains("*hire*") && help.contains("*due*") && !help.contains("wipe"))
        }
    }

    @Test("who is demoted or disabled in the middle of a conversation does not go on with it, without a restart", arguments: [true, false])
    func demoted(isDisabled: Bool) async throws {
        try await withHost(Self.staff) { bot async throws in
            let omar = try await bot.hire("Omar", .manager)
            _ = try await bot.code(for: omar)
            _ = try await bot.say("12345678")
            #expect(try await bot.say("hire") == ["Who?"])
            try await bot.change(omar) { user in
                if isDisabled { user.disabledAt = bot.world.clock.now } else { user.role = .member }
            }
            #expect(try await bot.say("Amina") == [isDisabled ? Self.english.registration : Self.english.notAllowed])
            #expect(try await bot.conversations() == 0)
            #expect(try await bot.say("due") == (isDisabled ? [Self.english.registration] : ["due for Omar member"]))
            #expect(try await bot.audit().contains { $0.hasSuffix("denied staff/hire") })
        }
    }

    @Test("a telephone whose identity has changed is nobody's until a new code; admins and plugins are told")
    func identity() async throws {
        try await withHost(Self.staff, Self.watcher) { bot async throws in
            let omar = try await bot.hire("Omar", .member)
            _ = try await bot.code(for: omar)
            _ = try await bot.say("12345678")
            let system: JSON = ["body": "changed", "type": "customer_identity_changed", "identity": "hash"]
            _ = await bot.send([Incoming.message(id: "wamid.S", from: .amina, type: "system", content: system)], from: [.amina])
            try await bot.settle()
            #expect(try await bot.say("due") == [Self.english.registration])
            #expect(try await bot.lines("SELECT name FROM plugin_data WHERE plugin = 'watch'") == ["security.identity"])
            #expect(try await bot.audit().suffix(2).first == "host suspend contact")
            _ = try await bot.code("11112222", for: omar)
            #expect(try await bot.say("11112222") == [Self.english.linked("Omar")])
            #expect(try await bot.say("due") == ["due for Omar member"])
        }
    }

    @Test("the fifth denial in ten minutes is told to admins and plugins, the sixth not again")
    func denials() async throws {
        try await withHost(Self.staff, Self.watcher) { bot async throws in
            for _ in 1...6 { _ = try await bot.say("due") }
            #expect(try await bot.incidents().map(\.kind) == ["security.denials"])
            #expect(try await bot.lines("SELECT name FROM plugin_data WHERE plugin = 'watch'") == ["security.denials"])
            let kept = try await bot.database.read { try AuditRepository.verify(in: $0) }
            #expect(kept.rows == 6 && kept.broken == nil)
        }
    }

    @Test("who is told to have two contacts that become one keeps the link")
    func merged() async throws {
        let byPhone = Person(name: "Omar", phone: "201007654321"), byUserID = Person(name: "Omar", userID: "EG.abc")
        let byBoth = Person(name: "Omar", phone: "201007654321", userID: "EG.abc")
        try await withHost(Self.staff) { bot async throws in
            _ = try await bot.say("hi", from: byPhone)
            _ = try await bot.code(for: try await bot.hire("Omar", .member))
            #expect(try await bot.say("12345678", from: byUserID) == [Self.english.linked("Omar")])
            #expect(try await bot.say("due", from: byBoth) == ["due for Omar member"])
        }
    }
}
