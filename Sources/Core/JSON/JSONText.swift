// Moonpost
// SPDX-License-Identifier: Apache-2.0

/// Finds where the plain part of a text ends, eight bytes at a time.
enum JSONText {
    private static let ones: UInt64 = 0x0101_0101_0101_0101
    private static let highs: UInt64 = 0x8080_8080_8080_8080

    /// The first byte from `start` on that is a quote, a backslash or a control character, or the end of the buffer.
    ///
    /// `isASCII` may be false for a text that is ASCII, when other bytes follow it closely.
    @inline(__always)
    static func end(in bytes: UnsafeRawBufferPointer, from start: Int) -> (index: Int, isASCII: Bool) {
        var index = start
        var union: UInt64 = 0
        while index + 8 <= bytes.count {
            let word = UInt64(littleEndian: bytes.loadUnaligned(fromByteOffset: index, as: UInt64.self))
            union |= word
            // A byte less than n sets its high bit in (word - n) & ~word. A borrow may set further bits,
            // but only above the lowest true one, and that is the one we take.
            let quote = word ^ (ones &* 0x22), slash = word ^ (ones &* 0x5C)
            let hits = ((quote &- ones) & ~quote | (slash &- ones) & ~slash | (word &- ones &* 0x20) & ~word) & highs
            if hits != 0 { return (index + hits.trailingZeroBitCount >> 3, union & highs == 0) }
            index += 8
        }
        while index < bytes.count {
            let byte = bytes[index]
            if byte == 0x22 || byte == 0x5C || byte < 0x20 { break }
            union |= UInt64(byte)
            index += 1
        }
        return (index, union & highs == 0)
    }
}
