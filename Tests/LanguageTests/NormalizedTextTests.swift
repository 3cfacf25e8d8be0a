// Moonpost
// SPDX-License-Identifier: Apache-2.0

import Testing

@testable import Language

@Suite struct NormalizedTextTests {
    @Test(
        "texts are the same without case, accents, width and outer or doubled white space",
        arguments: [
            ("Order", "order"), ("  ORDER   now ", "order now"), ("Café", "cafe"), ("\torder\nnow", "order now"), ("ＯＲＤＥＲ", "order"),
            ("ÉCLAIR", "eclair"), ("", ""), ("   ", ""), ("غدًا", "غدا"), ("إلغاء", "الغاء"), ("الأَحَد", "الاحد"), ("قائـــمة", "قائمة"),
        ])
    func same(written: String, other: String) {
        #expect(NormalizedText.of(written) == NormalizedText.of(other))
    }

    @Test("different words stay different", arguments: [("order", "orders"), ("a b", "ab"), ("٣", "3 ")])
    func different(written: String, other: String) {
        #expect(NormalizedText.of(written) != NormalizedText.of(other))
    }

    @Test("normalizing twice changes nothing", arguments: ["  Straße ÜBER  الجمعة ", "İstanbul", "ﬁle", "Ⅷ", "a\u{301}"])
    func idempotent(text: String) {
        let once = NormalizedText.of(text)
        #expect(NormalizedText.of(once) == once)
    }
}
