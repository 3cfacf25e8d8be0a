// Moonpost
// SPDX-License-Identifier: Apache-2.0

/// Splits what a worker writes into frames. The bytes come from outside the wall: only the length is believed, and
/// only up to a limit.
struct FrameReader {
    struct TooLong: Error {
        var length: Int
    }

    private let limit: Int
    private var buffer: [UInt8]
    private var start = 0
    private var end = 0

    private static let room = 256 << 10

    /// - Parameter limit: The longest payload in bytes.
    init(limit: Int) {
        self.limit = limit
        buffer = [UInt8](repeating: 0, count: Self.room)
    }

    /// Lets `read` fill the free space; it returns how many bytes it wrote there, or a number below one, which is
    /// passed on.
    mutating func fill(_ read: (UnsafeMutableRawBufferPointer) -> Int) -> Int {
        if start == end {
            start = 0
            end = 0
        }
        if buffer.count - end < Self.room / 2 { makeRoom() }
        let count = buffer.withUnsafeMutableBytes { bytes in
            read(UnsafeMutableRawBufferPointer(rebasing: bytes[end...]))
        }
        if count > 0 { end += count }
        return count
    }

    private mutating func makeRoom() {
        buffer.withUnsafeMutableBytes { bytes in
            UnsafeMutableRawBufferPointer(rebasing: bytes[..<(end - start)])
                .copyMemory(from: UnsafeRawBufferPointer(rebasing: bytes[start..<end]))
        }
        end -= start
        start = 0
        // Bounded: whoever fills takes out all whole frames before, so at most one unfinished frame is held.
        if buffer.count - end < Self.room / 2 { buffer += [UInt8](repeating: 0, count: Self.room) }
    }

    /// Passes the next whole payload to `body`.
    /// - Returns: False when the next frame is not complete yet.
    /// - Throws: ``TooLong`` as soon as the length is seen.
    mutating func next(_ body: (UnsafeRawBufferPointer) -> Void) throws(TooLong) -> Bool {
        guard end - start >= 4 else { return false }
        let length = Int(buffer[start]) | Int(buffer[start + 1]) << 8 | Int(buffer[start + 2]) << 16
            | Int(buffer[start + 3]) << 24
        guard length <= limit else { throw TooLong(length: length) }
        guard end - start >= 4 + length else { return false }
        let payload = (start + 4)..<(start + 4 + length)
        start = payload.upperBound
        buffer.withUnsafeBytes { body(UnsafeRawBufferPointer(rebasing: $0[payload])) }
        return true
    }
}
