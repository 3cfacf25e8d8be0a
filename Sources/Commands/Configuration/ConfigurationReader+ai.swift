// Moonpost
// SPDX-License-Identifier: Apache-2.0

internal import Core

extension ConfigurationReader {
    /// `[ai]`; nil where there is none, and no model then.
    static func ai(_ section: ConfigurationTable?) -> Configuration.AI? {
        guard var section else { return nil }
        let known = Configuration.AI.Provider.allCases.map { "\"\($0.rawValue)\"" }.joined(separator: ", ")
        var provider: Configuration.AI.Provider?
        if let found = section.requiredText("provider") {
            provider = Configuration.AI.Provider(rawValue: found.value)
            if provider == nil { section.context.report(found.line, "\(found.key): \(found.shown) is not a provider: there is \(known)") }
        }
        let isMastra = provider == .mastra
        let model = provider == nil ? section.text("model") : section.requiredText("model")
        let url = section.text("url", else: isMastra ? "MASTRA_API_URL" : nil)
        let key = section.text("key", else: variable(of: provider))
        let mostTokens = section.integer("max_tokens", in: 1...100_000)
        let personBudget = section.limit("person_budget", in: 0...1_000_000_000)
        let budget = section.limit("budget", in: 0...1_000_000_000)
        let turns = section.integer("context_turns", in: 1...1_000)
        let size = section.bytes("context_size", atLeast: 1_000)
        let policy = breaker(&section, timeout: "timeout", CircuitBreaker.Policy(timeout: .seconds(20)))
        section.finish()
        if let url, !isAddress(url.value) {
            section.context.report(url.line, "\(url.key): \(url.shown) is not an address like \"https://api.example.com/v1\", without a query")
        }
        if isMastra, url == nil, !section.has("url") {
            section.context.report(
                section.line, "\(section.key.header) has no url: give the address of the Mastra server here, or set the environment variable MASTRA_API_URL")
        }
        if isMastra, let model, !isAgent(model.value) {
            section.context.report(
                model.line, "\(model.key): \(model.shown) is not the id of an agent, which has ASCII letters, digits, \"-\", \"_\" and \".\" alone")
        }
        if let size, size > longestContext {
            section.context.report(
                section.line(of: "context_size"), "\(section.key.name).context_size must be at most \(ByteWords.words(longestContext))")
        }
        guard let provider, let model else { return nil }
        var ai = Configuration.AI(provider: provider, model: model.value, url: url?.value, key: key.map { Secret($0.value) }, breaker: policy)
        if let mostTokens { ai.mostTokens = Int(mostTokens) }
        if let personBudget { ai.personBudget = personBudget }
        if let budget { ai.budget = budget }
        if let turns { ai.contextTurns = Int(turns) }
        if let size { ai.contextSize = Int(min(size, longestContext)) }
        return ai
    }

    /// A request to a model is made in memory, for each conversation that asks.
    private static let longestContext: Int64 = 4 << 20

    /// The environment variables by which these keys are known everywhere.
    private static func variable(of provider: Configuration.AI.Provider?) -> String? {
        switch provider {
        case .openai: "OPENAI_API_KEY"
        case .anthropic: "ANTHROPIC_API_KEY"
        case .mastra: "MASTRA_API_KEY"
        case nil: nil
        }
    }

    private static func isAddress(_ text: String) -> Bool {
        guard text.hasPrefix("https://") || text.hasPrefix("http://") else { return false }
        return text.utf8.count > "https://".utf8.count && text.utf8.allSatisfy { (0x21...0x7E).contains($0) && !"?#@\\\"<>".utf8.contains($0) }
    }

    private static func isAgent(_ text: String) -> Bool {
        text.utf8.allSatisfy { ConfigurationKey.isBare($0) || $0 == UInt8(ascii: ".") } && !text.allSatisfy { $0 == "." }
    }
}
