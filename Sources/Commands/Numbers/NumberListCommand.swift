// Moonpost
// SPDX-License-Identifier: Apache-2.0

internal import ArgumentParser
internal import Core

/// `moonpost number list`
struct NumberListCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(commandName: "list", abstract: "Lists the numbers of this host, without their secrets.")

    @OptionGroup var store: StoreOptions

    func run() async throws {
        let configuration = try store.options.read()
        let keys = try InstallationKey(configuration, store: store.path(configuration)).load()
        let numbers = store.exists(configuration)
            ? try await store.withStore { try await InstalledNumbers.read(configuration.numbers, $0, keys) } : configuration.numbers
        guard !numbers.isEmpty else {
            print("there is no number yet: add one with `moonpost number add`")
            return
        }
        let configured = Set(configuration.numbers.map(\.phoneNumberID))
        for number in numbers {
            var parts = ["\(number.name)  \(number.provider.rawValue)  \(number.phoneNumberID)"]
            if let account = number.businessAccountID { parts.append("account \(account)") }
            if !number.portfolio.isEmpty, number.portfolio != number.businessAccountID { parts.append("portfolio \(number.portfolio)") }
            if let throughput = number.throughput { parts.append("\(throughput) a second") }
            if let language = number.language { parts.append("language \(language)") }
            if let plugins = number.plugins { parts.append("plugins " + (plugins.isEmpty ? "none" : plugins.sorted().joined(separator: ", "))) }
            if let content = number.twilio.flatMap(Self.content) { parts.append("content " + content) }
            if !number.otherSecrets.isEmpty { parts.append("\(number.otherSecrets.count + 1) secrets valid") }
            if configured.contains(number.phoneNumberID) { parts.append("in \(store.options.config)") }
            print(parts.joined(separator: "  "))
        }
    }

    /// The content templates, such as "buttons 2, lists 1, order_shipped"; nil where there is none.
    private static func content(_ twilio: Configuration.Twilio) -> String? {
        var parts: [String] = []
        if !twilio.contentButtons.isEmpty { parts.append("buttons \(twilio.contentButtons.count)") }
        if !twilio.contentLists.isEmpty { parts.append("lists \(twilio.contentLists.count)") }
        parts += twilio.contentTemplates.keys.sorted()
        return parts.isEmpty ? nil : parts.joined(separator: ", ")
    }
}
