// Moonpost
// SPDX-License-Identifier: Apache-2.0

internal import Core
internal import Testing

struct JSONPropertyTests {
    private func text(_ random: inout SeededGenerator) -> String {
        let length = Int.random(in: 0...24, using: &random)
        return String(
            String.UnicodeScalarView(
                (0..<length).map { _ in
                    let most: UInt32 = [0x20, 0x7F, 0x800, 0x1_0000, 0x11_0000].randomElement(using: &random) ?? 0x7F
                    return Unicode.Scalar(UInt32.random(in: 0..<most, using: &random)) ?? "\u{FFFD}"
                }))
    }

    private func value(_ random: inout SeededGenerator, depth: Int) -> JSON {
        switch Int.random(in: 0..<(depth > 0 ? 8 : 6), using: &random) {
        case 0: return .null
        case 1: return .bool(Bool.random(using: &random))
        case 2: return .integer(Int64(bitPattern: random.next() >> UInt64.random(in: 0..<64, using: &random)))
        case 3:
            let double = Double(bitPattern: random.next())
            return .number(double.isFinite ? double : 0.5)
        case 4, 5: return .string(text(&random))
        case 6: return .array((0..<Int.random(in: 0...5, using: &random)).map { _ in value(&random, depth: depth - 1) })
        default:
            return .object(
                JSONObject(
                    (0..<Int.random(in: 0...5, using: &random)).map {
                        ("\($0)" + text(&random), value(&random, depth: depth - 1))
                    }))
        }
    }

    @Test("Whatever is written is read back as the same value, and writes the same bytes again")
    func roundTrip() throws {
        var random = SeededGenerator(seed: 7)
        for _ in 0..<2_000 {
            let json = value(&random, depth: 5)
            let bytes = json.encoded()
            let back = try JSON(bytes)
            #expect(back == json)
            #expect(back.encoded() == bytes)
        }
    }

    @Test("Changed bytes are refused, or read to a value that is written and read back the same")
    func changedBytes() throws {
        var random = SeededGenerator(seed: 11)
        for _ in 0..<2_000 {
            var bytes = value(&random, depth: 4).encoded()
            for _ in 0..<Int.random(in: 1...3, using: &random) {
                bytes[Int.random(in: 0..<bytes.count, using: &random)] = UInt8(truncatingIfNeeded: random.next())
            }
            guard let json = try? JSON(bytes) else { continue }
            #expect(try JSON(json.encoded()) == json)
        }
    }
}
