// Moonpost
// SPDX-License-Identifier: Apache-2.0

internal import ArgumentParser
internal import Core
internal import Host
internal import Store
internal import WhatsApp

/// `moonpost number add`
struct NumberAddCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "add", abstract: "Adds a number.",
        discussion: """
            Secrets come from WHATSAPP_ACCESS_TOKEN, WHATSAPP_APP_SECRET and WHATSAPP_VERIFY_TOKEN (through Twilio: TWILIO_AUTH_TOKEN), from lines like \
            access_token=... on the standard input, or are asked for in a terminal. Without a verify token one is made.
            """)

    @OptionGroup var store: StoreOptions

    @Argument(help: "What you call it, such as shop.")
    var name: String

    @Option(help: "Meta's id of the number (phone_number_id); through Twilio the number itself with \"+\".")
    var id: String

    @Option(help: "cloud (Meta's Cloud API) or twilio.")
    var provider = "cloud"

    @Option(name: .customLong("account-sid"), help: "Of Twilio: the account, AC and 32 digits. TWILIO_SID is the same.")
    var accountSID: String?

    @Option(name: .customLong("messaging-service-sid"), help: "Of Twilio: the messaging service that sends.")
    var messagingServiceSID: String?

    @Option(name: .customLong("api-url"), help: .hidden)
    var apiURL: String?

    @OptionGroup var scope: NumberScope

    @OptionGroup var content: NumberContent

    func run() async throws {
        let configuration = try store.options.read()
        let keys = try InstallationKey(configuration, store: store.path(configuration)).require()
        var (number, verify) = try number(SecretInput())
        try scope.apply(to: &number)
        try content.apply(to: &number)
        try Self.check(number, configuration)
        let added = number
        try await store.withStore(creating: true) { database in
            let numbers = try await InstalledNumbers.read(configuration.numbers, database, keys)
            if let twin = numbers.first(where: { $0.phoneNumberID == added.phoneNumberID || $0.name == added.name }) {
                throw CommandFailure(
                    "\"\(twin.name)\" (\(twin.phoneNumberID)) is there already: change it with `moonpost number set \(twin.name)`, or take another name")
            }
            let row = try NumberVault(keys).seal(added, at: SystemClock().now)
            try await database.write { try NumberRepository.save(row, in: $0) }
        }
        print("added \(number.name)")
        try store.tellHost()
        let address = configuration.server.webhookURL.map { PublicAddress(webhookURL: $0) }
        func url(_ path: String) -> String { address?.url(of: path) ?? "https://YOUR-HOST\(path) (and set server.webhook_url)" }
        switch number.provider {
        case .cloud:
            print("webhook for Meta's App Dashboard: \(url(WebhookPath.meta))")
            if let verify { print("verify token for it: \(verify.value)") }
        case .twilio: print("webhook for Twilio's Console: \(url(WebhookPath.twilio))")
        }
        print("next: moonpost number test \(number.name)")
    }

    /// - Returns: The number, and the verify token where one was made.
    private func number(_ secrets: SecretInput) throws -> (Configuration.Number, Secret?) {
        switch Configuration.Provider(rawValue: provider) {
        case .cloud:
            let token = try secrets.required("access_token", "WHATSAPP_ACCESS_TOKEN")
            let appSecret = try secrets.required("app_secret", "WHATSAPP_APP_SECRET")
            let given = secrets.optional("verify_token", "WHATSAPP_VERIFY_TOKEN")
            // Any secret text does, and nobody has to type it.
            let made = given == nil ? Secret(String(MasterKey().base64.value.filter { $0.isLetter || $0.isNumber }.prefix(32))) : nil
            return (
                Configuration.Number(
                    name: name, phoneNumberID: id, accessToken: token, appSecret: appSecret, verifyToken: given ?? made ?? Secret(""),
                    graphURL: apiURL ?? GraphEndpoint.defaultURL, graphVersion: GraphEndpoint.defaultVersion), made
            )
        case .twilio:
            guard let number = TwilioAddress.number(id) else {
                throw ValidationError("--id: \"\(id)\" is not a phone number with \"+\" and the country code, like \"+14155238886\"")
            }
            let account = try accountSID.map { Secret($0) } ?? secrets.required("account_sid", "TWILIO_SID")
            let token = try secrets.required("auth_token", "TWILIO_AUTH_TOKEN")
            let twilio = Configuration.Twilio(
                accountSID: account.value, authTokens: [token], messagingServiceSID: messagingServiceSID,
                apiURL: apiURL ?? TwilioEndpoint.defaultURL)
            return (Configuration.Number(name: name, number: number, twilio: twilio), nil)
        case nil: throw ValidationError("--provider must be cloud or twilio, and is \"\(provider)\"")
        }
    }

    /// Builds the addresses that the number will use, to learn now whether they can be built.
    static func check(_ number: Configuration.Number, _ configuration: Configuration) throws {
        do {
            _ = try HostNumber(number, address: configuration.server.webhookURL.map { PublicAddress(webhookURL: $0) })
        } catch let problem as GraphEndpoint.Problem {
            throw CommandFailure("\(problem.key): \(problem.description)")
        } catch let problem as TwilioEndpoint.Problem {
            throw CommandFailure("\(problem.key): \(problem.description)")
        }
    }
}
