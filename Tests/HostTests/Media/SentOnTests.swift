// Moonpost
// SPDX-License-Identifier: Apache-2.0

import Core
import Fetch
import Foundation
import Host
import Testing
import WhatsApp

/// The number of Twilio's sends by addresses of this host: nothing of it is uploaded.
@Suite("A file that arrived is sent on through Twilio", .timeLimit(.minutes(10)))
struct SentOnTests {
    private static let sid = "AC" + String(repeating: "0a", count: 16)
    private static let token = Secret("the-auth-token")
    private static let number = "+15550100000"
    private static let address = "https://bot.example.com"
    private static let picture = Array("a picture of a door".utf8)

    private static func configure(_ configuration: inout Configuration) {
        configuration.server.webhookURL = address
        configuration.media.wait = .seconds(10)
        configuration.numbers.append(
            Configuration.Number(
                name: "twilio", number: number, twilio: Configuration.Twilio(accountSID: sid, authTokens: [token], apiURL: "https://api.twilio.com")))
    }

    /// A form as Twilio posts it, with these fields beside those that every one has.
    private func post(_ bot: TestHost, _ fields: [(name: String, value: String)]) async throws {
        let form = FormFields(
            [("AccountSid", Self.sid), ("From", "whatsapp:+201001234567"), ("To", "whatsapp:" + Self.number), ("WaId", "201001234567")] + fields)
        let signature = TwilioSignature.sign(form, url: Self.address + WebhookPath.twilio, token: Self.token)
        let answer = await bot.host.receiver.receive(
            TwilioDelivery(
                signature: signature, target: WebhookPath.twilio, contentType: "application/x-www-form-urlencoded; charset=UTF-8", body: form.encoded))
        #expect(answer == .accepted(new: 1))
        try await bot.settle()
    }

    /// The platforms take everything; Twilio names a message as the Graph API does not.
    private static func accept(_ bot: TestHost) {
        bot.world.graph.answer { request throws(FetchError) in
            guard request.url.hasSuffix("/Messages.json") else { return GraphRecorder.acceptance(of: request) }
            let answer: JSON = ["sid": .string("SM.out.\(request.index)"), "status": "queued"]
            return FetchResponse(status: 201, body: answer.encoded())
        }
    }

    private static func authorization(_ request: FetchRequest) -> String? { request.headers.first { $0.name.lowercased() == "authorization" }?.value }

    /// The file at an address that Twilio was told.
    private func file(at address: String?, of bot: TestHost) async throws -> [UInt8] {
        let address = try #require(address)
        let parts = try #require(URLComponents(string: address))
        #expect(address.hasPrefix(Self.address + "/media/"))
        let query = Dictionary(uniqueKeysWithValues: (parts.queryItems ?? []).map { ($0.name, $0.value ?? "") })
        let id = String(parts.path.dropFirst("/media/".count))
        let answer = try await bot.host.media.answer(id: id, expires: query["expires"], signature: query["signature"])
        guard case .file(let path, "image/jpeg", _) = answer else {
            Issue.record("\(answer)")
            return []
        }
        return Array(try Data(contentsOf: URL(fileURLWithPath: path)))
    }

    @Test("that brought it: it is fetched with the account's credentials, which a redirect does not get, and goes as an address of this host")
    func throughTwilio() async throws {
        let files = FileRecorder { request in
            request.url.contains("twiliocdn")
                ? FetchResponse(status: 200, headers: [("Content-Type", "image/jpeg")], body: Self.picture)
                : FetchResponse(status: 307, headers: [("Location", "https://media.twiliocdn.com/ME1")])
        }
        let back = plugin("back", """
            bot.flow("fallback", { run = function(chat)
              local media = chat.message.media
              chat:send{ type = "image", media = media, caption = "back" }
              chat:send{ type = "buttons", text = "Keep it?", header = { type = "image", media = media }, buttons = { "Yes", "No" } }
            end })
            """)
        try await withHost(back, files: files, configure: Self.configure) { bot async throws in
            Self.accept(bot)
            let link = "https://api.twilio.com/2010-04-01/Accounts/\(Self.sid)/Messages/MM1/Media/ME1"
            try await post(
                bot, [("MessageSid", "MM1"), ("Body", ""), ("NumMedia", "1"), ("MediaUrl0", link), ("MediaContentType0", "image/jpeg")])
            #expect(files.requests.map(\.url) == [link, "https://media.twiliocdn.com/ME1"])
            #expect(files.requests.first.flatMap(Self.authorization)?.hasPrefix("Basic ") == true)
            #expect(files.requests.last.flatMap(Self.authorization) == nil)
            let sent = bot.world.graph.requests.map(\.body)
            try #require(sent.count == 2)
            #expect(sent[0]["Body"] == "back")
            #expect(try await file(at: sent[0]["MediaUrl"]?.text, of: bot) == Self.picture)
            let lines = (sent[1]["Body"]?.text ?? "").split(separator: "\n").map(String.init)
            #expect(lines.dropFirst() == ["Keep it?", "1. Yes", "2. No"] && sent[1]["MediaUrl"] == nil)
            #expect(try await file(at: lines.first, of: bot) == Self.picture)
            #expect(try await bot.lines("SELECT DISTINCT state FROM outbox") == ["accepted"])
            #expect(try await bot.incidents().isEmpty)
        }
    }

    @Test("from a number of Meta's, when the person writes to the other one")
    func fromTheCloud() async throws {
        let files = FileRecorder { request in
            guard request.url.contains("graph.invalid") else {
                return FetchResponse(status: 200, headers: [("Content-Type", "image/jpeg")], body: Self.picture)
            }
            let answer: JSON = ["url": "https://lookaside.fbsbx.com/1", "mime_type": "image/jpeg"]
            return FetchResponse(status: 200, body: answer.encoded())
        }
        let keep = plugin("keep", """
            bot.flow("fallback", { run = function(chat)
              if chat.message.media then
                chat.contact:set{ photo = chat.message.media.id }
              else
                chat:send{ type = "image", media = chat.contact.fields.photo }
              end
            end })
            """)
        try await withHost(keep, files: files, configure: Self.configure) { bot async throws in
            Self.accept(bot)
            let image = Incoming.message(
                id: bot.world.nextWAMID(), from: .amina, type: "image", content: ["id": "1479537139650973", "mime_type": "image/jpeg"])
            #expect(await bot.send([image], from: [.amina]) == .accepted(new: 1))
            try await bot.settle()
            try await post(bot, [("MessageSid", "SM1"), ("Body", "show me"), ("NumMedia", "0")])
            let sent = try #require(bot.world.graph.requests.last)
            #expect(sent.url.hasSuffix("/Messages.json"))
            #expect(try await file(at: sent.body["MediaUrl"]?.text, of: bot) == Self.picture)
            #expect(try await bot.lines("SELECT state FROM outbox") == ["accepted"])
        }
    }

    @Test("and one that this host does not have is dead, with the reason")
    func unknown() async throws {
        let wrong = plugin("wrong", """
            bot.flow("fallback", { run = function(chat) chat:send{ type = "image", media = "1479537139650973" } end })
            """)
        try await withHost(wrong, configure: Self.configure) { bot async throws in
            try await post(bot, [("MessageSid", "SM1"), ("Body", "hi"), ("NumMedia", "0")])
            #expect(bot.world.graph.requests.isEmpty)
            #expect(try await bot.lines("SELECT error FROM outbox").first?.contains("is an id of Meta's, and Twilio sends files by their address only") == true)
        }
    }
}
