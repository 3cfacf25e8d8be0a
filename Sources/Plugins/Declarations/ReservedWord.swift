// Moonpost
// SPDX-License-Identifier: Apache-2.0

internal import Language

/// The words that work at any time.
package enum ReservedWord: Sendable {
    case cancel
    case help
    case menu

    private static let words: [String: ReservedWord] = {
        let written: [(String, ReservedWord)] = [
            ("cancel", .cancel), ("إلغاء", .cancel), ("الغاء", .cancel),
            ("help", .help), ("?", .help), ("مساعدة", .help),
            ("menu", .menu), ("القائمة", .menu), ("قائمة", .menu),
        ]
        return Dictionary(written.map { (NormalizedText.of($0.0), $0.1) }, uniquingKeysWith: { first, _ in first })
    }()

    /// The reserved word that the whole message is.
    package init?(_ text: String) {
        // Longer than any of them: not worth comparing.
        guard text.utf8.count <= 64, let word = Self.words[NormalizedText.of(text)] else { return nil }
        self = word
    }
}
