// Moonpost
// SPDX-License-Identifier: Apache-2.0

internal import ArgumentParser
internal import Core
internal import Fetch
internal import Host
internal import WhatsApp

/// `moonpost number send-test`
struct NumberSendTestCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "send-test", abstract: "Sends one message to a phone of yours.",
        discussion: "Without a template it is free text, which arrives only within 24 hours after that phone wrote to the number.")

    @OptionGroup var store: StoreOptions

    @Argument(help: "The number's name or id.")
    var number: String

    @Argument(help: "The phone, with country code.")
    var phone: String

    @Option(help: "An approved template without values, such as hello_world.")
    var template: String?

    @Option(help: "The template's language.")
    var language = "en_US"

    func run() async throws {
        let configuration = try store.options.read()
        let digits = phone.filter { !" ()-+".contains($0) }
        guard (5...15).contains(digits.count), digits.allSatisfy({ $0.isASCII && $0.isNumber }) else {
            throw ValidationError("\"\(phone)\" is not a phone number with country code, like +201001234567")
        }
        let keys = try InstallationKey(configuration, store: store.path(configuration)).load()
        let found = try await store.withStore(creating: true) { try await NumberCommand.find(number, configuration, $0, keys) }
        let host = try HostNumber(found, address: configuration.server.webhookURL.map { PublicAddress(webhookURL: $0) })
        let content: OutboundMessage.Content =
            template.map { .template(OutboundMessage.Template(name: $0, language: language)) } ?? .text("A test of \(found.name), by Moonpost.")
        let fetcher = try Fetcher()
        let request = try host.request(for: OutboundMessage(content), to: .phone(digits), id: IDGenerator(clock: SystemClock()).next())
        let response: FetchResponse
        do {
            response = try await fetcher.fetch(request)
        } catch {
            await fetcher.shutdown()
            throw CommandFailure("the platform was not reached: \(error.message)")
        }
        await fetcher.shutdown()
        switch host.outcome(of: response) {
        case .accepted(let id): print("accepted as \(id): look at the phone")
        case .refused(let error, _):
            let advice = ErrorPolicy.rule(for: error.code)?.advice ?? ""
            throw CommandFailure("refused: \(error)" + (advice.isEmpty ? "" : ". " + advice))
        case .notSent(let reason), .uncertain(let reason): throw CommandFailure("not sent: \(reason)")
        }
    }
}
