// Moonpost
// SPDX-License-Identifier: Apache-2.0

internal import ChatTesting
internal import Core
internal import Plugins
internal import Testing

@Suite("Settings of config.toml", .timeLimit(.minutes(2)))
struct SettingTests {
    private static let files = [
        "price.lua": """
        bot.plugin { title = "Price" }
        bot.settings { currency = { default = "INR" } }
        bot.flow("price", { triggers = { "price" }, run = function(chat) chat:say("5 " .. bot.setting("currency")) end })
        """,
        "price.chat": "> price\n< 5 INR\n",
    ]

    @Test("do not change what the tests of a plugin see, neither in moonpost test nor where it is published")
    func defaults() async throws {
        let flows = try ScratchFlows(Self.files)
        let configuration = Configuration(
            scripts: Configuration.Scripts(flows: flows.path, plugins: flows.path + "/none"),
            plugins: ["price": Configuration.Plugin(settings: ["currency": "EUR"])])
        let runner = ChatRunner(configuration: configuration)
        let report = try await runner.run()
        #expect(report.isSuccess && report.scenes.count == 1, "\(report.text)")
        let contents = PluginFolders.read(paths: [], configuration: configuration)
        let candidate = try #require(contents.candidates.first)
        #expect(candidate.snapshot.settings == ["currency": "EUR"] && candidate.tests.count == 1)
        #expect(try await runner.problems(of: candidate, beside: []).map(\.description) == [])
    }
}
