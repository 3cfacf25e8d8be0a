// Moonpost
// SPDX-License-Identifier: Apache-2.0

internal import Testing
internal import WhatsApp

struct WebPHeadTests {
    private static func file(_ chunk: String, flags: UInt8 = 0) -> [UInt8] { Array("RIFF\0\0\0\0WEBP\(chunk)\0\0\0\0".utf8) + [flags, 0, 0, 0] }

    @Test("The animation bit of VP8X says that a picture moves; its other bits, and the other chunks, do not")
    func animated() {
        #expect(WebPHead(Self.file("VP8X", flags: 0b10))?.isAnimated == true)
        #expect(WebPHead(Self.file("VP8X", flags: 0b0011_1110))?.isAnimated == true)
        #expect(WebPHead(Self.file("VP8X", flags: 0b0011_1100))?.isAnimated == false)
        for chunk in ["VP8 ", "VP8L"] { #expect(WebPHead(Self.file(chunk, flags: 0xFF))?.isAnimated == false) }
    }

    @Test("What is no WebP file, or has been cut short, says nothing")
    func other() {
        #expect(WebPHead(Self.file("JUNK")) == nil)
        #expect(WebPHead(Self.file("VP8X").prefix(20)) == nil)
        #expect(WebPHead([UInt8](repeating: 0, count: 64)) == nil)
        #expect(WebPHead(Array("RIFF\0\0\0\0WAVEVP8X\0\0\0\0\u{2}".utf8)) == nil)
        #expect(MediaKind.sticker.limit(of: []) == Limits.animatedStickerBytes)
        #expect(MediaKind.image.limit(of: Self.file("VP8 ")) == Limits.imageBytes)
    }

    @Test("A sticker that does not move is too large beyond 100 KB, and the problem names that limit")
    func problem() {
        let still = Self.file("VP8L")
        #expect(MediaKind.sticker.problem(mime: "image/webp", bytes: 102_400, head: still) == nil)
        let problem = MediaKind.sticker.problem(mime: "image/webp", bytes: 102_401, head: still)
        #expect(problem?.limit == 102_400)
        #expect(problem?.description == "media has 102401 bytes, the limit of WhatsApp for a sticker that does not move is 102400 (131053): \"102401\"")
        #expect(MediaKind.sticker.problem(mime: "image/webp", bytes: 102_401, head: Self.file("VP8X", flags: 2)) == nil)
    }
}
