// Moonpost
// SPDX-License-Identifier: Apache-2.0

/// Sizes as people write them: "4 MiB", "64 KiB", "1048576".
enum ByteWords {
    private static let units: [(name: String, factor: Int64)] = [
        ("GiB", 1 << 30), ("MiB", 1 << 20), ("KiB", 1 << 10),
        ("GB", 1_000_000_000), ("MB", 1_000_000), ("KB", 1_000), ("bytes", 1),
    ]

    /// The number of bytes, or nil where the text is no size. Without a unit it counts bytes.
    static func parse(_ text: String) -> Int64? {
        let digits = text.prefix { $0.isASCII && $0.isNumber }
        let unit = text.dropFirst(digits.count).drop { $0 == " " }
        guard let amount = Int64(digits) else { return nil }
        guard !unit.isEmpty else { return amount }
        guard let factor = units.first(where: { $0.name.lowercased() == unit.lowercased() })?.factor else { return nil }
        let (bytes, overflows) = amount.multipliedReportingOverflow(by: factor)
        return overflows ? nil : bytes
    }

    /// The size in the largest unit that leaves it whole.
    static func words(_ bytes: Int64) -> String {
        let unit = units.first { bytes >= $0.factor && bytes % $0.factor == 0 } ?? (name: "bytes", factor: 1)
        return "\(bytes / unit.factor) \(unit.name)"
    }
}
