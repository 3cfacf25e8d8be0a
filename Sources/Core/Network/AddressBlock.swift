// Moonpost
// SPDX-License-Identifier: Apache-2.0

/// Addresses that begin alike, written as CIDR (RFC 4632) has it: "10.0.0.0/8", "2001:db8::/32", or one address alone.
package struct AddressBlock: Hashable, Sendable, CustomStringConvertible {
    package let prefix: IPAddress
    /// How many bits of the prefix count.
    package let length: Int

    /// Nil where the text is no block.
    package init?(_ text: String) {
        let parts = text.split(separator: "/", maxSplits: 1, omittingEmptySubsequences: false)
        guard let first = parts.first, let prefix = IPAddress(String(first)) else { return nil }
        let bits = prefix.bytes.count * 8
        if parts.count == 2 {
            guard parts[1].utf8.allSatisfy({ (UInt8(ascii: "0")...UInt8(ascii: "9")).contains($0) }), let length = Int(parts[1]), length <= bits
            else { return nil }
            self.length = length
        } else {
            length = bits
        }
        self.prefix = prefix
    }

    package func contains(_ address: IPAddress) -> Bool { address.begins(with: prefix, length: length) }

    package var description: String { "\(prefix)/\(length)" }

    /// This machine itself.
    package static let loopback = ["127.0.0.0/8", "::1/128"].compactMap { AddressBlock($0) }
}
