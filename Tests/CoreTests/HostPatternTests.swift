// Moonpost
// SPDX-License-Identifier: Apache-2.0

import Testing

@testable import Core

@Suite struct HostPatternTests {
    @Test(
        "a host is meant on the ports of http and https, or on the one that is named; a wildcard means what is below a domain",
        arguments: [
            ("api.example.com", "api.example.com", 443, true), ("api.example.com", "api.example.com", 80, true),
            ("api.example.com", "api.example.com", 8443, false), ("api.example.com", "example.com", 443, false),
            ("api.example.com", "evil-api.example.com", 443, false), ("api.example.com", "api.example.com.evil.org", 443, false),
            ("api.example.com:8443", "api.example.com", 8443, true), ("api.example.com:8443", "api.example.com", 443, false),
            ("API.Example.COM", "api.example.com", 443, true), ("*.example.com", "api.example.com", 443, true),
            ("*.example.com", "a.b.example.com", 443, true), ("*.example.com", "example.com", 443, false),
            ("*.example.com", "badexample.com", 443, false), ("*.example.com", ".example.com", 443, false),
            ("*.example.com:8080", "api.example.com", 8080, true), ("*.example.com:8080", "api.example.com", 443, false),
            ("localhost:8080", "localhost", 8080, true), ("127.0.0.1:8080", "127.0.0.1", 8080, true),
        ])
    func matches(pattern: String, host: String, port: Int, expected: Bool) throws {
        #expect(try HostPattern(pattern).matches(host: host, port: port) == expected)
    }

    @Test(
        "what is no host is refused, and the error says what to write",
        arguments: [
            ("https://api.example.com/prices", "leave \"https://\" out"), ("api.example.com/prices", "leave the path out: \"api.example.com\""),
            ("user@api.example.com", "names a user"), ("*", "below one domain"), ("*.com", "below one domain"),
            ("api.*.example.com", "write it like"), ("", "write it like"), ("api..example.com", "write it like"),
            ("api.example.com.", "write it like"), ("api.example.com:", "not a port"), ("api.example.com:0", "not a port"),
            ("api.example.com:65536", "not a port"), ("api.example.com:+80", "not a port"), ("::1", "IPv6"), ("[::1]:80", "IPv6"),
            ("münchen.example", "xn--"), ("api example.com", "write it like"),
        ])
    func refuses(text: String, hint: String) {
        let problem = #expect(throws: HostPattern.Problem.self) { try HostPattern(text) }
        #expect(problem?.description.contains(hint) == true, "\(problem?.description ?? "")")
        #expect(problem?.description.contains("\"\(text)\"") == true)
    }

    @Test(
        "a pattern covers what it means",
        arguments: [
            ("*.example.com", "api.example.com", true), ("*.example.com", "*.eu.example.com", true),
            ("*.eu.example.com", "*.example.com", false), ("api.example.com", "api.example.com", true),
            ("api.example.com", "*.example.com", false), ("*.example.com", "api.example.com:8443", false),
            ("*.example.com", "example.com", false),
        ])
    func covers(pattern: String, other: String, expected: Bool) throws {
        #expect(try HostPattern(pattern).covers(HostPattern(other)) == expected)
    }
}
