// Moonpost
// SPDX-License-Identifier: Apache-2.0

import ChatTesting
import Core
import Foundation
import LoopbackHTTP
import Store
import Synchronization
import Testing
import WhatsApp

@testable import Fetch
@testable import Host

/// Real requests to a server on this machine, which is the shop's web server and the platform at once.
@Suite("Files that are sent by their address", .timeLimit(.minutes(10))) struct OutgoingFilesTests {
    /// What the server saw and says.
    private final class Shop: Sendable {
        let status = Mutex(200)
        let uploadStatus = Mutex(200)
        let type = Mutex("image/jpeg")
        let uploads = Mutex<[[UInt8]]>([])
        let file: [UInt8]

        init(_ file: [UInt8]) { self.file = file }

        func answer(_ request: LoopbackServer.Request) -> LoopbackServer.Reply {
            guard request.head.hasPrefix("POST") else {
                return .respond(status: status.withLock(\.self), headers: ["Content-Type: \(type.withLock(\.self))"], body: file)
            }
            let status = uploadStatus.withLock(\.self)
            guard status == 200 else {
                return .respond(status: status, body: Array(#"{"error":{"message":"no","code":131000}}"#.utf8))
            }
            let count = uploads.withLock { uploads in
                uploads.append(request.body)
                return uploads.count
            }
            return .respond(body: Array(#"{"id":"\#(count)000"}"#.utf8))
        }
    }

    private static let picture = (0..<50_000).map { UInt8(truncatingIfNeeded: $0 &* 31) }

    private func withFiles(
        _ file: [UInt8] = Self.picture, isAllowed: Bool = true, _ body: (OutgoingFiles, HostNumber, Shop, LoopbackServer, ManualClock) async throws -> Void
    ) async throws {
        let shop = Shop(file)
        let server = try LoopbackServer { shop.answer($0) }
        let base = server.url("")
        let folder = NSTemporaryDirectory() + "moonpost-sent-" + UUID().uuidString
        try FileManager.default.createDirectory(atPath: folder, withIntermediateDirectories: true)
        let fetcher = try Fetcher()
        let database = try SQLiteDatabase(path: folder + "/moonpost.db")
        let clock = ManualClock(World.beginning)
        let authority = try WebAddress(base + "/x").authority
        var number = World.number
        number.graphURL = base
        let files = OutgoingFiles(
            folder: MediaFolder(folder + "/media"),
            links: MediaLinks(keys: KeyRing([MasterKey()]), address: PublicAddress(webhookURL: "https://bot.example.com")),
            settings: Configuration.Media(), database: database, http: fetcher,
            web: GuardedFetcher(fetcher, privateHosts: isAllowed ? [try HostPattern(authority)] : []), clock: clock,
            ids: IDGenerator(clock: clock, random: SeededGenerator(seed: 1)))
        try await body(files, try HostNumber(number, address: nil), shop, server, clock)
        await fetcher.shutdown()
        try await database.close()
        try FileManager.default.removeItem(atPath: folder)
    }

    private func message(_ server: LoopbackServer, _ kind: MediaKind = .image) -> OutboundMessage {
        OutboundMessage(.media(OutboundMessage.Media(kind: kind, source: .link(server.url("/shop/cement.jpg?size=1")), caption: "Cement")))
    }

    private func source(_ message: OutboundMessage) -> OutboundMessage.Media.Source? { message.files.first?.source }

    @Test("are fetched, and uploaded once for each number within Meta's 30 days (complaint 20: a link that fails is never noticed)")
    func uploadedOnce() async throws {
        try await withFiles { files, number, shop, server, clock async throws in
            for _ in 0..<3 { #expect(source(try await files.give(message(server), from: number)) == .id("1000")) }
            let upload = try #require(shop.uploads.withLock { $0.first })
            let text = String(decoding: upload, as: UTF8.self)
            #expect(text.contains("name=\"messaging_product\"\r\n\r\nwhatsapp\r\n") && text.contains("name=\"type\"\r\n\r\nimage/jpeg\r\n"))
            #expect(text.contains("filename=\"cement.jpg\"\r\nContent-Type: image/jpeg\r\n\r\n"))
            #expect(upload.count > shop.file.count && upload.firstRange(of: shop.file) != nil)
            clock.advance(to: clock.now + .seconds(29 * 86_400 + 1))
            #expect(source(try await files.give(message(server), from: number)) == .id("2000"))
            try await files.forget(OutboundMessage(.media(OutboundMessage.Media(kind: .image, source: .id("2000")))), of: number.id)
            #expect(source(try await files.give(message(server), from: number)) == .id("3000"))
        }
    }

    @Test("are not sent where nothing is there, or something that is no picture", arguments: [
        (404, "image/jpeg", "answers 404 for the file"), (200, "text/html", "WhatsApp takes as image only"),
    ])
    func refused(status: Int, type: String, reason: String) async throws {
        try await withFiles { files, number, shop, server, _ async throws in
            shop.status.withLock { $0 = status }
            shop.type.withLock { $0 = type }
            let error = await #expect(throws: (any Error).self) { try await files.give(message(server), from: number) }
            #expect("\(error.map { "\($0)" } ?? "")".contains(reason) && !(error is NotYetSendable))
            #expect(shop.uploads.withLock(\.count) == 0)
        }
    }

    @Test("wait where the shop's server, or the platform, has a problem", arguments: [true, false])
    func wait(shopFails: Bool) async throws {
        try await withFiles { files, number, shop, server, _ async throws in
            if shopFails { shop.status.withLock { $0 = 503 } } else { shop.uploadStatus.withLock { $0 = 503 } }
            await #expect(throws: NotYetSendable.self) { try await files.give(message(server), from: number) }
            shop.status.withLock { $0 = 200 }
            shop.uploadStatus.withLock { $0 = 200 }
            #expect(source(try await files.give(message(server), from: number)) == .id("1000"))
        }
    }

    @Test("are never fetched from this machine's own network")
    func guarded() async throws {
        try await withFiles(isAllowed: false) { files, number, _, server, _ async throws in
            let error = await #expect(throws: Unsendable.self) { try await files.give(message(server), from: number) }
            #expect(error?.description.contains("not on the public internet") == true)
            #expect(server.counts.requests.isEmpty)
        }
    }

    @Test("larger than WhatsApp's limit are refused with the limit", arguments: [
        (MediaKind.image, 5 << 20), (.audio, 16 << 20), (.video, 16 << 20), (.document, 100 << 20), (.sticker, 500 << 10),
    ])
    func limits(kind: MediaKind, limit: Int) {
        let mime = [MediaKind.image: "image/png", .audio: "audio/ogg; codecs=opus", .video: "video/mp4", .document: "x/y", .sticker: "image/webp"]
        #expect(kind.problem(mime: mime[kind] ?? "", bytes: limit, head: []) == nil)
        let problem = kind.problem(mime: mime[kind] ?? "", bytes: limit + 1, head: [])
        #expect(problem?.limit == limit && problem?.description.contains("\(limit)") == true)
    }

    /// A WebP file of so many bytes: its first chunk, and the flags of VP8X.
    private static func sticker(_ chunk: String, flags: UInt8 = 0, bytes: Int) -> [UInt8] {
        let head = Array("RIFF----WEBP\(chunk)----".utf8) + [flags]
        return head + [UInt8](repeating: 0, count: bytes - head.count)
    }

    @Test("as stickers that do not move are held to 100 KB, and those that do to 500 KB", arguments: [
        ("VP8 ", 0, 100 << 10, true), ("VP8 ", 2, (100 << 10) + 1, false), ("VP8L", 0, (100 << 10) + 1, false), ("VP8X", 0x10, (100 << 10) + 1, false),
        ("VP8X", 0x12, (100 << 10) + 1, true), ("VP8X", 0x02, 500 << 10, true), ("VP8X", 0x02, (500 << 10) + 1, false),
    ] as [(String, UInt8, Int, Bool)])
    func stickers(chunk: String, flags: UInt8, bytes: Int, isSent: Bool) async throws {
        let file = Self.sticker(chunk, flags: flags, bytes: bytes)
        try await withFiles(file) { files, number, shop, server, _ async throws in
            shop.type.withLock { $0 = "image/webp" }
            if isSent {
                #expect(source(try await files.give(message(server, .sticker), from: number)) == .id("1000"))
                return
            }
            let error = await #expect(throws: (any Error).self) { try await files.give(message(server, .sticker), from: number) }
            let limit = flags == 2 && chunk == "VP8X" ? 500 << 10 : 100 << 10
            #expect("\(error.map { "\($0)" } ?? "")".contains("\(limit)") && !(error is NotYetSendable))
            #expect(shop.uploads.withLock(\.count) == 0)
        }
    }
}
