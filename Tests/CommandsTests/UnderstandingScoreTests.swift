// Moonpost
// SPDX-License-Identifier: Apache-2.0

import ChatTesting
import Core
import Foundation
import Host
import Language
import Store
import Testing

@testable import Commands
@testable import Plugins

@Suite("Sentences to the shipped bots", .timeLimit(.minutes(10)))
struct UnderstandingScoreTests {
    /// The top folder of the package.
    private static let root = URL(fileURLWithPath: #filePath)
        .deletingLastPathComponent().deletingLastPathComponent().deletingLastPathComponent().path

    @Test("that are among no examples are done as they were meant, with the values that were meant, and few of a hundred otherwise")
    func corpus() async throws {
        var configuration = Configuration()
        configuration.scripts.flows = Self.root + "/flows"
        configuration.scripts.plugins = Self.root + "/plugins"
        let compiled = try await CompiledPlugins.compile([], configuration)
        #expect(compiled.problems.isEmpty, "\(compiled.problems)")
        let catalog = PluginCatalog()
        catalog.publish(compiled.plugins, at: UnderstandingLine.now)
        let book = IntentBook(catalog: catalog, civil: .utc)
        let examples = Set(compiled.plugins.flatMap { $0.declarations.commands.flatMap(\.examples) }.map(NormalizedText.of))
        let lines = try UnderstandingLine.read(String(contentsOfFile: Self.root + "/Benchmarks/sentences.tsv", encoding: .utf8))
        var score = UnderstandingScore()
        score.known = UnderstandingLine.names(in: lines) { catalog.entry(named: $0)?.names ?? [] }
        for line in lines {
            #expect(!examples.contains(NormalizedText.of(line.sentence)), "it is an example: \(line.sentence)")
            let reader = SentenceReader(catalog, book, role: .admin, language: line.language, civil: .utc, clock: ManualClock(UnderstandingLine.now))
            _ = score.add(line, try reader.read(line.sentence))
        }
        #expect(score.total >= 700)
        #expect(score.counts[.right, default: 0] * 100 >= score.total * 88, "\(score.text)")
        #expect((score.counts[.wrongValue, default: 0] + score.counts[.wrongDeed, default: 0]) * 100 <= score.total * 4, "\(score.text)")
        #expect(score.counts[.wrongDeed, default: 0] * 100 <= score.total * 2, "\(score.text)")
        #expect(score.counts[.wrongAnswer, default: 0] * 100 <= score.total * 2, "\(score.text)")
        #expect(score.wrongDeeds * 100 <= (score.total + score.idle) * 2, "\(score.text)")
    }

    @Test("are counted by what becomes of them, and of their values")
    func counts() throws {
        let catalog = PluginCatalog()
        var declarations = PluginDeclarations(title: "Shop")
        declarations.commands = [
            CommandDeclaration(
                name: "tea", parameters: [
                    ParameterDeclaration(name: "cup", type: .name, isOptional: true), ParameterDeclaration(name: "when", type: .date, isOptional: true),
                ], line: 1)
        ]
        let snapshot = PluginSnapshot(plugin: "shop", sources: [SourceFile(name: "flows/shop.lua", module: "main", text: "")])
        catalog.publish(
            [PublishedPlugin(snapshot: snapshot, hash: snapshot.hash, declarations: declarations)], at: Timestamp(milliseconds: 0))
        let tea = try #require(catalog.entry(named: "tea"))
        func runs(_ given: JSON = [:]) -> SentenceReader.Reading { .begins(tea, given: given) }
        let lines = try UnderstandingLine.read("""
            # NAME<tab>LANGUAGE<tab>SENTENCE
            tea\ten\tgive me tea
            coffee\ten\tgive me coffee
            none\ten\tgive me nothing
            tea\ten\ttea in the blue cup\t{"cup": "the blue cup", "when": "2026-01-06"}
            """)
        var score = UnderstandingScore()
        score.known = ["the blue cup", "the green cup"]
        #expect(score.add(lines[0], runs()) == .right)
        #expect(score.add(lines[1], runs()) == .wrongDeed)
        #expect(score.add(lines[0], .asks(["coffee", "tea"])) == .asked)
        #expect(score.add(lines[1], .asks(["tea"])) == .missed)
        #expect(score.add(lines[0], .nothing) == .missed)
        #expect(score.add(lines[0], .tells("tea is missing")) == .missed)
        #expect(score.add(lines[2], .nothing) == .right)
        #expect(score.add(lines[2], runs()) == .wrongDeed)
        let day: JSON = ["year": 2026, "month": 1, "day": 6, "iso": "2026-01-06"]
        #expect(score.add(lines[3], runs(["cup": "in the blue cup please", "when": day])) == .right)
        #expect(score.add(lines[3], runs(["cup": "green cup", "when": day])) == .wrongValue)
        #expect(score.add(lines[3], runs(["cup": "blue cup"])) == .wrongValue)
        #expect(score.text.contains("sentences: 9") && score.text.contains("done as it was meant: 2 (22.2%)"), "\(score.text)")
        #expect(score.wrongDeeds == 2)
        #expect(throws: CommandFailure.self) { try UnderstandingLine.read("tea, please") }
        #expect(throws: CommandFailure.self) { try UnderstandingLine.read("tea\ten\ttea\t[1]") }
    }
}
