// Moonpost
// SPDX-License-Identifier: Apache-2.0

/// Hosts that may be called, as `uses`, `grant` and `allow_private` write them: "api.example.com" (on the ports 80 and
/// 443), "api.example.com:8443", "*.example.com" (everything below it, and not itself).
package struct HostPattern: Hashable, Sendable, CustomStringConvertible {
    package struct Problem: Error, Hashable, Sendable, CustomStringConvertible {
        package var description: String
    }

    /// In small letters; without the "*." of a wildcard.
    private let host: String
    private let isWildcard: Bool
    /// nil: the ports that http and https have by themselves.
    private let port: Int?

    private static let standardPorts = [80, 443]

    /// - Throws: ``Problem`` that says what to write instead.
    package init(_ text: String) throws(Problem) {
        func refuse(_ why: String) -> Problem { Problem(description: "\"\(text)\" is not a host: \(why)") }
        if let scheme = text.firstRange(of: "://") {
            let rest = text[scheme.upperBound...].prefix { $0 != "/" }
            throw refuse("leave \"\(text[..<scheme.upperBound])\" out, and what stands behind the host: \"\(rest)\"")
        }
        if text.contains("@") { throw refuse("it names a user, which no host has") }
        if text.contains("/") { throw refuse("leave the path out: \"\(text.prefix { $0 != "/" })\"") }
        guard text.allSatisfy(\.isASCII) else {
            throw refuse("write its name in ASCII, as the DNS has it (\"xn--...\")")
        }
        let parts = text.lowercased().split(separator: ":", omittingEmptySubsequences: false)
        guard parts.count <= 2, !text.contains("[") else {
            throw refuse("an IPv6 address cannot be named here; write a host name, as in \"api.example.com\" or \"api.example.com:8443\"")
        }
        if parts.count == 2 {
            guard let number = Int(parts[1]), (1...65_535).contains(number), parts[1].allSatisfy(\.isNumber) else {
                throw refuse("\"\(parts[1])\" is not a port, which is a number from 1 to 65535")
            }
            port = number
        } else {
            port = nil
        }
        var labels = parts[0].split(separator: ".", omittingEmptySubsequences: false)
        isWildcard = labels.first == "*"
        if isWildcard {
            labels.removeFirst()
            guard labels.count >= 2 else { throw refuse("\"*\" stands for what is below one domain, as in \"*.example.com\"") }
        }
        guard !labels.isEmpty, parts[0].utf8.count <= 253, labels.allSatisfy(Self.isLabel) else {
            throw refuse("write it like \"api.example.com\" or \"api.example.com:8443\"")
        }
        host = labels.joined(separator: ".")
    }

    private static func isLabel(_ label: Substring) -> Bool {
        (1...63).contains(label.utf8.count) && label.allSatisfy { $0.isLetter || $0.isNumber || $0 == "-" || $0 == "_" }
    }

    /// - Parameter host: In small letters, without a dot at its end.
    package func matches(host: String, port: Int) -> Bool {
        guard self.port.map({ $0 == port }) ?? Self.standardPorts.contains(port) else { return false }
        return isWildcard ? host.hasSuffix("." + self.host) && host.utf8.count > self.host.utf8.count + 1 : host == self.host
    }

    /// Whether everything that the other one means is meant by this one, too.
    package func covers(_ other: HostPattern) -> Bool {
        guard port == other.port else { return false }
        if self == other { return true }
        return isWildcard && other.host.hasSuffix("." + host)
    }

    package var description: String { (isWildcard ? "*." : "") + host + (port.map { ":\($0)" } ?? "") }
}
