// Moonpost
// SPDX-License-Identifier: Apache-2.0

import Crypto
import Foundation
import Testing

@testable import Fetch
@testable import LoopbackHTTP

@Suite("Files over HTTP", .timeLimit(.minutes(10))) struct FilesTests {
    private let folder = NSTemporaryDirectory() + "moonpost-files-" + UUID().uuidString

    private func path(_ name: String) throws -> String {
        try FileManager.default.createDirectory(atPath: folder, withIntermediateDirectories: true)
        return folder + "/" + name
    }

    private func remove() throws { try FileManager.default.removeItem(atPath: folder) }

    @Test("an answer goes to the disk, hashed on the way, and not into memory")
    func output() async throws {
        let body = (0..<3_000_000).map { UInt8(truncatingIfNeeded: $0 &* 7) }
        let server = try LoopbackServer { _ in .respond(body: body) }
        let fetcher = try Fetcher()
        var request = FetchRequest(url: server.url("/file"))
        let output = try FetchOutput(path: try path("a"))
        request.output = output
        let response = try await fetcher.fetch(request)
        #expect(response.status == 200 && response.body.isEmpty)
        let content = try output.finish()
        #expect(content == FetchOutput.Content(sha256: Array(SHA256.hash(data: body)), bytes: body.count))
        #expect(try Array(Data(contentsOf: URL(fileURLWithPath: output.path))) == body)
        await fetcher.shutdown()
        try remove()
    }

    @Test("what an error says stays in memory")
    func errors() async throws {
        let server = try LoopbackServer { _ in .respond(status: 404, body: Array("gone".utf8)) }
        let fetcher = try Fetcher()
        var request = FetchRequest(url: server.url("/file"))
        let output = try FetchOutput(path: try path("a"))
        request.output = output
        #expect(try await fetcher.fetch(request).body == Array("gone".utf8))
        #expect(try output.finish().bytes == 0)
        await fetcher.shutdown()
        try remove()
    }

    @Test("a file that is longer than accepted is not taken")
    func tooLarge() async throws {
        let server = try LoopbackServer { _ in .respond(body: [UInt8](repeating: 1, count: 100_001)) }
        let fetcher = try Fetcher()
        var request = FetchRequest(url: server.url("/file"), maximumResponse: 100_000)
        request.output = try FetchOutput(path: try path("a"))
        let error = await #expect(throws: FetchError.self) { try await fetcher.fetch(request) }
        #expect(error?.code == .tooLarge)
        await fetcher.shutdown()
        try remove()
    }

    @Test("a file is sent from the disk between what stands before and after it, and the next request has a body of its own")
    func upload() async throws {
        let server = try LoopbackServer { request in .respond(body: request.body) }
        let fetcher = try Fetcher()
        let bytes = (0..<2_500_000).map { UInt8(truncatingIfNeeded: $0 &* 13) }
        let file = try path("b")
        try Data(bytes).write(to: URL(fileURLWithPath: file))
        var request = FetchRequest(method: "POST", url: server.url("/media"))
        request.upload = FetchUpload(before: Array("<".utf8), path: file, length: bytes.count, after: Array(">".utf8))
        let expected = Array("<".utf8) + bytes + Array(">".utf8)
        #expect(try await fetcher.fetch(request).body == expected)
        #expect(try request.upload?.bytes() == expected)
        #expect(try await fetcher.fetch(FetchRequest(method: "POST", url: server.url("/x"), body: [1, 2])).body == [1, 2])
        await fetcher.shutdown()
        try remove()
    }

    @Test("a file that is shorter than announced, or not there, is an error and no half of a file")
    func missing() async throws {
        let server = try LoopbackServer { request in .respond(body: request.body) }
        let fetcher = try Fetcher()
        let file = try path("c")
        try Data([1, 2, 3]).write(to: URL(fileURLWithPath: file))
        var request = FetchRequest(method: "POST", url: server.url("/media"))
        request.upload = FetchUpload(path: file, length: 4)
        await #expect(throws: FetchError.self) { try await fetcher.fetch(request) }
        request.upload = FetchUpload(path: file + "x", length: 3)
        await #expect(throws: FetchError.self) { try await fetcher.fetch(request) }
        #expect(throws: FetchError.self) { try FetchUpload(path: file, length: 4).bytes() }
        await fetcher.shutdown()
        try remove()
    }
}
