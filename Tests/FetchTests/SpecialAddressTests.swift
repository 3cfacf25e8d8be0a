// Moonpost
// SPDX-License-Identifier: Apache-2.0

import Core
import Testing

@testable import Fetch

@Suite struct SpecialAddressTests {
    @Test(
        "an address that is no place on the public internet is known for what it is, to the edges of its block",
        arguments: [
            ("169.254.169.254", "metadata"), ("fd00:ec2::254", "metadata"), ("fd20:ce::254", "metadata"), ("100.100.100.200", "metadata"),
            ("168.63.129.16", "metadata"), ("192.0.0.192", "metadata"), ("0.0.0.0", "this very network"), ("0.255.255.255", "this very network"),
            ("10.0.0.0", "private"), ("10.255.255.255", "private"), ("100.64.0.0", "carrier"), ("100.127.255.255", "carrier"),
            ("127.0.0.1", "this machine"), ("127.255.255.255", "this machine"), ("169.254.0.1", "link-local"),
            ("169.254.255.255", "link-local"), ("172.16.0.0", "private"), ("172.31.255.255", "private"), ("192.0.0.1", "protocols"),
            ("192.0.2.1", "documentation"), ("192.88.99.1", "6to4"), ("192.168.0.0", "private"), ("192.168.255.255", "private"),
            ("198.18.0.0", "benchmarks"), ("198.19.255.255", "benchmarks"), ("198.51.100.1", "documentation"),
            ("203.0.113.255", "documentation"), ("224.0.0.1", "multicast"), ("239.255.255.255", "multicast"), ("240.0.0.1", "reserved"),
            ("255.255.255.255", "broadcast"), ("::", "unspecified"), ("::1", "this machine"), ("::ffff:10.0.0.1", "IPv4"),
            ("::ffff:8.8.8.8", "IPv4"), ("::127.0.0.1", "IPv4"), ("64:ff9b::8.8.8.8", "NAT64"), ("64:ff9b:1::1", "NAT64"),
            ("100::1", "discarded"), ("2001::1", "Teredo"), ("2001:10::1", "protocols"), ("2001:1ff:ffff::1", "protocols"),
            ("2001:db8::1", "documentation"), ("2002:7f00:1::1", "6to4"), ("3fff::1", "documentation"), ("3fff:fff::1", "documentation"),
            ("5f00::1", "segment routing"), ("fc00::1", "private"), ("fdff::1", "private"), ("fe80::1", "link-local"),
            ("febf::1", "link-local"), ("fec0::1", "private"), ("ff02::1", "multicast"), ("4000::1", "reserved"), ("1000::1", "reserved"),
        ])
    func special(text: String, meaning: String) throws {
        let address = try #require(IPAddress(text))
        #expect(address.specialMeaning?.contains(meaning) == true, "\(address.specialMeaning ?? "public")")
    }

    @Test(
        "the public internet is public, to the edges of what is not",
        arguments: [
            "1.1.1.1", "8.8.8.8", "9.255.255.255", "11.0.0.0", "100.63.255.255", "100.128.0.0", "126.255.255.255", "128.0.0.0",
            "169.253.255.255", "169.255.0.0", "172.15.255.255", "172.32.0.0", "191.255.255.255", "192.0.1.0", "192.0.3.0",
            "192.167.255.255", "192.169.0.0", "198.17.255.255", "198.20.0.0", "198.51.99.255", "203.0.112.255", "203.0.114.0",
            "223.255.255.255", "157.240.1.1", "2000::1", "2001:200::1", "2001:db7:ffff::1", "2001:db9::1", "2003::1", "2606:4700::1111",
            "2a03:2880::1", "3ffe:ffff::1",
        ])
    func publicOnes(text: String) throws {
        let address = try #require(IPAddress(text))
        #expect(address.specialMeaning == nil)
        #expect(address.description == text)
    }

    @Test("every block of the table is written so that it can be read")
    func table() { #expect(IPAddress.specialBlocks == 40) }

    @Test("only plain ways to write an address are one", arguments: ["127.1", "0177.0.0.1", "0x7f.0.0.1", "2130706433", "", "localhost", "fe80::1%eth0", "1.2.3.4 "])
    func refuses(text: String) { #expect(IPAddress(text) == nil) }
}
