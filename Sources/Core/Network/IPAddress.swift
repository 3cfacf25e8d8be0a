// Moonpost
// SPDX-License-Identifier: Apache-2.0

internal import Foundation

/// An address of the Internet Protocol, of version 4 or 6.
package struct IPAddress: Hashable, Sendable, CustomStringConvertible {
    /// 4 or 16, in network order.
    package let bytes: [UInt8]

    /// Reads "192.0.2.1" and "2001:db8::1", and nothing else that some programs take for an address.
    package init?(_ text: String) {
        var four = in_addr()
        var six = in6_addr()
        if inet_pton(AF_INET, text, &four) == 1 {
            bytes = withUnsafeBytes(of: &four) { Array($0) }
        } else if inet_pton(AF_INET6, text, &six) == 1 {
            bytes = withUnsafeBytes(of: &six) { Array($0) }
        } else {
            return nil
        }
    }

    /// The address of a socket; nil where it is of another family.
    package init?(family: Int32, socketAddress: UnsafeRawPointer, length: Int) {
        switch family {
        case AF_INET where length >= MemoryLayout<sockaddr_in>.size:
            var address = socketAddress.loadUnaligned(as: sockaddr_in.self).sin_addr
            bytes = withUnsafeBytes(of: &address) { Array($0) }
        case AF_INET6 where length >= MemoryLayout<sockaddr_in6>.size:
            var address = socketAddress.loadUnaligned(as: sockaddr_in6.self).sin6_addr
            bytes = withUnsafeBytes(of: &address) { Array($0) }
        default:
            return nil
        }
    }

    /// Whether its first `length` bits are those of `prefix`.
    package func begins(with prefix: IPAddress, length: Int) -> Bool {
        guard bytes.count == prefix.bytes.count else { return false }
        let whole = length / 8
        guard bytes[..<whole] == prefix.bytes[..<whole] else { return false }
        let rest = length % 8
        return rest == 0 || (bytes[whole] ^ prefix.bytes[whole]) >> (8 - rest) == 0
    }

    /// The IPv4 address that an IPv6 socket shows as "::ffff:192.0.2.1"; every other address as it is.
    package var unmapped: IPAddress {
        bytes.count == 16 && bytes[..<10].allSatisfy { $0 == 0 } && bytes[10] == 0xFF && bytes[11] == 0xFF ? IPAddress(Array(bytes[12...])) : self
    }

    /// What one customer of a provider has: an IPv4 address, or the first 64 bits of an IPv6 address, below which it can take as many as it likes.
    package var network: IPAddress {
        bytes.count == 16 ? IPAddress(Array(bytes[..<8]) + [UInt8](repeating: 0, count: 8)) : self
    }

    private init(_ bytes: [UInt8]) { self.bytes = bytes }

    package var description: String {
        var text = [CChar](repeating: 0, count: Int(INET6_ADDRSTRLEN))
        let family = bytes.count == 4 ? AF_INET : AF_INET6
        guard bytes.withUnsafeBytes({ inet_ntop(family, $0.baseAddress, &text, socklen_t(text.count)) }) != nil else { return "" }
        return String(decoding: text.prefix { $0 != 0 }.map { UInt8(bitPattern: $0) }, as: UTF8.self)
    }
}
