// Moonpost
// SPDX-License-Identifier: Apache-2.0

internal import Core
internal import Language

extension ModelExchange {
    /// - Throws: ``HostProblem`` where the settings make no request.
    init(_ settings: Configuration.AI) throws {
        switch settings.provider {
        case .openai: self.init(OpenAIModel(url: settings.url ?? OpenAIModel.defaultURL, model: settings.model, key: settings.key))
        case .anthropic:
            self.init(AnthropicModel(url: settings.url ?? AnthropicModel.defaultURL, model: settings.model, key: settings.key))
        case .mastra:
            guard let url = settings.url else { throw HostProblem("[ai] has no url: write the address of the Mastra server") }
            self.init(MastraModel(url: url, agent: settings.model, key: settings.key))
        }
    }
}
