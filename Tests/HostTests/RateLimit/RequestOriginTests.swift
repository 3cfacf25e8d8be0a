// Moonpost
// SPDX-License-Identifier: Apache-2.0

import Core
import Host
import Testing

@Suite("Whose request it is")
struct RequestOriginTests {
    private static let proxies = ["127.0.0.0/8", "::1", "10.0.0.0/8"].compactMap { AddressBlock($0) }

    @Test(
        "the address of the connection, or what a trusted proxy wrote down; what stands before it anybody may have written",
        arguments: [
            ("203.0.113.7", [], "203.0.113.7"),
            ("203.0.113.7", ["198.51.100.1"], "203.0.113.7"),
            ("127.0.0.1", ["198.51.100.1"], "198.51.100.1"),
            ("::ffff:127.0.0.1", ["198.51.100.1"], "198.51.100.1"),
            ("127.0.0.1", ["192.0.2.66, 198.51.100.1"], "198.51.100.1"),
            ("127.0.0.1", ["192.0.2.66", "198.51.100.1"], "198.51.100.1"),
            ("127.0.0.1", ["198.51.100.1, 10.0.0.7"], "198.51.100.1"),
            ("127.0.0.1", ["198.51.100.1:4711"], "198.51.100.1"),
            ("127.0.0.1", ["[2001:db8::1]:4711"], "2001:db8::1"),
            ("::1", ["2001:db8::1"], "2001:db8::1"),
            ("fe80::1%eth0", [], "fe80::1"),
            // A proxy that hides who asks answers for them.
            ("10.0.0.7", ["unknown"], "10.0.0.7"),
            ("127.0.0.1", ["198.51.100.1, unknown, 10.0.0.7"], "10.0.0.7"),
        ] as [(String, [String], String)])
    func address(peer: String, forwarded: [String], address: String) {
        #expect(RequestOrigin(peer: peer, forwarded: forwarded).address(trusting: Self.proxies) == IPAddress(address))
    }

    @Test("this machine and a proxy that asks for itself are nobody", arguments: [
        ("127.0.0.1", []), ("::1", []), ("10.0.0.7", []), ("127.0.0.1", ["10.0.0.7"]), ("127.0.0.1", [" "]), ("", ["198.51.100.1"]),
    ] as [(String, [String])])
    func nobody(peer: String, forwarded: [String]) {
        let address = RequestOrigin(peer: peer.isEmpty ? nil : peer, forwarded: forwarded).address(trusting: Self.proxies)
        #expect(address == nil)
    }
}
