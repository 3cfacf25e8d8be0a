// Moonpost
// SPDX-License-Identifier: Apache-2.0

internal import Core
internal import Foundation
internal import Store
internal import Testing
internal import WhatsApp

/// What the host does with webhooks that nobody should send: it refuses or stores each as a whole, and lives on.
@Suite("Bad input", .serialized, .enabled(if: HostProgram.isThere), .timeLimit(.minutes(10)))
struct BadInputTests {
    /// What the store is to have.
    private struct Expected {
        /// What each row of the inbox is known by.
        var keys: Set<[String]> = []
        /// Webhooks that were acknowledged.
        var webhooks = 0

        /// Takes what the parser makes of a body, and tells the status that it deserves.
        ///
        /// The parser itself has tests of its own; here it says what must then be in the store, no more and no less.
        mutating func take(_ body: [UInt8]) -> Int {
            guard let webhook = try? Webhook.parse(try JSON(body)) else { return 400 }
            webhooks += 1
            for update in webhook.updates { keys.insert([update.phoneNumberID ?? "", update.key]) }
            return 200
        }
    }

    @Test("hundreds of malformed webhooks are refused or stored as a whole, and none of them is a 5xx or a crash")
    func malformed() async throws {
        let cases = BadBodies.all(seed: CrashTests.seed)
        #expect(cases.count >= 200)
        var expected = Expected()
        try await withHost { _, client in
            for bad in cases {
                let status = expected.take(bad.body)
                let response = try await client.post(bad.body)
                #expect(response.status == status, "\(bad.name): \(response.body.prefix(200))")
            }
            // Delivered again, nothing is stored twice.
            for bad in cases.prefix(20) + cases.suffix(20) {
                _ = try await client.post(bad.body)
                if (try? Webhook.parse(try JSON(bad.body))) != nil { expected.webhooks += 1 }
            }
            print("bad input: \(cases.count) webhooks, \(expected.webhooks) stored, seed \(CrashTests.seed)")
        } store: { keys, webhooks in
            #expect(keys.count == expected.keys.count)
            #expect(Set(keys) == expected.keys)
            #expect(webhooks == expected.webhooks)
        }
    }

    @Test("a wrong signature is answered with the same 401 whatever is wrong, and nothing is stored")
    func signatures() async throws {
        let body = WebhookBody.message("wamid.1", from: "4915100000001", text: "hello", at: 1_790_000_000)
        let right = Signature.sign(body, secret: HostFolder.secret)
        let wrong = [
            "", " ", "sha256=", "sha1=" + right.dropFirst(7), String(right.dropFirst(7)), String(right.dropLast()),
            right + "0",
            "sha256=" + String(repeating: "0", count: 64), "sha256=" + String(repeating: "é", count: 32),
            Signature.sign(body, secret: Secret("another")), Signature.sign(body + [0x20], secret: HostFolder.secret),
            String(repeating: "a", count: 10_000), right.replacing("=", with: ":"),
        ]
        try await withHost { _, client in
            for signature in wrong {
                let response = try await client.post(body, signature: signature)
                #expect(response == .init(status: 401, body: "wrong signature\n"), "\(signature.prefix(80))")
            }
            let unsigned = RawClient.head("POST", RawClient.path, ["Content-Length: \(body.count)"]) + body
            #expect(try await client.exchange(unsigned) == .init(status: 401, body: "wrong signature\n"))
        } store: { keys, webhooks in
            #expect(keys.isEmpty)
            #expect(webhooks == 0)
        }
    }

