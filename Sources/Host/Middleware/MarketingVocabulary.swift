// Moonpost
// SPDX-License-Identifier: Apache-2.0

package import Core
internal import Language

/// The words by which a person ends or resumes marketing: those of every language that is built in, and those of config.toml. Each counts
/// whatever language the person has.
package struct MarketingVocabulary: Sendable {
    private let words: [String: MarketingWord]
    /// The languages that have such a word, without what stands behind the first "-".
    private let languages: [MarketingWord: Set<String>]

    /// Bytes of the longest text that is looked up.
    package static let longest = 64

    package init(_ limits: Configuration.Limits) {
        let own = limits.stopWords.map { ($0, MarketingWord.stop, $1) } + limits.startWords.map { ($0, MarketingWord.start, $1) }
        let builtIn = Self.builtIn.flatMap { [($0.language, MarketingWord.stop, $0.stop), ($0.language, .start, $0.start)] }
        var words: [String: MarketingWord] = [:]
        var languages: [MarketingWord: Set<String>] = [:]
        // Whoever configures a word means it otherwise than we do.
        for (language, word, texts) in own + builtIn where !texts.isEmpty {
            languages[word, default: []].insert(Self.base(language))
            for text in texts {
                let text = Self.normalized(text)
                if words[text] == nil { words[text] = word }
            }
        }
        self.words = words
        self.languages = languages
    }

    /// The word that the whole message is: a text in a chat of two, with or without a full stop.
    package func word(in content: JSON) -> MarketingWord? {
        guard content["type"]?.text == "text", content["group_id"] == nil, let text = content["text"]?.text, text.utf8.count <= Self.longest
        else { return nil }
        return words[Self.normalized(text)]
    }

    /// Whether somebody can say it in this language.
    package func has(_ word: MarketingWord, in language: String) -> Bool { languages[word]?.contains(Self.base(language)) == true }

    /// As words are compared: without case, accents, and marks at the end.
    package static func normalized(_ text: String) -> String {
        let bare = text.trimmingSuffix { $0.isWhitespace || $0 == "." || $0 == "!" || $0 == "।" || $0 == "۔" }
        return NormalizedText.of(bare)
    }

    /// Whether a text can be such a word.
    package static func isWord(_ text: String) -> Bool { text.utf8.count <= longest && !normalized(text).isEmpty }

    private static func base(_ language: String) -> String {
        language.prefix { $0 != "-" && $0 != "_" }.lowercased()
    }
}

extension String {
    fileprivate func trimmingSuffix(while isIt: (Character) -> Bool) -> String {
        guard let last = lastIndex(where: { !isIt($0) }) else { return "" }
        return String(self[...last])
    }
}
