// Moonpost
// SPDX-License-Identifier: Apache-2.0

/// Where a value stands in the file: `numbers[0].app_secret`.
struct ConfigurationKey: Hashable, Sendable {
    enum Part: Hashable, Sendable {
        case name(String)
        case index(Int)
    }

    var parts: [Part]

    static let root = ConfigurationKey(parts: [])

    func appending(_ name: String) -> ConfigurationKey { ConfigurationKey(parts: parts + [.name(name)]) }
    func appending(_ index: Int) -> ConfigurationKey { ConfigurationKey(parts: parts + [.index(index)]) }

    /// The table or list that it stands in; nil for the root.
    var parent: ConfigurationKey? { parts.isEmpty ? nil : ConfigurationKey(parts: parts.dropLast()) }

    /// The names with dots between them. Indices are left out: messages have a line for that.
    var name: String {
        parts.compactMap { part in
            guard case .name(let name) = part else { return nil }
            return name.isEmpty || name.utf8.contains(where: { !Self.isBare($0) }) ? "\"\(name)\"" : name
        }.joined(separator: ".")
    }

    /// The table as its header has it: `[server]`, `[[numbers]]`.
    var header: String {
        if case .index = parts.last { return "[[\(name)]]" }
        return parts.isEmpty ? "the file" : "[\(name)]"
    }

    /// Whether a byte may stand in a key without quotes.
    static func isBare(_ byte: UInt8) -> Bool {
        switch byte {
        case UInt8(ascii: "a")...UInt8(ascii: "z"), UInt8(ascii: "A")...UInt8(ascii: "Z"),
            UInt8(ascii: "0")...UInt8(ascii: "9"), UInt8(ascii: "_"), UInt8(ascii: "-"):
            true
        default: false
        }
    }
}
