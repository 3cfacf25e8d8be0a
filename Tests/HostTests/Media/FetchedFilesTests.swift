// Moonpost
// SPDX-License-Identifier: Apache-2.0

import ChatTesting
import Core
import Fetch
import Foundation
import Host
import Store
import Synchronization
import Testing
import WhatsApp

@Suite("A file that a script names by its address", .timeLimit(.minutes(10)))
struct FetchedFilesTests {
    private static let show = plugin("show", """
        bot.flow("fallback", { run = function(chat) chat:send{ type = "image", media = "https://shop.example.com/door.jpg" } end })
        """)

    /// The shop's web server, and Meta's uploads: `refusal` answers these in the place of an id.
    private static func files(refusal: FetchResponse? = nil) -> FileRecorder {
        let uploads = Mutex(0)
        return FileRecorder { request in
            guard request.method == "POST" else {
                return FetchResponse(status: 200, headers: [("Content-Type", "image/jpeg")], body: Array("a picture of a door".utf8))
            }
            let count = uploads.withLock { uploads in
                uploads += 1
                return uploads
            }
            return refusal ?? FetchResponse(status: 200, body: Array(#"{"id":"\#(count)000"}"#.utf8))
        }
    }

    private static func configure(_ configuration: inout Configuration) { configuration.media.uploadsLinks = true }

    /// Under which ids the picture was sent.
    private func sent(_ bot: TestHost) -> [String?] { bot.world.graph.requests.map { $0.body["image"]?["id"]?.text } }

    /// Meta takes the message, and tells in a status that this try failed.
    private func report(_ code: Int64, _ bot: TestHost) async throws {
        let last = try #require(bot.world.graph.accepted.last)
        _ = await bot.report(Incoming.status("failed", of: last.wamid, callback: last.callback, errors: [["code": .integer(code), "title": "no"]]))
    }

    @Test("is uploaded again, once, when a status tells 131053; fetched it is not again so soon")
    func toldByStatus() async throws {
        let files = Self.files()
        try await withHost(Self.show, files: files, configure: Self.configure) { bot async throws in
            _ = try await bot.say("show me")
            try await report(131_053, bot)
            try await bot.pass(.seconds(2))
            #expect(sent(bot) == ["1000", "2000"])
            #expect(files.requests.map(\.method) == ["GET", "POST", "POST"])
            try await report(131_053, bot)
            try await bot.pass(.seconds(3_600))
            #expect(sent(bot).count == 2)
            #expect(try await bot.lines("SELECT error FROM outbox").first?.contains("reached nobody") == true)
        }
    }

    @Test("is uploaded again although the message was tried again before, for another reason", arguments: [true, false])
    func afterAnotherRetry(isToldByStatus: Bool) async throws {
        let files = Self.files()
        try await withHost(Self.show, files: files, configure: Self.configure) { bot async throws in
            let codes: [Int64] = [131_000, 131_000, 131_053]
            if !isToldByStatus {
                bot.world.graph.answer { request throws(FetchError) in
                    request.index <= codes.count ? GraphRecorder.refusal(code: Int(codes[request.index - 1])) : GraphRecorder.acceptance(of: request)
                }
            }
            _ = try await bot.say("show me")
            for code in codes {
                if isToldByStatus { try await report(code, bot) }
                try await bot.pass(.seconds(10))
            }
            #expect(sent(bot) == ["1000", "1000", "1000", "2000"])
            #expect(try await bot.lines("SELECT state || ' ' || attempts || ' ' || refused_uploads FROM outbox") == ["accepted 4 1"])
            // The second upload was no better: that is the end.
            try await report(131_053, bot)
            try await bot.pass(.seconds(3_600))
            #expect(sent(bot).count == 4)
        }
    }

    @Test("is deleted after 30 days, though its upload never succeeded")
    func deleted() async throws {
        let refusal = GraphRecorder.refusal(code: 100, "Unsupported file")
        try await withHost(Self.show, files: Self.files(refusal: refusal), configure: Self.configure) { bot async throws in
            let folder = try #require(bot.world.configuration.media.folder)
            // Each under its SHA-256.
            func names() throws -> [String] {
                try FileManager.default.subpathsOfDirectory(atPath: folder).filter { $0.split(separator: "/").last?.utf8.count == 64 }
            }
            _ = try await bot.say("show me")
            #expect(try await bot.lines("SELECT state FROM outbox") == ["dead"])
            #expect(try names().count == 1)
            bot.world.clock.advance(by: .seconds(29 * 86_400))
            try await bot.settle()
            #expect(try names().count == 1)
            bot.world.clock.advance(by: .seconds(2 * 86_400))
            try await bot.until { try names().isEmpty }
            #expect(try await bot.lines("SELECT file FROM fetched_files").isEmpty)
        }
    }
}