    @Test("a body is read in full or refused: above max_body, encoded, in chunks, cut short")
    func bodies() async throws {
        let body = WebhookBody.message("wamid.1", from: "4915100000001", text: "hello", at: 1_790_000_000)
        let signature = "\(Signature.headerName): " + Signature.sign(body, secret: HostFolder.secret)
        let most = 4 << 20
        let exact = body + Array(repeating: 0x20, count: most - body.count)
        try await withHost { _, client in
            #expect(try await client.post(exact).status == 200)
            #expect(try await client.post(exact + [0x20]).status == 413)
            #expect(try await client.post(Array(repeating: 0x20, count: 9 << 20)).status == 413)
            for size in [1, 7, body.count] {
                let chunked =
                    RawClient.head("POST", RawClient.path, ["Transfer-Encoding: chunked", signature])
                    + Self.chunks(body, of: size)
                #expect(try await client.exchange(chunked).status == 200)
            }
            let large = exact + [0x20]
            let head = RawClient.head(
                "POST", RawClient.path,
                [
                    "Transfer-Encoding: chunked",
                    "\(Signature.headerName): " + Signature.sign(large, secret: HostFolder.secret),
                ])
            #expect(try await client.exchange(head + Self.chunks(large, of: 64 << 10)).status == 413)
            for encoding in ["gzip", "deflate", "br", "identity", "x"] {
                #expect(try await client.post(body, headers: ["Content-Encoding: \(encoding)"]).status == 415)
            }
            // What is not HTTP at all gets an answer or none, but never ends the host.
            let broken = [
                RawClient.head("POST", RawClient.path, ["Transfer-Encoding: chunked", signature])
                    + Array("zz\r\nhello\r\n0\r\n\r\n".utf8),
                RawClient.head("POST", RawClient.path, ["Content-Length: -1", signature]) + body,
                RawClient.head("POST", RawClient.path, ["Content-Length: x", signature]) + body,
                RawClient.head("POST", RawClient.path, ["Content-Length: 99999999999999999999", signature]) + body,
                Array("GET\r\n\r\n".utf8), Array("\u{0}\u{1}\u{2}\r\n\r\n".utf8),
                Array(repeating: 0x41, count: 200_000),
                RawClient.head("POST", RawClient.path, ["X: " + String(repeating: "x", count: 200_000)]),
                RawClient.head("PUT", RawClient.path, ["Content-Length: 0"]),
                RawClient.head("POST", RawClient.path + "/x", ["Content-Length: 0"]),
                RawClient.head("POST", "/%", ["Content-Length: 0"]), RawClient.head("POST", "*", ["Content-Length: 0"]),
            ]
            for bytes in broken {
                let response = try? await client.exchange(bytes)
                #expect(
                    (400..<500).contains(response?.status ?? 400),
                    "\(String(decoding: bytes.prefix(100), as: UTF8.self))")
            }
            try client.hangUp(
                after: RawClient.head("POST", RawClient.path, ["Content-Length: \(body.count)", signature])
                    + body.dropLast(9))
            #expect(try await client.post(body).status == 200)
        } store: { keys, webhooks in
            #expect(keys == [[HostFolder.number, "wamid.1"]])
            #expect(webhooks == 5)
        }
    }

    @Test("requests in a row on one connection are answered in their order, the short way and the long one")
    func pipelined() async throws {
        let body = BadBodies.crowd(1, id: "wamid.")
        let signature = "\(Signature.headerName): " + Signature.sign(body, secret: HostFolder.secret)
        let length = "Content-Length: \(body.count)"
        func webhook(_ lines: [String], _ bytes: [UInt8], closes: Bool = false) -> [UInt8] {
            RawClient.head("POST", RawClient.path, lines, closes: closes) + bytes
        }
        let health = RawClient.head("GET", "/health", [], closes: false)
        try await withHost(flows: [:]) { _, client in
            for _ in 0..<5 {
                let statuses = try await client.statuses([
                    webhook([length, signature], body), webhook([length, signature], body), health,
                    webhook([length], body), webhook(["Content-Length: 2", "\(Signature.headerName): " + Signature.sign(Array("[]".utf8), secret: HostFolder.secret)], Array("[]".utf8)),
                    webhook(["Transfer-Encoding: chunked", signature], Self.chunks(body, of: 50)), health,
                    webhook([length, signature], body), webhook([length, signature, "Content-Encoding: gzip"], body),
                    webhook([length, signature], body, closes: true),
                ])
                #expect(statuses == [200, 200, 200, 401, 400, 200, 200, 200, 415, 200])
            }
        } store: { keys, webhooks in
            #expect(keys.count == 1)
            #expect(webhooks == 5 * 5)
        }
    }

    @Test("the verification answers the challenge to the right token alone")
    func verification() async throws {
        let token = HostFolder.verifyToken.replacing(" ", with: "%20")
        try await withHost { _, client in
            let right = try await client.get("?hub.mode=subscribe&hub.verify_token=\(token)&hub.challenge=1158201444")
            #expect(right == .init(status: 200, body: "1158201444"))
            let wrong = [
                "", "?", "?hub.mode=subscribe", "?hub.mode=subscribe&hub.verify_token=wrong&hub.challenge=1",
                "?hub.mode=subscribe&hub.verify_token=&hub.challenge=1", "?hub.mode=subscribe&hub.challenge=1",
                "?hub.mode=unsubscribe&hub.verify_token=\(token)&hub.challenge=1",
                "?hub.mode=subscribe&hub.verify_token=\(token)",
                "?hub.verify_token=\(token)&hub.challenge=1",
                "?hub.mode=subscribe&hub.verify_token=\(token)x&hub.challenge=1",
                "?hub.mode=subscribe&hub.verify_token=%FF%FE&hub.challenge=1", "?%=%&%%%",
                "?hub.mode=subscribe&hub.verify_token=" + String(repeating: "a", count: 10_000) + "&hub.challenge=1",
            ]
            for query in wrong {
                #expect(
                    try await client.get(query) == .init(status: 403, body: "wrong verify token\n"),
                    "\(query.prefix(80))")
            }
        }
    }

    @Test("a body of 4 MiB costs less than 64 MiB of memory and, in a release build, less than 200 ms")
    func cost() async throws {
        // The machine does other things too: processor time, and the best of a few, is what the body itself costs.
        let times = HostProgram.isRelease ? 5 : 1
        for heavy in HostProgram.isRelease ? HeavyBodies.all : HeavyBodies.some {
            #expect(
                heavy.body.count <= HeavyBodies.size && heavy.body.count > HeavyBodies.size * 9 / 10, "\(heavy.name)")
            // A new host each time: none has memory left over from the body before.
            try await withHost(flows: [:]) { process, client in
                // What the first request makes is made once: connections, statements, caches.
                for index in 0..<5 { _ = try await client.post(BadBodies.crowd(50, id: "warm\(index)x")) }
                var fastest = Duration.seconds(3_600)
                var cheapest = Duration.seconds(3_600)
                var memory = 0
                var status = 0
                for _ in 0..<times {
                    try process.forgetPeak()
                    let before = process.memory.now
                    let start = ContinuousClock.now, worked = process.processorTime
                    status = try await client.post(heavy.body).status
                    fastest = min(fastest, ContinuousClock.now - start)
                    cheapest = min(cheapest, process.processorTime - worked)
                    memory = max(memory, process.memory.peak - before)
                }
                let milliseconds = cheapest / .milliseconds(1)
                print(
                    "bad input: \(heavy.name): \(status), \(Int(milliseconds)) ms of processor time, "
                        + "\(Int(fastest / .milliseconds(1))) ms, \(memory >> 20) MiB")
                #expect(status == 200 || status == 400)
                #expect(memory < 64 << 20, "\(heavy.name): \(memory >> 20) MiB")
                if HostProgram.isRelease { #expect(milliseconds < 200, "\(heavy.name): \(milliseconds) ms") }
            }
        }
    }

    // MARK: - The host

    /// Runs `body` with a host, stops the host cleanly, and then lets `check` look at what is in its store: the keys of
    /// the inbox and the number of webhooks.
    private func withHost(
        flows: [String: String] = Expectation.flows, _ body: (HostProcess, RawClient) async throws -> Void,
        store check: ([[String]], Int) -> Void = { _, _ in }
    ) async throws {
        let standIn = try await GraphStandIn.start(seed: 1, taken: { _ in 0 }, answered: { _ in })
        let folder = try HostFolder(graphURL: standIn.url, flows: flows)
        let process = try await HostProcess.start(folder)
        let result: Result<Void, any Error>
        do {
            guard await process.ready.value(within: .seconds(60)) == true else { throw HarnessProblem(folder.logTail) }
            try await body(process, RawClient(port: folder.port))
            #expect(process.end.value == nil, "the host died: \(folder.logTail)")
            process.send(SIGTERM)
            #expect(await process.end.value(within: .seconds(15)) == .exited(0))
            let database = try SQLiteDatabase(path: folder.database)
            let rows = try await database.read { connection in
                (
                    try connection.rows("SELECT number, dedup_key FROM inbox").map {
                        [try $0.text(0), try $0.text(1)]
                    },
                    Int(try connection.firstRow("SELECT COUNT(*) FROM webhooks", [])?.integer(0) ?? 0)
                )
            }
            check(rows.0, rows.1)
            result = .success(try await database.close())
        } catch {
            result = .failure(error)
        }
        await process.kill()
        await standIn.stop()
        try folder.remove()
        try result.get()
    }

    /// A body in chunks, as HTTP/1.1 transfers it.
    private static func chunks(_ body: [UInt8], of size: Int) -> [UInt8] {
        var bytes: [UInt8] = []
        for start in stride(from: 0, to: body.count, by: size) {
            let chunk = body[start..<min(start + size, body.count)]
            bytes += Array((String(chunk.count, radix: 16) + "\r\n").utf8) + chunk + Array("\r\n".utf8)
        }
        return bytes + Array("0\r\n\r\n".utf8)
    }
}
