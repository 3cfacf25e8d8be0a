// Moonpost
// SPDX-License-Identifier: Apache-2.0

package import Core

extension IPAddress {
    /// A block of addresses that is no place on the public internet.
    private struct Special {
        var block: AddressBlock
        var meaning: String

        init?(_ text: String, _ meaning: String) {
            guard let block = AddressBlock(text) else { return nil }
            self.block = block
            self.meaning = meaning
        }
    }

    /// The special-purpose registries of IANA (RFC 6890; iana.org/assignments/iana-ipv4-special-registry and
    /// iana-ipv6-special-registry) with the multicast and reserved blocks of the address spaces; those that are globally
    /// reachable like any other (AS112, AMT) are left out. The most telling block comes first.
    private static let special: [Special] = [
        // What clouds tell their machines: credentials among it.
        ("169.254.169.254/32", "a cloud's metadata service"), ("fd00:ec2::254/128", "a cloud's metadata service"),
        ("fd20:ce::254/128", "a cloud's metadata service"), ("100.100.100.200/32", "a cloud's metadata service"),
        ("192.0.0.192/32", "a cloud's metadata service"),
        // Azure's, though its block is public: learn.microsoft.com/azure/virtual-network/what-is-ip-address-168-63-129-16
        ("168.63.129.16/32", "a cloud's metadata service"),

        ("0.0.0.0/8", "this very network"), ("10.0.0.0/8", "private"), ("100.64.0.0/10", "shared by a carrier's customers"),
        ("127.0.0.0/8", "this machine"), ("169.254.0.0/16", "link-local"), ("172.16.0.0/12", "private"),
        ("192.0.0.0/24", "set aside for protocols"), ("192.0.2.0/24", "for documentation"), ("192.88.99.0/24", "a 6to4 relay"),
        ("192.168.0.0/16", "private"), ("198.18.0.0/15", "for benchmarks"), ("198.51.100.0/24", "for documentation"),
        ("203.0.113.0/24", "for documentation"), ("224.0.0.0/4", "multicast"), ("255.255.255.255/32", "broadcast"),
        ("240.0.0.0/4", "reserved"),

        ("::/128", "unspecified"), ("::1/128", "this machine"), ("::ffff:0:0/96", "an IPv4 address written as IPv6"),
        ("::/96", "an IPv4 address written as IPv6"), ("64:ff9b::/96", "an IPv4 address behind NAT64"),
        ("64:ff9b:1::/48", "an IPv4 address behind NAT64"), ("100::/64", "discarded"), ("100:0:0:1::/64", "discarded"),
        ("2001::/32", "an IPv4 address behind Teredo"), ("2001::/23", "set aside for protocols"),
        ("2001:db8::/32", "for documentation"), ("2002::/16", "an IPv4 address behind 6to4"), ("3fff::/20", "for documentation"),
        ("5f00::/16", "for segment routing"), ("fc00::/7", "private"), ("fe80::/10", "link-local"), ("fec0::/10", "private"),
        ("ff00::/8", "multicast"),
    ].compactMap { Special($0.0, $0.1) }

    /// How many blocks there are, for the test that each is written rightly.
    static var specialBlocks: Int { special.count }

    /// Of IPv6 only this much is given out for use on the internet (iana.org/assignments/ipv6-address-space).
    private static let global = AddressBlock("2000::/3")

    /// What makes this address no place on the public internet; nil for all that are one.
    package var specialMeaning: String? {
        if let special = Self.special.first(where: { $0.block.contains(self) }) { return special.meaning }
        if bytes.count == 16, let global = Self.global, !global.contains(self) { return "reserved" }
        return nil
    }
}
