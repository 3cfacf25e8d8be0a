// Moonpost
// SPDX-License-Identifier: Apache-2.0

import Testing

@testable import Core

@Suite struct AddressBlockTests {
    @Test(
        "a block has the addresses that begin as it does, and those of its version alone",
        arguments: [
            ("10.0.0.0/8", "10.255.255.255", true), ("10.0.0.0/8", "11.0.0.0", false), ("192.0.2.7", "192.0.2.7", true),
            ("192.0.2.7", "192.0.2.8", false), ("192.0.2.0/31", "192.0.2.1", true), ("192.0.2.0/31", "192.0.2.2", false),
            ("0.0.0.0/0", "203.0.113.9", true), ("0.0.0.0/0", "2001:db8::1", false), ("2001:db8::/32", "2001:db8:ffff::1", true),
            ("2001:db8::/32", "2001:db9::1", false), ("::1", "::1", true), ("::/0", "10.0.0.1", false),
        ])
    func contains(block: String, address: String, isIn: Bool) throws {
        #expect(try #require(AddressBlock(block)).contains(try #require(IPAddress(address))) == isIn)
    }

    @Test("what is no block is none", arguments: ["", "/8", "10.0.0.0/", "10.0.0.0/33", "10.0.0.0/-1", "10.0.0.0/+8", "10.0.0/8", "example.com", "::/129", "10.0.0.0/8/8"])
    func refuses(text: String) { #expect(AddressBlock(text) == nil) }

    @Test("an IPv4 address that an IPv6 socket shows is that address, and a customer's IPv6 addresses are one network")
    func forms() throws {
        #expect(try #require(IPAddress("::ffff:192.0.2.7")).unmapped == IPAddress("192.0.2.7"))
        #expect(try #require(IPAddress("2001:db8::1")).unmapped == IPAddress("2001:db8::1"))
        #expect(try #require(IPAddress("2001:db8:1:2:3:4:5:6")).network == IPAddress("2001:db8:1:2::"))
        #expect(try #require(IPAddress("192.0.2.7")).network == IPAddress("192.0.2.7"))
    }
}
