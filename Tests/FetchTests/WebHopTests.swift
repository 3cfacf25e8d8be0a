// Moonpost
// SPDX-License-Identifier: Apache-2.0

import Testing

@testable import Fetch

@Suite struct WebHopTests {
    private func hop(_ method: String = "POST", _ url: String = "https://api.example.com/a") throws -> WebHop {
        WebHop(
            method: method, address: try WebAddress(url),
            headers: [
                ("Authorization", "Bearer x"), ("X-Api-Key", "y"), ("Cookie", "z"), ("Accept", "application/json"),
                ("Content-Type", "application/json"), ("Idempotency-Key", "k"),
            ], body: [1, 2, 3])
    }

    private func answer(_ status: Int, _ location: String?) -> FetchResponse {
        FetchResponse(status: status, headers: location.map { [("location", $0)] } ?? [])
    }

    @Test(
        "methods follow RFC 9110: 303 asks with GET, 301 and 302 turn POST into GET, 307 and 308 change nothing",
        arguments: [
            (301, "POST", "GET"), (302, "POST", "GET"), (303, "POST", "GET"), (307, "POST", "POST"), (308, "POST", "POST"),
            (301, "GET", "GET"), (303, "GET", "GET"), (303, "HEAD", "HEAD"), (301, "PUT", "PUT"), (302, "DELETE", "DELETE"),
            (303, "PUT", "GET"), (303, "DELETE", "GET"), (307, "PUT", "PUT"),
        ])
    func methods(status: Int, method: String, expected: String) throws {
        let next = try #require(try hop(method).next(after: answer(status, "/b")))
        #expect(next.method == expected)
        #expect(next.address.url == "https://api.example.com/b")
        let keepsBody = expected == method && !(status == 303)
        if ["POST", "PUT"].contains(method) { #expect(next.body == (keepsBody ? [1, 2, 3] : [])) }
        if !keepsBody, method == "POST" { #expect(!next.headers.contains { ["Content-Type", "Idempotency-Key"].contains($0.name) }) }
        #expect(next.headers.contains { $0.name == "Authorization" })
    }

    @Test(
        "no credential goes to another host, port or scheme",
        arguments: ["https://other.example/", "https://api.example.com:8443/", "https://sub.api.example.com/", "//other.example/x"])
    func credentials(location: String) throws {
        let next = try #require(try hop().next(after: answer(307, location)))
        #expect(next.headers.map(\.name) == ["Accept", "Content-Type", "Idempotency-Key"])
        #expect(next.body == [1, 2, 3])
    }

    @Test("the same origin, written otherwise, keeps them", arguments: ["https://API.example.com:443/b", "/b", "//api.example.com/b"])
    func sameOrigin(location: String) throws {
        #expect(try hop().next(after: answer(308, location))?.headers.count == 6)
    }

    @Test("an answer that leads nowhere is the answer", arguments: [(200, "/b"), (300, "/b"), (304, "/b"), (305, "/b"), (404, "/b")])
    func stays(status: Int, location: String) throws {
        #expect(try hop().next(after: answer(status, location)) == nil)
        #expect(try hop().next(after: answer(302, nil)) == nil)
        #expect(try hop().next(after: answer(302, "")) == nil)
    }

    @Test(
        "no redirect leads from https to http, to a user, or out of http",
        arguments: ["http://api.example.com/", "https://u:p@api.example.com/", "file:///etc/passwd", "gopher://x/", "https://exa%0Ample.com/"])
    func refuses(location: String) throws {
        let hop = try hop()
        let error = #expect(throws: FetchError.self) { try hop.next(after: answer(302, location)) }
        #expect(error?.code == .badRedirect)
        #expect(error?.message.contains("api.example.com") == true)
        #expect(try self.hop("GET", "http://api.example.com/").next(after: answer(302, "https://api.example.com/")) != nil)
    }
}
