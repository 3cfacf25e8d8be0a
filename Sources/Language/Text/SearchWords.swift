// Moonpost
// SPDX-License-Identifier: Apache-2.0

/// The words by which a text is found, in English and Arabic: compared as ``NormalizedText`` has them, without those that every text has,
/// and without the commonest endings and prefixes, so that "refunds" finds "refund" and "المرتجعات" finds "مرتجع".
package enum SearchWords {
    /// In their order, with repetitions.
    package static func of(_ text: String) -> [String] {
        NormalizedText.of(text).split { !($0.isLetter || $0.isNumber) }.map(String.init).filter { !common.contains($0) }.map(stem)
    }

    /// A word without its ending. It is folded as ``NormalizedText`` does.
    static func stem(_ word: String) -> String {
        let word = String(word.map { digits[$0] ?? $0 })
        guard let first = word.unicodeScalars.first else { return word }
        return (0x0600...0x06FF).contains(first.value) ? arabic(word) : english(word)
    }

    /// Three letters always remain.
    private static func english(_ word: String) -> String {
        guard word.allSatisfy({ $0.isASCII && $0.isLetter }) else { return word }
        if word.hasSuffix("ies"), word.count > 5 { return String(word.dropLast(3)) + "y" }
        for ending in ["ing", "ed", "es", "s"] where word.hasSuffix(ending) && word.count - ending.count >= 3 {
            if ending == "s", word.hasSuffix("ss") || word.hasSuffix("us") { return word }
            return bare(String(word.dropLast(ending.count)))
        }
        return bare(word)
    }

    /// "ship" and "shipp", "refuse" and "refus" are one.
    private static func bare(_ stem: String) -> String {
        let characters = Array(stem)
        guard characters.count > 3, let last = characters.last else { return stem }
        if last == "e" { return String(characters.dropLast()) }
        if last == characters[characters.count - 2], !"aeiouls".contains(last) { return String(characters.dropLast()) }
        return stem
    }

    private static func arabic(_ word: String) -> String {
        var word = String(word.map { $0 == "ة" ? "ه" : $0 == "ى" ? "ي" : $0 })
        for prefix in ["وال", "بال", "كال", "فال", "لل", "ال"] where word.hasPrefix(prefix) && word.count - prefix.count >= 3 {
            word = String(word.dropFirst(prefix.count))
            break
        }
        for ending in ["ات", "ون", "ين", "ها", "كم", "ه"] where word.hasSuffix(ending) && word.count - ending.count >= 3 {
            return String(word.dropLast(ending.count))
        }
        return word
    }

    private static let digits: [Character: Character] = [
        "٠": "0", "١": "1", "٢": "2", "٣": "3", "٤": "4", "٥": "5", "٦": "6", "٧": "7", "٨": "8", "٩": "9",
    ]

    /// What questions are made of, and says nothing of what they are about; as ``NormalizedText`` has it.
    private static let common = Set(
        """
        a an and any are as at be been but by can could did do does for from get give had has have he her him his how i if in into is it its
        many me much my no not of on or our please she should so some tell than that the their them then there these they this to us was we were what
        when where which who why will with would you your
        من في على الى عن ان او و ما ماذا متي متى كيف هل هو هي هم انا نحن انت هذا هذه ذلك تلك كم اين لماذا مع ثم قد لا لم لن كل بعد قبل عند لي لك لنا
        اريد ممكن يمكن يمكنني الذي التي شو ايش ليش وين ازاي فين امتي ايه
        """.split(whereSeparator: \.isWhitespace).map(String.init))
}
