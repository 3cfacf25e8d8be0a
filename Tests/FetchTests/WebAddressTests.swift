// Moonpost
// SPDX-License-Identifier: Apache-2.0

import Core
import Testing

@testable import Fetch

@Suite struct WebAddressTests {
    @Test(
        "a URL is read as libcurl goes to it",
        arguments: [
            ("https://api.example.com/prices?a=b#c", "https://api.example.com/prices?a=b", "api.example.com", 443),
            ("HTTPS://API.Example.COM", "https://API.Example.COM/", "api.example.com", 443),
            ("http://api.example.com:8080/", "http://api.example.com:8080/", "api.example.com", 8080),
            ("http://api.example.com./", "http://api.example.com./", "api.example.com", 80),
            ("https://api.example.com:443/", "https://api.example.com:443/", "api.example.com", 443),
            ("https://example.com/قهوة", "https://example.com/%D9%82%D9%87%D9%88%D8%A9", "example.com", 443),
            ("http://127.0.0.1/", "http://127.0.0.1/", "127.0.0.1", 80), ("http://[::1]:81/", "http://[::1]:81/", "[::1]", 81),
            ("https://ex%61mple.com/", "https://example.com/", "example.com", 443),
            ("https:///path", "https://path/", "path", 443),
        ])
    func reads(text: String, url: String, host: String, port: Int) throws {
        let address = try WebAddress(text)
        #expect(address.host == host)
        #expect(address.port == port)
        #expect(address.url == url)
    }

    @Test(
        "the ways in which libcurl takes a number for an IPv4 address are seen through",
        arguments: [
            "http://2130706433/", "http://0x7f000001/", "http://017700000001/", "http://127.1/", "http://127.0.1/", "http://0177.0.0.1/",
            "http://0x7f.1/", "http://0x7f.0x0.0x0.0x1/", "http://127.000.000.001/",
        ])
    func numbers(text: String) throws {
        let address = try? WebAddress(text)
        // Either it is the address that libcurl goes to, or it is nothing that anybody goes to.
        #expect(address == nil || address?.literal == IPAddress("127.0.0.1"), "\(address?.host ?? "")")
    }

    @Test(
        "what is no plain http address is refused with a reason, and the reason has no path",
        arguments: [
            ("ftp://example.com/", "https://"), ("file:///etc/passwd", "https://"), ("gopher://127.0.0.1:6379/_x", "https://"),
            ("javascript:alert(1)", ""), ("api.example.com/prices", ""), ("", "1 to 8000"), ("https://", ""),
            ("https://user@example.com/", "no user"), ("https://user:word@example.com/", "no user"), ("https://@example.com/", ""),
            ("https://api.example.com@evil.example/", "no user"), ("https://exa mple.com/", "%20"), ("https://example.com/a b", "%20"),
            ("https://example.com/\r\nX: y", "control"), ("https://example.com:0/", ""), ("https://example.com:99999/", ""),
            ("https://example.com:a/", ""), ("https://[::1%25eth0]/", "not a host"), ("https://[fe80::1%eth0]/", ""), ("https://[::g]/", ""),
            ("https://münchen.example/", "not a host"), ("https://a..b/", "not a host"), ("https://256.1.1.1/", "neither"),
            ("https://1.2.3.4.5/", "neither"), ("https://127.0.0.1%00.example.com/", ""), ("https://example.com%2F@evil.example/", ""),
            ("https://exam%0Aple.com/", ""), ("https://example.com\\@evil.example/", ""), ("https://0x100000000/", ""),
            ("https://api.example.com%23.evil.example/", ""), ("https://①②⑦.example/", "not a host"),
        ])
    func refuses(text: String, hint: String) {
        let error = #expect(throws: FetchError.self) { try WebAddress(text) }
        #expect(error?.code == .invalidRequest)
        #expect(error?.message.contains(hint) == true, "\(error?.message ?? "")")
        #expect(error?.message.contains("passwd") == false)
    }

    @Test(
        "a reference counts from where it stands",
        arguments: [
            ("/b", "https://api.example.com/b"), ("b?x=1", "https://api.example.com/v1/b?x=1"), ("../c", "https://api.example.com/c"),
            ("//other.example/d", "https://other.example/d"), ("http://127.0.0.1/e", "http://127.0.0.1/e"),
            ("?q=1", "https://api.example.com/v1/a?q=1"), ("/a b", "https://api.example.com/a%20b"),
        ])
    func resolves(reference: String, expected: String) throws {
        #expect(try WebAddress(reference, relativeTo: WebAddress("https://api.example.com/v1/a?k=secret")).url == expected)
    }

    @Test("a reference to nowhere is refused", arguments: ["ftp://x/", "//user@evil.example/", "javascript:alert(1)", "https://a:b@c/"])
    func refusesReferences(reference: String) throws {
        let base = try WebAddress("https://api.example.com/")
        #expect(throws: FetchError.self) { try WebAddress(reference, relativeTo: base) }
    }

    @Test("an origin has its port where it is not the scheme's own")
    func origins() throws {
        #expect(try WebAddress("https://a.example:443/x").origin == "https://a.example")
        #expect(try WebAddress("https://a.example:80/x").origin == "https://a.example:80")
        #expect(try WebAddress("http://a.example/x").authority == "a.example")
    }
}
