// Moonpost
// SPDX-License-Identifier: Apache-2.0

import Core
import Foundation
import LoopbackHTTP
import Testing

@testable import Fetch

@Suite(.timeLimit(.minutes(5))) struct GuardedFetcherTests {
    private func fails(
        _ web: GuardedFetcher, _ request: WebRequest, sourceLocation: SourceLocation = #_sourceLocation
    ) async -> FetchError? {
        do throws(FetchError) {
            let response = try await web.fetch(request)
            Issue.record("answered with \(response.status)", sourceLocation: sourceLocation)
            return nil
        } catch {
            return error
        }
    }

    private func request(
        _ url: String, method: String = "GET", headers: [(name: String, value: String)] = [], body: [UInt8] = [],
        timeout: Duration = .seconds(240), maximumResponse: Int = 1 << 20,
        refusal: @escaping @Sendable (WebAddress) -> String? = { _ in nil }
    ) throws -> WebRequest {
        WebRequest(
            method: method, try WebAddress(url), headers: headers, body: body, timeout: timeout, maximumResponse: maximumResponse,
            refusal: refusal)
    }

    /// A fetcher that may go to these servers on this machine.
    private func web(_ fetcher: Fetcher, _ servers: LoopbackServer...) throws -> GuardedFetcher {
        GuardedFetcher(fetcher, privateHosts: try servers.map { try HostPattern($0.authority) })
    }

    @Test("this machine and its network are not reached, whether by address or by name, and nothing is sent there")
    func refusesThisMachine() async throws {
        let server = try LoopbackServer { _ in .respond() }
        let fetcher = try Fetcher()
        for host in ["127.0.0.1", "localhost", "[::1]", "0.0.0.0", "2130706433", "127.1", "0x7f.1"] {
            let error = await fails(GuardedFetcher(fetcher), try request("http://\(host):\(server.port)/"))
            #expect(error?.code == .forbidden, "\(host)")
            #expect(error?.requestWasWritten == false)
            #expect(error?.message.contains("not on the public internet") == true)
        }
        #expect(server.counts.connections == 0)
        await fetcher.shutdown()
    }

    @Test("a name is judged by what libcurl connects to, not by what it was before")
    func judgesNames() async throws {
        let server = try LoopbackServer { _ in .respond() }
        let fetcher = try Fetcher()
        // The name is free to be private on one port alone.
        let web = GuardedFetcher(fetcher, privateHosts: [try HostPattern("localhost:1")])
        let error = await fails(web, try request("http://localhost:\(server.port)/"))
        #expect(error?.code == .forbidden)
        #expect(server.counts.connections == 0)
        await fetcher.shutdown()
    }

    @Test("a connection that somebody else has left open is no way round")
    func judgesOldConnections() async throws {
        let server = try LoopbackServer { _ in .respond() }
        let fetcher = try Fetcher()
        _ = try await fetcher.fetch(FetchRequest(url: server.url("/free")))
        do throws(FetchError) {
            _ = try await fetcher.fetch(FetchRequest(url: server.url("/bound"), reach: .publicAddresses))
            Issue.record("it went through")
        } catch {
            #expect(error.code == .forbidden)
        }
        #expect(server.counts.requests == ["/free"])
        await fetcher.shutdown()
    }

    @Test("a host that is allowed for development is reached, and an answer comes back whole")
    func allowsNamedHosts() async throws {
        let server = try LoopbackServer { .respond(status: 404, headers: ["X-Path: \($0.path)"], body: Array("nothing".utf8)) }
        let fetcher = try Fetcher()
        let response = try await web(fetcher, server).fetch(try request(server.url("/a?b=c")))
        #expect(response.status == 404)
        #expect(response.header("x-path") == "/a?b=c")
        #expect(response.body == Array("nothing".utf8))
        await fetcher.shutdown()
    }

    @Test("redirects are followed, five at most, and each place is asked about")
    func followsRedirects() async throws {
        let asked = Heads()
        let server = try LoopbackServer { request in
            let number = Int(request.path.dropFirst()) ?? 0
            return number == 0 ? .respond(body: Array("there".utf8)) : .respond(status: 302, headers: ["Location: /\(number - 1)"])
        }
        let fetcher = try Fetcher()
        let web = try web(fetcher, server)
        let response = try await web.fetch(try request(server.url("/5")) { address in
            asked.add(address.url)
            return nil
        })
        #expect(response.body == Array("there".utf8))
        #expect(asked.all == [5, 4, 3, 2, 1, 0].map { server.url("/\($0)") })
        let error = await fails(web, try request(server.url("/6")))
        #expect(error?.code == .badRedirect)
        #expect(error?.message.contains("more than 5 times") == true)
        await fetcher.shutdown()
    }

    @Test("a redirect to this machine is not followed, however the address is written", arguments: [
        "http://127.0.0.1:PORT/", "http://localhost:PORT/", "http://2130706433:PORT/", "http://[::ffff:127.0.0.1]:PORT/", "//0:PORT/",
    ])
    func refusesRedirectsInside(location: String) async throws {
        let inner = try LoopbackServer { _ in .respond(body: Array("secret".utf8)) }
        let target = location.replacingOccurrences(of: "PORT", with: "\(inner.port)")
        let outer = try LoopbackServer { _ in .respond(status: 302, headers: ["Location: \(target)"]) }
        let fetcher = try Fetcher()
        let error = await fails(try web(fetcher, outer), try request(outer.url("/")))
        #expect(error?.code == .forbidden)
        #expect(inner.counts.connections == 0)
        await fetcher.shutdown()
    }

    @Test("a redirect to a host that is not granted is not followed, and the reason is the one that was given")
    func refusesUngranted() async throws {
        let other = try LoopbackServer { _ in .respond() }
        let first = try LoopbackServer { _ in .respond(status: 307, headers: ["Location: http://127.0.0.1:\(other.port)/"]) }
        let fetcher = try Fetcher()
        let port = Int(first.port)
        let error = await fails(try web(fetcher, first, other), try request(first.url("/")) { $0.port == port ? nil : "not \($0.host)" })
        #expect(error?.code == .notGranted)
        #expect(error?.message == "not 127.0.0.1")
        #expect(other.counts.connections == 0)
        await fetcher.shutdown()
    }

    @Test("a POST that is redirected becomes a GET without its body, and its credentials stay at home")
    func dropsCredentials() async throws {
        let heads = Heads()
        let other = try LoopbackServer { request in
            heads.add("\(request.method) \(request.body.count)\n" + request.head)
            return .respond()
        }
        let first = try LoopbackServer { _ in .respond(status: 303, headers: ["Location: http://127.0.0.1:\(other.port)/"]) }
        let fetcher = try Fetcher()
        _ = try await web(fetcher, first, other).fetch(
            try request(
                first.url("/"), method: "POST", headers: [("Authorization", "Bearer t0ken"), ("X-Key", "t0ken"), ("Accept", "a/b")],
                body: [1, 2, 3]))
        #expect(heads.all.first?.hasPrefix("GET 0\n") == true)
        #expect(heads.all.first?.contains("t0ken") == false)
        #expect(heads.all.first?.contains("Accept: a/b") == true)
        await fetcher.shutdown()
    }

    @Test("all redirects share one time limit")
    func sharesTheTimeLimit() async throws {
        let server = try LoopbackServer { $0.path == "/end" ? .silence : .respond(status: 302, headers: ["Location: /end"]) }
        let fetcher = try Fetcher()
        let error = await fails(try web(fetcher, server), try request(server.url("/"), timeout: .milliseconds(300)))
        #expect(error?.code == .timedOut)
        #expect(error?.requestWasWritten == true)
        await fetcher.shutdown()
    }

    @Test("an answer that is too long is cut off, also where it is small until it is unpacked")
    func limitsAnswers() async throws {
        // 10 MB of zeros, as gzip -9 packs them into 9,738 bytes.
        let packed = try Self.gzip(zeros: 10_000_000)
        #expect(packed.count < 20_000)
        let server = try LoopbackServer { request in
            request.path == "/bomb"
                ? .respond(headers: ["Content-Encoding: gzip"], body: packed) : .respond(body: [UInt8](repeating: 0x78, count: 3_000))
        }
        let fetcher = try Fetcher()
        let web = try web(fetcher, server)
        let bomb = await fails(web, try request(server.url("/bomb")))
        #expect(bomb?.code == .tooLarge)
        let long = await fails(web, try request(server.url("/"), maximumResponse: 2_999))
        #expect(long?.code == .tooLarge)
        #expect(try await web.fetch(try request(server.url("/"), maximumResponse: 3_000)).body.count == 3_000)
        await fetcher.shutdown()
    }

    @Test("a packed answer arrives unpacked, and a request that asks for none is answered plainly afterwards")
    func unpacks() async throws {
        let heads = Heads()
        let packed = try Self.gzip(zeros: 500)
        let server = try LoopbackServer { request in
            heads.add(request.head)
            return .respond(headers: ["Content-Encoding: gzip"], body: packed)
        }
        let fetcher = try Fetcher()
        #expect(try await web(fetcher, server).fetch(try request(server.url("/"))).body == [UInt8](repeating: 0, count: 500))
        #expect(heads.all[0].lowercased().contains("accept-encoding:"))
        #expect(try await fetcher.fetch(FetchRequest(url: server.url("/"))).body == packed)
        #expect(!heads.all[1].lowercased().contains("accept-encoding:"))
        await fetcher.shutdown()
    }

    @Test("headers without an end are cut off at 64 KiB")
    func limitsHeaders() async throws {
        let server = try LoopbackServer { _ in
            .raw("HTTP/1.1 200 OK\r\n" + String(repeating: "X-More: \(String(repeating: "y", count: 1_000))\r\n", count: 80))
        }
        let fetcher = try Fetcher()
        let error = await fails(try web(fetcher, server), try request(server.url("/")))
        #expect(error?.code == .tooLarge)
        await fetcher.shutdown()
    }

    private static func gzip(zeros: Int) throws -> [UInt8] {
        let process = Process()
        process.executableURL = URL(fileURLWithPath: "/bin/sh")
        process.arguments = ["-c", "head -c \(zeros) /dev/zero | gzip -9n"]
        let pipe = Pipe()
        process.standardOutput = pipe
        try process.run()
        let packed = pipe.fileHandleForReading.readDataToEndOfFile()
        process.waitUntilExit()
        return Array(packed)
    }
}
