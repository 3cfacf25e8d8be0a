// Moonpost
// SPDX-License-Identifier: Apache-2.0

import Foundation
import Testing

@testable import Fetch
@testable import LoopbackHTTP

@Suite(.timeLimit(.minutes(10))) struct FetcherTests {
    private func fails(
        _ fetcher: Fetcher, _ request: FetchRequest, sourceLocation: SourceLocation = #_sourceLocation
    ) async -> FetchError? {
        do throws(FetchError) {
            let response = try await fetcher.fetch(request)
            Issue.record("answered with \(response.status)", sourceLocation: sourceLocation)
            return nil
        } catch {
            return error
        }
    }

    @Test("method, path, headers and body arrive as they were given, and so does the answer")
    func passesEverythingOn() async throws {
        let server = try LoopbackServer { request in
            .respond(status: 201, headers: ["X-Seen: \(request.head.contains("X-Ask: why"))", "X-Empty:"], body: request.body)
        }
        let fetcher = try Fetcher()
        let body = (0..<200_000).map { UInt8(truncatingIfNeeded: $0) }
        let response = try await fetcher.fetch(
            FetchRequest(method: "POST", url: server.url("/v1/x?a=b"), headers: [("X-Ask", "why")], body: body))
        #expect(response.status == 201)
        #expect(response.header("x-seen") == "true")
        #expect(response.header("X-Empty") == "")
        #expect(response.body == body)
        #expect(server.counts.requests == ["/v1/x?a=b"])
        await fetcher.shutdown()
    }

    @Test("nothing is sent that was not asked for", arguments: ["GET", "POST", "DELETE", "HEAD", "PATCH"])
    func addsNothing(method: String) async throws {
        let head = Heads()
        let server = try LoopbackServer { request in
            head.add(request.head)
            return .respond()
        }
        let fetcher = try Fetcher()
        let body = Array((method == "PATCH" ? String(repeating: "x", count: 3 << 20) : "").utf8)
        let response = try await fetcher.fetch(FetchRequest(method: method, url: server.url("/"), body: body))
        #expect(response.status == 200)
        let lines = Set(head.all[0].components(separatedBy: "\r\n").dropFirst().map { $0.components(separatedBy: ":")[0] })
        let expected: Set = ["Host", "User-Agent", "Accept"]
        #expect(lines == (["POST", "PATCH"].contains(method) ? expected.union(["Content-Length"]) : expected))
        #expect(head.all[0].hasPrefix(method + " / HTTP/1.1"))
        await fetcher.shutdown()
    }

    @Test("a handle that sent a body sends none the next time")
    func forgetsTheRequestBefore() async throws {
        let head = Heads()
        let server = try LoopbackServer { request in
            head.add("\(request.method) \(request.body.count) \(request.head.contains("X-Once"))")
            return .respond(body: Array("ok".utf8))
        }
        let fetcher = try Fetcher()
        for request in [
            FetchRequest(method: "POST", url: server.url("/"), headers: [("X-Once", "1")], body: [1, 2, 3]),
            FetchRequest(method: "HEAD", url: server.url("/")), FetchRequest(method: "DELETE", url: server.url("/")),
            FetchRequest(method: "POST", url: server.url("/")), FetchRequest(url: server.url("/")),
        ] {
            let response = try await fetcher.fetch(request)
            #expect(response.body == (request.method == "HEAD" ? [] : Array("ok".utf8)))
        }
        #expect(head.all == ["POST 3 true", "HEAD 0 false", "DELETE 0 false", "POST 0 false", "GET 0 false"])
        await fetcher.shutdown()
    }

    @Test("one after the other, a hundred requests use one connection")
    func reusesTheConnection() async throws {
        let server = try LoopbackServer { _ in .respond(body: [1]) }
        let fetcher = try Fetcher()
        for _ in 0..<100 { #expect(try await fetcher.fetch(FetchRequest(url: server.url("/"))).status == 200) }
        #expect(server.counts.connections == 1)
        await fetcher.shutdown()
    }

    @Test("two hundred requests are under way at the same time")
    func runsConcurrently() async throws {
        let server = try LoopbackServer { _ in .hold(until: 200) }
        let fetcher = try Fetcher(.init(connectionsPerHost: 200))
        let statuses = await withTaskGroup(of: Int?.self) { group in
            for index in 0..<200 {
                group.addTask { try? await fetcher.fetch(FetchRequest(url: server.url("/\(index)"))).status }
            }
            return await group.reduce(into: []) { $0.append($1) }
        }
        #expect(statuses.count == 200)
        #expect(statuses.allSatisfy { $0 == 200 })
        #expect(server.counts.mostAtOnce == 200)
        await fetcher.shutdown()
    }

    @Test("a host gets no more connections than are allowed, and every request its turn")
    func limitsConnections() async throws {
        let server = try LoopbackServer { _ in .respond() }
        let fetcher = try Fetcher(.init(connectionsPerHost: 8))
        let answered = await withTaskGroup(of: Bool.self) { group in
            for index in 0..<300 {
                group.addTask { (try? await fetcher.fetch(FetchRequest(url: server.url("/\(index)")))) != nil }
            }
            return await group.reduce(into: 0) { $0 += $1 ? 1 : 0 }
        }
        #expect(answered == 300)
        #expect(server.counts.mostAtOnce <= 8)
        await fetcher.shutdown()
    }

    @Test("silence ends with a time-out, and the request is known to have been written")
    func timesOut() async throws {
        let server = try LoopbackServer { _ in .silence }
        let fetcher = try Fetcher()
        let error = await fails(fetcher, FetchRequest(method: "POST", url: server.url("/"), timeout: .milliseconds(150)))
        #expect(error?.code == .timedOut)
        #expect(error?.requestWasWritten == true)
        await fetcher.shutdown()
    }

    @Test("an answer that trickles ends with a time-out too")
    func timesOutWithinTheBody() async throws {
        let server = try LoopbackServer { _ in .raw("HTTP/1.1 200 OK\r\nContent-Length: 10\r\n\r\nfour") }
        let fetcher = try Fetcher()
        let error = await fails(fetcher, FetchRequest(url: server.url("/"), timeout: .milliseconds(150)))
        #expect(error?.code == .timedOut)
        await fetcher.shutdown()
    }

    @Test("waiting for a free connection counts as time, and nothing was written")
    func timesOutInTheQueue() async throws {
        let server = try LoopbackServer { _ in .silence }
        let fetcher = try Fetcher(.init(connectionsPerHost: 1))
        let first = Task { await fails(fetcher, FetchRequest(url: server.url("/first"), timeout: .seconds(20))) }
        for await _ in server.arrivals { break }
        let error = await fails(fetcher, FetchRequest(url: server.url("/second"), timeout: .milliseconds(150)))
        #expect(error?.code == .timedOut)
        #expect(error?.requestWasWritten == false)
        first.cancel()
        #expect(await first.value?.code == .cancelled)
        #expect(server.counts.requests == ["/first"])
        await fetcher.shutdown()
    }

    @Test("a refused connection has written nothing")
    func isRefused() async throws {
        let fetcher = try Fetcher()
        let error = await fails(
            fetcher, FetchRequest(method: "POST", url: "http://127.0.0.1:\(try LoopbackServer.unusedPort())/?token=secret"))
        #expect(error?.code == .unreachable)
        #expect(error?.requestWasWritten == false)
        #expect(error?.message.contains("secret") == false)
        await fetcher.shutdown()
    }

    @Test("a server that accepts nobody ends with the connect time-out, and nothing was written")
    func connectTimesOut() async throws {
        let listener = try LoopbackServer.listen(backlog: 0)
        defer { close(listener) }
        let port = try LoopbackServer.port(of: listener)
        // The kernel completes connections until its queue is full and lets the others wait.
        let fillers = (0..<8).map { _ in socket(AF_INET, Int32(SOCK_STREAM.rawValue | SOCK_NONBLOCK.rawValue), 0) }
        defer { for filler in fillers { close(filler) } }
        var address = LoopbackServer.loopback(port: port)
        for filler in fillers {
            _ = withUnsafeBytes(of: &address) { bytes in
                connect(
                    filler, bytes.baseAddress?.assumingMemoryBound(to: sockaddr.self),
                    socklen_t(MemoryLayout<sockaddr_in>.size))
            }
        }
        let fetcher = try Fetcher()
        let error = await fails(
            fetcher, FetchRequest(method: "POST", url: "http://127.0.0.1:\(port)/", connectTimeout: .milliseconds(200)))
        #expect(error?.code == .unreachable)
        #expect(error?.requestWasWritten == false)
        await fetcher.shutdown()
    }

    @Test("a name that cannot exist is unresolved, and nothing was written")
    func isUnresolved() async throws {
        let fetcher = try Fetcher()
        let error = await fails(fetcher, FetchRequest(url: "http://\(String(repeating: "a", count: 70)).invalid/"))
        #expect(error?.code == .unresolved)
        #expect(error?.requestWasWritten == false)
        await fetcher.shutdown()
    }

    @Test("a POST is not repeated when the connection ends without an answer", arguments: [false, true])
    func neverRepeatsAPost(afterAnother: Bool) async throws {
        let server = try LoopbackServer { $0.path == "/end" ? .hangUp : .respond() }
        let fetcher = try Fetcher()
        if afterAnother { _ = try await fetcher.fetch(FetchRequest(method: "POST", url: server.url("/warm"))) }
        let error = await fails(fetcher, FetchRequest(method: "POST", url: server.url("/end"), body: [1]))
        #expect(error?.code == .broken)
        #expect(error?.requestWasWritten == true)
        #expect(server.counts.requests.filter { $0 == "/end" }.count == 1)
        await fetcher.shutdown()
    }

    @Test("a GET is repeated when its old connection ends without an answer")
    func repeatsAGet() async throws {
        let server = try LoopbackServer { $0.path == "/end" && $0.connection == 1 ? .hangUp : .respond() }
        let fetcher = try Fetcher()
        _ = try await fetcher.fetch(FetchRequest(url: server.url("/warm")))
        #expect(try await fetcher.fetch(FetchRequest(url: server.url("/end"))).status == 200)
        #expect(server.counts.requests.filter { $0 == "/end" }.count == 2)
        await fetcher.shutdown()
    }

    @Test("a body longer than accepted is cut off while it arrives", arguments: [true, false])
    func limitsTheBody(isAnnounced: Bool) async throws {
        let long = String(repeating: "x", count: 100_000)
        let server = try LoopbackServer { _ in
            isAnnounced
                ? .respond(body: Array(long.utf8))
                : .raw("HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n186A0\r\n\(long)\r\n")
        }
        let fetcher = try Fetcher()
        let error = await fails(fetcher, FetchRequest(url: server.url("/"), maximumResponse: 99_999))
        #expect(error?.code == .tooLarge)
        if isAnnounced {
            #expect(try await fetcher.fetch(FetchRequest(url: server.url("/"), maximumResponse: 100_000)).body.count == 100_000)
        }
        await fetcher.shutdown()
    }

    @Test("headers without an end are cut off")
    func limitsTheHeaders() async throws {
        let server = try LoopbackServer { _ in
            .raw("HTTP/1.1 200 OK\r\n" + String(repeating: "X-More: \(String(repeating: "y", count: 1_000))\r\n", count: 400))
        }
        let fetcher = try Fetcher()
        let error = await fails(fetcher, FetchRequest(url: server.url("/")))
        #expect(error?.code == .tooLarge)
        await fetcher.shutdown()
    }

    @Test("what is not HTTP is a broken answer")
    func refusesNonsense() async throws {
        let server = try LoopbackServer { _ in .raw("220 mail.example ready\r\n") }
        let fetcher = try Fetcher()
        let error = await fails(fetcher, FetchRequest(url: server.url("/"), timeout: .seconds(5)))
        #expect(error?.code == .broken)
        await fetcher.shutdown()
    }

    @Test("interim answers are passed over and redirects handed back")
    func readsTheLastAnswer() async throws {
        let server = try LoopbackServer { _ in
            .raw(
                "HTTP/1.1 103 Early Hints\r\nLink: </a>\r\n\r\n"
                    + "HTTP/1.1 302 Found\r\nLocation: /elsewhere\r\nSet-Cookie: a=b\r\nContent-Length: 0\r\n\r\n")
        }
        let fetcher = try Fetcher()
        let response = try await fetcher.fetch(FetchRequest(url: server.url("/")))
        #expect(response.status == 302)
        #expect(response.header("location") == "/elsewhere")
        #expect(response.header("link") == nil)
        #expect(server.counts.requests == ["/"])
        await fetcher.shutdown()
    }

    @Test("a cancelled task ends its transfer and its connection")
    func cancels() async throws {
        let server = try LoopbackServer { _ in .silence }
        let fetcher = try Fetcher()
        let task = Task { await fails(fetcher, FetchRequest(url: server.url("/"))) }
        for await _ in server.arrivals { break }
        task.cancel()
        let error = await task.value
        #expect(error?.code == .cancelled)
        #expect(error?.requestWasWritten == true)
        for await _ in server.departures { break }
        await fetcher.shutdown()
    }

    @Test("a task that was cancelled before sends nothing")
    func cancelsBefore() async throws {
        let server = try LoopbackServer { _ in .respond() }
        let fetcher = try Fetcher()
        let task = Task {
            withUnsafeCurrentTask { $0?.cancel() }
            return await fails(fetcher, FetchRequest(url: server.url("/")))
        }
        let error = await task.value
        #expect(error?.code == .cancelled)
        #expect(error?.requestWasWritten == false)
        #expect(server.counts.requests.isEmpty)
        await fetcher.shutdown()
    }

    @Test("shutting down lets what is under way finish, and refuses the rest")
    func shutsDownGently() async throws {
        let server = try LoopbackServer { _ in .hold(until: 2) }
        let fetcher = try Fetcher()
        let first = Task { try await fetcher.fetch(FetchRequest(url: server.url("/1"))).status }
        for await _ in server.arrivals { break }
        let end = Task { await fetcher.shutdown(grace: .seconds(20)) }
        // The second request comes from elsewhere and lets the first one go.
        let other = try Fetcher()
        _ = try await other.fetch(FetchRequest(url: server.url("/2")))
        #expect(try await first.value == 200)
        await end.value
        let error = await fails(fetcher, FetchRequest(url: server.url("/3")))
        #expect(error?.code == .shutDown)
        #expect(error?.requestWasWritten == false)
        await other.shutdown()
        await other.shutdown()
    }

    @Test("shutting down cancels what does not finish in time")
    func shutsDownInTime() async throws {
        let server = try LoopbackServer { _ in .silence }
        let fetcher = try Fetcher()
        let task = Task { await fails(fetcher, FetchRequest(method: "POST", url: server.url("/"))) }
        for await _ in server.arrivals { break }
        await fetcher.shutdown(grace: .milliseconds(50))
        let error = await task.value
        #expect(error?.code == .shutDown)
        #expect(error?.requestWasWritten == true)
    }

    @Test(
        "what cannot be sent as it stands is refused with a reason",
        arguments: [
            FetchRequest(method: "GET /\r\n", url: "http://127.0.0.1/"), FetchRequest(url: "http://127.0.0.1/a b"),
            FetchRequest(url: "file:///etc/passwd"), FetchRequest(url: "ftp://127.0.0.1/"), FetchRequest(url: ""),
            FetchRequest(url: "http://user:word@127.0.0.1/"), FetchRequest(url: "gopher://127.0.0.1/"),
            FetchRequest(url: "http://127.0.0.1/", headers: [("A", "b\r\nC: d")]),
            FetchRequest(url: "http://127.0.0.1/", headers: [("A b", "c")]),
            FetchRequest(url: "http://127.0.0.1/", timeout: .zero),
        ])
    func refusesBadRequests(request: FetchRequest) async throws {
        let fetcher = try Fetcher()
        let error = await fails(fetcher, request)
        #expect(error?.code == .invalidRequest)
        #expect(error?.requestWasWritten == false)
        #expect(error?.message.isEmpty == false)
        await fetcher.shutdown()
    }
}
