// Moonpost
// SPDX-License-Identifier: Apache-2.0

internal import Core

/// What a plugin declares for people to read: one text for everybody, or one by language, as in `{ en = "Makes a task", ar = "ينشئ مهمة" }`.
package struct LocalizedText: Hashable, Sendable, ExpressibleByStringLiteral {
    /// By the lower case of the language; "" is the one for everybody.
    private let texts: [String: String]

    package init(_ text: String) { texts = ["": text] }

    package init(stringLiteral value: String) { self.init(value) }

    /// - Parameter texts: By language, such as "pt-BR"; nil where there are none.
    init?(_ texts: [String: String]) {
        guard !texts.isEmpty else { return nil }
        self.texts = Dictionary(texts.map { ($0.key.lowercased(), $0.value) }, uniquingKeysWith: { first, _ in first })
    }

    /// The text in this language, or in the one that it is a kind of; else the one that fits best.
    package func text(in language: String?) -> String { fitting(language) ?? standard }

    /// What those read whose language there is not: English, or the first of the others.
    package var standard: String { texts[""] ?? texts["en"] ?? texts.min { $0.key < $1.key }?.value ?? "" }

    /// Whether those who have this language can read it: it is for everybody, or it is there in their language or in English.
    package func speaks(_ language: String?) -> Bool { texts[""] != nil || texts["en"] != nil || fitting(language) != nil }

    private func fitting(_ language: String?) -> String? {
        guard let language = language?.lowercased() else { return texts[""] }
        let base = String(language.prefix { $0 != "-" && $0 != "_" })
        return texts[language] ?? texts[base] ?? texts[""]
    }
}
