// Moonpost
// SPDX-License-Identifier: Apache-2.0

package import Core

/// Where a request says that it comes from.
package struct RequestOrigin: Hashable, Sendable {
    /// The address of the other end of the connection; nil where that has none.
    package var peer: String?
    /// The values of `X-Forwarded-For`, in their order.
    package var forwarded: [String]

    package init(peer: String?, forwarded: [String]) {
        self.peer = peer
        self.forwarded = forwarded
    }

    /// The address that asks: that of the connection, or, where this is a proxy that is trusted, the one that the proxy wrote down, and so on
    /// through a chain of them. Whatever stands before the first address that is not trusted, anybody may have written.
    /// - Returns: Nil where all of them are trusted, and so this machine or a proxy asks for itself.
    package func address(trusting proxies: [AddressBlock]) -> IPAddress? {
        guard var last = peer.flatMap({ Self.address($0) }) else { return nil }
        let hops = forwarded.joined(separator: ",").filter { $0 != " " && $0 != "\t" }.split(separator: ",")
        for hop in hops.reversed() {
            guard proxies.contains(where: { $0.contains(last) }) else { return last }
            // A proxy that writes what nobody can read answers for it itself.
            guard let next = Self.address(String(hop)) else { return last }
            last = next
        }
        return proxies.contains { $0.contains(last) } ? nil : last
    }

    /// Some write a port behind it, some a zone.
    private static func address(_ text: String) -> IPAddress? {
        if text.hasPrefix("[") { return address(String(text.dropFirst().prefix { $0 != "]" })) }
        let bare = text.prefix { $0 != "%" }
        if let address = IPAddress(String(bare)) { return address.unmapped }
        let parts = bare.split(separator: ":", omittingEmptySubsequences: false)
        return parts.count == 2 && Int(parts[1]) != nil ? IPAddress(String(parts[0])) : nil
    }
}
