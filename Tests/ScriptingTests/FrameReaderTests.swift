// Moonpost
// SPDX-License-Identifier: Apache-2.0

import Testing

@testable import Scripting

@Suite struct FrameReaderTests {
    private func encoded(_ payloads: [[UInt8]]) -> [UInt8] {
        payloads.flatMap { payload in
            (0..<4).map { UInt8(truncatingIfNeeded: payload.count >> (8 * $0)) } + payload
        }
    }

    private func read(_ bytes: [UInt8], limit: Int, piece: Int) throws -> [[UInt8]] {
        var reader = FrameReader(limit: limit)
        var found: [[UInt8]] = []
        var rest = bytes[...]
        while !rest.isEmpty {
            let count = reader.fill { space in
                let count = min(piece, space.count, rest.count)
                space.copyBytes(from: rest.prefix(count))
                return count
            }
            #expect(count > 0)
            rest = rest.dropFirst(count)
            while try reader.next({ found.append(Array($0)) }) {}
        }
        return found
    }

    @Test("frames come out as they went in, however they are cut", arguments: [1, 2, 3, 5, 7, 4_096, 1 << 20])
    func splits(piece: Int) throws {
        let payloads: [[UInt8]] = [[], [1], Array(repeating: 2, count: 300), [], Array(repeating: 3, count: 70_000), [4, 5]]
        #expect(try read(encoded(payloads), limit: 1 << 20, piece: piece) == payloads)
    }

    @Test("a frame of the greatest length is read, and many of them")
    func readsLongFrames() throws {
        let payloads = (0..<5).map { [UInt8](repeating: UInt8($0), count: 1 << 20) }
        #expect(try read(encoded(payloads), limit: 1 << 20, piece: 100_000) == payloads)
    }

    @Test("a length beyond the limit is refused before the payload is there")
    func refusesLength() throws {
        #expect(throws: FrameReader.TooLong.self) { try read([1, 0, 16, 0], limit: 1 << 20, piece: 4) }
        #expect(throws: FrameReader.TooLong.self) { try read([255, 255, 255, 255], limit: 1 << 20, piece: 4) }
    }
}
