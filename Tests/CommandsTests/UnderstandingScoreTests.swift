// Moonpost
// SPDX-License-Identifier: Apache-2.0

import Core
import Foundation
import Language
import Testing

@testable import Commands
@testable import Plugins

@Suite("Sentences to the shipped bots", .timeLimit(.minutes(10)))
struct UnderstandingScoreTests {
    /// The top folder of the package.
    private static let root = URL(fileURLWithPath: #filePath)
        .deletingLastPathComponent().deletingLastPathComponent().deletingLastPathComponent().path

    @Test("that are among no examples are understood: nine of ten are done as they were meant, and few of a hundred otherwise")
    func corpus() async throws {
        var configuration = Configuration()
        configuration.scripts.flows = Self.root + "/flows"
        configuration.scripts.plugins = Self.root + "/plugins"
        let compiled = try await CompiledPlugins.compile([], configuration)
        #expect(compiled.problems.isEmpty, "\(compiled.problems)")
        let now = Timestamp(milliseconds: 1_767_614_400_000)
        let catalog = PluginCatalog()
        catalog.publish(compiled.plugins, at: now)
        let book = IntentBook(catalog: catalog, civil: .utc)
        let examples = Set(compiled.plugins.flatMap { $0.declarations.commands.flatMap(\.examples) }.map(NormalizedText.of))
        var score = UnderstandingScore()
        let corpus = try String(contentsOfFile: Self.root + "/Benchmarks/sentences.tsv", encoding: .utf8)
        for line in corpus.split(separator: "\n") where !line.hasPrefix("#") {
            let fields = line.split(separator: "\t").map(String.init)
            try #require(fields.count == 3, "\(line)")
            #expect(!examples.contains(NormalizedText.of(fields[2])), "it is an example: \(fields[2])")
            _ = score.add(fields[0], book.meanings(of: fields[2], now: now) { _ in true })
        }
        #expect(score.total >= 300)
        #expect(score.counts[.right, default: 0] * 100 >= score.total * 88, "\(score.text)")
        #expect(score.counts[.wrongDeed, default: 0] * 100 <= score.total * 2, "\(score.text)")
        #expect(score.counts[.wrongAnswer, default: 0] * 100 <= score.total * 2, "\(score.text)")
        #expect(score.idleOutcomes[.wrongDeed, default: 0] * 5 <= score.idle, "\(score.text)")
    }

    @Test("are counted by what becomes of them")
    func counts() throws {
        let catalog = PluginCatalog()
        var declarations = PluginDeclarations(title: "Shop")
        declarations.flows = [FlowDeclaration(name: "tea", examples: ["bring me tea"], line: 1)]
        let snapshot = PluginSnapshot(plugin: "shop", sources: [SourceFile(name: "flows/shop.lua", module: "main", text: "")])
        catalog.publish(
            [PublishedPlugin(snapshot: snapshot, hash: snapshot.hash, declarations: declarations)], at: Timestamp(milliseconds: 0))
        let tea = try #require(catalog.entry(named: "tea"))
        func meaning(_ confidence: Double) -> IntentBook.Meaning { IntentBook.Meaning(entry: tea, confidence: confidence, given: .success(.null)) }
        var score = UnderstandingScore()
        #expect(score.add("tea", [meaning(0.9)]) == .right)
        #expect(score.add("coffee", [meaning(0.9)]) == .wrongDeed)
        #expect(score.add("tea", [meaning(0.4)]) == .asked)
        #expect(score.add("coffee", [meaning(0.4)]) == .missed)
        #expect(score.add("tea", []) == .missed)
        #expect(score.add("none", []) == .right)
        #expect(score.add("none", [meaning(0.9)]) == .wrongDeed)
        #expect(score.text.contains("sentences: 5") && score.text.contains("done as it was meant: 1 (20.0%)"), "\(score.text)")
    }
}
