// Moonpost
// SPDX-License-Identifier: Apache-2.0

/// A piece of a document that answers questions.
package struct KnowledgePiece: Hashable, Sendable {
    /// The document's file.
    package var source: String
    /// The headings above it.
    package var title: String
    package var text: String
    /// What it is found by, with blanks between.
    package var words: String

    package init(source: String, title: String, text: String, words: String) {
        self.source = source
        self.title = title
        self.text = text
        self.words = words
    }
}
