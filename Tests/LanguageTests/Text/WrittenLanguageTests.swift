// Moonpost
// SPDX-License-Identifier: Apache-2.0

import Language
import Testing

@Suite("The language of letters")
struct WrittenLanguageTests {
    @Test("is Arabic where most of them are", arguments: ["مرحبا", "ما هي مهامي اليوم؟", "أضف مهمة Excel إلى القائمة", "مَرْحَبًا"])
    func arabic(text: String) { #expect(WrittenLanguage.of(text) == "ar") }

    @Test("is not told by others", arguments: ["hello", "", "123 !?", "add مهمة to my list", "здравствуйте", "👍"])
    func others(text: String) { #expect(WrittenLanguage.of(text) == nil) }
}
