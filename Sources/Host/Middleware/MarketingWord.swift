// Moonpost
// SPDX-License-Identifier: Apache-2.0

package import Core
internal import Language

/// The words by which a person ends or resumes marketing, in every language of the host's texts.
package enum MarketingWord: Sendable {
    case stop
    case start

    private static let words: [String: MarketingWord] = {
        let written: [(String, MarketingWord)] = [
            ("stop", .stop), ("stop all", .stop), ("stopall", .stop), ("unsubscribe", .stop), ("opt out", .stop), ("optout", .stop),
            ("إلغاء الاشتراك", .stop), ("توقف", .stop), ("أوقف", .stop), ("إيقاف", .stop),
            ("start", .start), ("unstop", .start), ("subscribe", .start), ("opt in", .start), ("optin", .start),
            ("ابدأ", .start), ("اشتراك", .start), ("اشترك", .start),
        ]
        return Dictionary(written.map { (NormalizedText.of($0.0), $0.1) }, uniquingKeysWith: { first, _ in first })
    }()

    /// The word that the whole message is: a text in a chat of two, with or without a full stop.
    package init?(_ content: JSON) {
        guard content["type"]?.text == "text", content["group_id"] == nil, let text = content["text"]?.text, text.utf8.count <= 64
        else { return nil }
        let bare = text.trimmingSuffix { $0.isWhitespace || $0 == "." || $0 == "!" }
        guard let word = Self.words[NormalizedText.of(bare)] else { return nil }
        self = word
    }
}

extension String {
    fileprivate func trimmingSuffix(while isIt: (Character) -> Bool) -> String {
        guard let last = lastIndex(where: { !isIt($0) }) else { return "" }
        return String(self[...last])
    }
}
