// Moonpost
// SPDX-License-Identifier: Apache-2.0

internal import Core
internal import Testing

private typealias Its = ConfigurationTesting

@Suite struct AIConfigurationTests {
    @Test("without [ai] there is no model, whatever the environment has")
    func none() throws {
        #expect(try Its.read("", ["OPENAI_API_KEY": "sk-1", "MASTRA_API_URL": "http://localhost:4111"]).ai == nil)
    }

    @Test("[ai] names a model, and everything else has a default")
    func defaults() throws {
        let ai = try Its.read("[ai]\nprovider = \"anthropic\"\nmodel = \"claude\"", ["ANTHROPIC_API_KEY": "key"]).ai
        #expect(ai == Configuration.AI(provider: .anthropic, model: "claude", key: Secret("key")))
        #expect(ai?.breaker == CircuitBreaker.Policy(failures: 5, reset: .seconds(30), timeout: .seconds(20)))
    }

    @Test("every key of [ai] counts")
    func values() throws {
        let ai = try #require(
            try Its.read(
                """
                [ai]
                provider = "openai"
                model = "llama3.2"
                url = "http://localhost:11434/v1"
                timeout = "40 seconds"
                max_tokens = 300
                person_budget = 1000
                budget = "unlimited"
                context_turns = 6
                context_size = "8 KiB"
                breaker_failures = 2
                breaker_reset = "1 minute"
                """).ai)
        #expect(ai.url == "http://localhost:11434/v1" && ai.key == nil && ai.mostTokens == 300)
        #expect(ai.personBudget == 1_000 && ai.budget == nil && ai.contextTurns == 6 && ai.contextSize == 8 << 10)
        #expect(ai.breaker == CircuitBreaker.Policy(failures: 2, reset: .seconds(60), timeout: .seconds(40)))
    }

    @Test("Mastra's server comes from its own variable, or is missed by name")
    func mastra() throws {
        let text = "[ai]\nprovider = \"mastra\"\nmodel = \"clerk\""
        #expect(try Its.read(text, ["MASTRA_API_URL": "http://localhost:4111"]).ai?.url == "http://localhost:4111")
        #expect(Its.problems(text).contains { $0.contains("MASTRA_API_URL") })
    }

    @Test(
        "what cannot work is said with its line",
        arguments: [
            ("model = \"m\"", "has no provider"), ("provider = \"opnai\"", "there is \"openai\", \"anthropic\", \"mastra\""),
            ("provider = \"openai\"", "has no model"), ("provider = \"openai\"\nmodel = \"m\"\nurl = \"localhost:11434\"", "is not an address"),
            ("provider = \"mastra\"\nmodel = \"a/b\"\nurl = \"http://h\"", "is not the id of an agent"),
            ("provider = \"openai\"\nmodel = \"m\"\ncontext_size = \"5 MiB\"", "must be at most 4 MiB"),
            ("provider = \"openai\"\nmodel = \"m\"\nbudgets = 4", "did you mean \"budget\""),
        ])
    func problems(text: String, says: String) {
        let problems = Its.problems("[ai]\n" + text)
        #expect(problems.contains { $0.contains(says) }, "\(problems)")
    }

    @Test("a key never shows itself in a description")
    func secret() throws {
        let ai = try Its.read("[ai]\nprovider = \"openai\"\nmodel = \"m\"\nkey = \"env:KEY\"", ["KEY": "sk-hush"]).ai
        #expect(ai?.key == Secret("sk-hush"))
        #expect(!String(reflecting: ai).contains("sk-hush") && !"\(String(describing: ai))".contains("sk-hush"))
    }
}
