// Moonpost
// SPDX-License-Identifier: Apache-2.0

internal import ArgumentParser
internal import ChatTesting
internal import Core
internal import Foundation
internal import Host
internal import Language
internal import Plugins
internal import Store

/// `moonpost understand`
struct UnderstandCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "understand", abstract: "Shows what the bot makes of a sentence, or how well it understands many.",
        discussion: """
            Says what becomes of a sentence that somebody writes outside any conversation, and lists what it may ask for, the likeliest first. With \
            --corpus, a file of lines "NAME<tab>LANGUAGE<tab>SENTENCE" is tried (NAME is a command, query or flow, or "none"; behind another tab there \
            may be the values that are meant, as {"title": "Tea", "due": "2026-01-06"}, said on Monday, 5 January 2026), and what was not understood as it \
            was meant is shown with --verbose.
            """)

    @OptionGroup var options: ConfigurationOptions

    @Argument(help: "The sentence.")
    var sentence: String?

    @Option(help: "A file of sentences with what they mean.", completion: .file())
    var corpus: String?

    @Option(help: "Who asks: nobody, member, manager or admin.")
    var role = "admin"

    @Flag(help: "Show each sentence of the corpus that was not understood as it was meant.")
    var verbose = false

    func validate() throws {
        if (sentence == nil) == (corpus == nil) { throw ValidationError("give a sentence, or --corpus FILE") }
        if role != "nobody", User.Role(rawValue: role) == nil { throw ValidationError("there is no role \"\(role)\": write nobody, member, manager or admin") }
    }

    func run() async throws {
        let configuration = try options.read()
        guard let civil = CivilTime(identifier: configuration.business.timezone) else {
            throw ValidationError("business.timezone: there is no time zone \"\(configuration.business.timezone)\"")
        }
        let compiled = try await CompiledPlugins.compile([], configuration)
        for problem in compiled.sortedProblems { FileHandle.standardError.write(Data("\(problem)\n".utf8)) }
        // A corpus says what dates it means.
        let clock: any Clock = sentence == nil ? ManualClock(UnderstandingLine.now) : SystemClock()
        let catalog = PluginCatalog()
        catalog.publish(compiled.plugins, at: clock.now)
        let book = IntentBook(catalog: catalog, civil: civil)
        let role = User.Role(rawValue: role)
        func reader(_ language: String) -> SentenceReader {
            SentenceReader(catalog, book, role: role, language: language, civil: civil, clock: clock)
        }
        if let sentence {
            show(book.meanings(of: sentence, now: clock.now) { $0.access.permits(role) }, try reader(configuration.business.language).read(sentence))
        } else if let corpus {
            let lines = try UnderstandingLine.read(String(contentsOfFile: corpus, encoding: .utf8))
            try measure(lines, known: UnderstandingLine.names(in: lines) { catalog.entry(named: $0)?.names ?? [] }, reader)
        }
    }

    private func show(_ meanings: [IntentBook.Meaning], _ reading: SentenceReader.Reading) {
        print(Self.text(of: reading))
        for meaning in meanings where meaning.confidence > 0.05 {
            let given =
                switch meaning.given {
                case .success(let given): "\(given)"
                case .failure(let problem): "needs more: \(problem.usage)"
                }
            print("  \(Self.percent(meaning.confidence)) \(meaning.entry.kind) \(meaning.entry.name)  \(given)")
        }
    }

    /// "runs command task  {"title":"Tea"}"
    private static func text(of reading: SentenceReader.Reading) -> String {
        switch reading {
        case .begins(let entry, let given): "runs \(entry.kind) \(entry.name)  \(given)"
        case .asks(let names): "asks which is meant: \(names.joined(separator: ", "))"
        case .tells(let words): "says: \(words)"
        case .nothing: "nothing is like it: the flow \"fallback\" gets it, where there is one"
        }
    }

    private static func percent(_ value: Double) -> String {
        let text = "\(Int((value * 100).rounded()))"
        return String(repeating: " ", count: max(0, 3 - text.count)) + text + "%"
    }

    // MARK: - Many sentences

    private func measure(_ lines: [UnderstandingLine], known: [String], _ reader: (String) -> SentenceReader) throws {
        var score = UnderstandingScore()
        score.known = known
        for line in lines {
            let reading = try reader(line.language).read(line.sentence)
            let outcome = score.add(line, reading)
            guard verbose, outcome != .right else { continue }
            let meant = line.values.map { " \(JSON.object($0))" } ?? ""
            print("\(outcome.rawValue): \(line.name)\(meant): \(line.sentence)  (\(Self.text(of: reading)))")
        }
        print(score.text)
    }
}
