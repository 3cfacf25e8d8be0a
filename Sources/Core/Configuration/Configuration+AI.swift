// Moonpost
// SPDX-License-Identifier: Apache-2.0

extension Configuration {
    /// `[ai]`: the language model that plugins may ask.
    package struct AI: Hashable, Sendable {
        package enum Provider: String, Hashable, Sendable, CaseIterable {
            /// Chat completions, OpenAI's or those of any compatible server.
            case openai
            /// Anthropic's messages.
            case anthropic
            /// An agent of a Mastra server.
            case mastra
        }

        package var provider: Provider
        /// The model's name; for Mastra the agent's id.
        package var model: String
        /// The root of the API; nil is the provider's own.
        package var url: String?
        /// nil where the server asks for none.
        package var key: Secret?
        /// The longest answer of one request, in tokens.
        package var mostTokens: Int
        /// Tokens of one person in a day, where the business is; nil is without limit.
        package var personBudget: Int?
        /// Tokens of everybody together in a day; nil is without limit.
        package var budget: Int?
        /// How much of a conversation the model sees: turns, and the bytes of their texts.
        package var contextTurns: Int
        package var contextSize: Int
        /// How long an answer may take, and when a provider that fails is left alone.
        package var breaker: CircuitBreaker.Policy

        package init(
            provider: Provider, model: String, url: String? = nil, key: Secret? = nil, mostTokens: Int = 1_024,
            personBudget: Int? = 50_000, budget: Int? = 2_000_000, contextTurns: Int = 20, contextSize: Int = 24 << 10,
            breaker: CircuitBreaker.Policy = CircuitBreaker.Policy(timeout: .seconds(20))
        ) {
            self.provider = provider
            self.model = model
            self.url = url
            self.key = key
            self.mostTokens = mostTokens
            self.personBudget = personBudget
            self.budget = budget
            self.contextTurns = contextTurns
            self.contextSize = contextSize
            self.breaker = breaker
        }
    }
}
