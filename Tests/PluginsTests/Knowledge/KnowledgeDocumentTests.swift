// Moonpost
// SPDX-License-Identifier: Apache-2.0

import Store
import Testing

@testable import Plugins

@Suite struct KnowledgeDocumentTests {
    private func pieces(_ text: String) -> [KnowledgePiece] { KnowledgeDocument(name: "a.md", text: text).pieces }

    @Test("each heading begins a piece, and has those above it")
    func headings() {
        let found = pieces("Hello\n\n# One\n\nText\n\n## Two\nMore\ntext\n# Three\n\n#no heading")
        #expect(found.map(\.title) == ["", "One", "One › Two", "Three"])
        #expect(found.map(\.text) == ["Hello", "Text", "More\ntext", "#no heading"])
        #expect(found.allSatisfy { $0.source == "a.md" })
    }

    @Test("what stands within a fence is no heading, and is not parted")
    func fences() {
        let found = pieces("# One\n```sh\n# a comment\n\nls\n```\n")
        #expect(found.map(\.title) == ["One"] && found[0].text == "```sh\n# a comment\n\nls\n```")
    }

    @Test("what is long is parted between paragraphs, and loses nothing")
    func long() {
        let paragraphs = (1...40).map { "Paragraph \($0) " + String(repeating: "word ", count: 20) + "." }
        let found = pieces("# One\n\n" + paragraphs.joined(separator: "\n\n"))
        #expect(found.count > 2 && found.allSatisfy { $0.text.count <= 1_600 && $0.title == "One" })
        #expect(found.map(\.text).joined(separator: "\n\n") == paragraphs.joined(separator: "\n\n"))
    }

    @Test("a document of nothing has no pieces", arguments: ["", "\n\n", "# Heading\n", "# "])
    func nothing(text: String) { #expect(pieces(text).isEmpty) }

    @Test("a version with other documents is another version, and reads back as it was")
    func snapshot() throws {
        let source = SourceFile(name: "plugins/p/main.lua", module: "main", text: "")
        let without = PluginSnapshot(plugin: "p", sources: [source])
        let with = PluginSnapshot(plugin: "p", sources: [source], knowledge: ["b.md": "B", "a.md": "A"])
        #expect(without.hash != with.hash)
        #expect(PluginSnapshot(with.json) == with && PluginSnapshot(without.json) == without)
        #expect(SnapshotDifference.lines(without, with).contains("knowledge/a.md (new)"))
    }
}
