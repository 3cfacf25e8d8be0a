// Moonpost
// SPDX-License-Identifier: Apache-2.0

import Testing

@testable import Language

@Suite struct SearchWordsTests {
    @Test("forms of a word are found by each other, in both languages", arguments: [
        ("refunds", "refund"), ("refunded", "refund"), ("Refunding", "refunds"), ("deliveries", "delivery"), ("shipping", "ships"), ("prices", "price"),
        ("التَّوصيل", "توصيل"), ("والتوصيل", "توصيل"), ("المرتجعات", "مرتجع"), ("القاهرة", "القاهره"), ("١٤", "14"), ("أسعار", "اسعار"),
    ])
    func forms(one: String, other: String) {
        #expect(!SearchWords.of(one).isEmpty)
        #expect(SearchWords.of(one) == SearchWords.of(other))
    }

    @Test("different words stay different", arguments: [("price", "prize"), ("bus", "busy"), ("glass", "glad"), ("سعر", "سفر")])
    func differences(one: String, other: String) { #expect(SearchWords.of(one) != SearchWords.of(other)) }

    @Test("what every question has is left out")
    func common() {
        #expect(SearchWords.of("How can I get it, please?").isEmpty)
        #expect(SearchWords.of("كم هو؟").isEmpty)
        #expect(SearchWords.of("   \"';--  ") == [])
    }
}
