// Moonpost
// SPDX-License-Identifier: Apache-2.0

/// The beginning of a WebP file, as far as it tells whether the picture moves.
///
/// Source: RFC 9649, sections 2.5 to 2.7: `RIFF`, a size, `WEBP`, then a chunk. `VP8 ` and `VP8L` are one picture; `VP8X` has flags
/// after its name and size, of which bit 1 says that there is an animation.
package struct WebPHead: Hashable, Sendable {
    /// How many bytes of a file are needed.
    package static let length = 21

    package let isAnimated: Bool

    /// - Parameter bytes: The file, or its first bytes.
    /// - Returns: nil where it is no WebP file.
    package init?(_ bytes: some Sequence<UInt8>) {
        let head = Array(bytes.prefix(Self.length))
        guard head.count == Self.length, head.starts(with: "RIFF".utf8), head[8..<12].elementsEqual("WEBP".utf8) else { return nil }
        switch String(decoding: head[12..<16], as: UTF8.self) {
        case "VP8 ", "VP8L": isAnimated = false
        case "VP8X": isAnimated = head[20] & 0b10 != 0
        default: return nil
        }
    }
}
