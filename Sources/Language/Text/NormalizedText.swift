// Moonpost
// SPDX-License-Identifier: Apache-2.0

internal import Foundation

/// Text as it is compared: without case, accents and surrounding white space, inner white space as single spaces.
package enum NormalizedText {
    package static func of(_ text: String) -> String {
        if let plain = plain(text) { return plain }
        let folded = text.folding(options: [.caseInsensitive, .diacriticInsensitive, .widthInsensitive], locale: nil)
        return withoutArabicSigns(folded).split(whereSeparator: \.isWhitespace).joined(separator: " ")
    }

    /// Arabic is written with and without its vowel signs and the hamza on its alef; Foundation folds neither.
    private static func withoutArabicSigns(_ text: String) -> String {
        var result = String.UnicodeScalarView()
        for scalar in text.unicodeScalars {
            switch scalar.value {
            // The vowel signs, the small alef, and the stroke that only makes a word longer.
            case 0x064B...0x0655, 0x0670, 0x0640: continue
            case 0x0622, 0x0623, 0x0625, 0x0671: result.append("\u{0627}")
            default: result.append(scalar)
            }
        }
        return String(result)
    }

    /// ASCII, nearly everything that is typed as a trigger, needs no Unicode tables; nil for anything else.
    private static func plain(_ text: String) -> String? {
        var bytes: [UInt8] = []
        bytes.reserveCapacity(text.utf8.count)
        for byte in text.utf8 {
            switch byte {
            case 0x80...: return nil
            case 0x09...0x0D, 0x20:
                if let last = bytes.last, last != 0x20 { bytes.append(0x20) }
            case UInt8(ascii: "A")...UInt8(ascii: "Z"): bytes.append(byte | 0x20)
            default: bytes.append(byte)
            }
        }
        if bytes.last == 0x20 { bytes.removeLast() }
        return String(decoding: bytes, as: UTF8.self)
    }
}
