// Moonpost
// SPDX-License-Identifier: Apache-2.0

internal import ArgumentParser
internal import Core
internal import Foundation
internal import Language
internal import Plugins
internal import Store

/// `moonpost understand`
struct UnderstandCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "understand", abstract: "Shows what the bot makes of a sentence, or how well it understands many.",
        discussion: """
            Lists what the sentence may ask for, the likeliest first, with how sure that is, and whether it would be done, asked or left to the \
            fallback. With --corpus, a file of lines "NAME<tab>LANGUAGE<tab>SENTENCE" (NAME is a command, query or flow, or "none") is tried, and \
            what was not understood as it was meant is shown with --verbose.
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
        let now = SystemClock().now
        let catalog = PluginCatalog()
        catalog.publish(compiled.plugins, at: now)
        let book = IntentBook(catalog: catalog, civil: civil)
        let role = User.Role(rawValue: role)
        func meanings(_ text: String) -> [IntentBook.Meaning] { book.meanings(of: text, now: now) { $0.access.permits(role) } }
        if let sentence {
            show(meanings(sentence), sentence)
        } else if let corpus {
            try measure(try String(contentsOfFile: corpus, encoding: .utf8), meanings)
        }
    }

    private func show(_ meanings: [IntentBook.Meaning], _ sentence: String) {
        let decision = IntentDecision(meanings.map(\.candidate))
        for (index, meaning) in meanings.enumerated() where meaning.confidence > 0.05 {
            let given =
                switch meaning.given {
                case .success(let given): "\(given)"
                case .failure(let problem): "needs more: \(problem.usage)"
                }
            let mark =
                switch decision {
                case .act where index == 0: "runs "
                case .ask(let count) where index < count: "asked"
                default: "     "
                }
            print("\(mark) \(Self.percent(meaning.confidence)) \(meaning.entry.kind) \(meaning.entry.name)  \(given)")
        }
        if decision == .nothing { print("nothing is like it: the flow \"fallback\" gets it, where there is one") }
    }

    private static func percent(_ value: Double) -> String {
        let text = "\(Int((value * 100).rounded()))"
        return String(repeating: " ", count: max(0, 3 - text.count)) + text + "%"
    }

    // MARK: - Many sentences

    private func measure(_ text: String, _ meanings: (String) -> [IntentBook.Meaning]) throws {
        var score = UnderstandingScore()
        for line in text.split(separator: "\n") where !line.hasPrefix("#") {
            let fields = line.split(separator: "\t", omittingEmptySubsequences: false).map(String.init)
            guard fields.count >= 3 else { throw ValidationError("\"\(line)\" is no line of a corpus: write NAME<tab>LANGUAGE<tab>SENTENCE") }
            let found = meanings(fields[2])
            let outcome = score.add(fields[0], found)
            guard verbose, outcome != .right else { continue }
            let shown = found.prefix(3).map { "\($0.entry.name) \(Int($0.confidence * 100))" }.joined(separator: ", ")
            print("\(outcome.rawValue): \(fields[0]): \(fields[2])  (\(shown))")
        }
        print(score.text)
    }
}
