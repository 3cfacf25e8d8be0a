// Moonpost
// SPDX-License-Identifier: Apache-2.0

internal import ArgumentParser
internal import Core
internal import Fetch
internal import Simulator

/// `moonpost dev`
struct DevCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "dev", abstract: "Runs the host and the simulator together, to chat with your flows in a browser.")

    @OptionGroup var options: ConfigurationOptions

    @Option(help: "The port of both.")
    var port: Int?

    @Option(help: "The folder for the store and the simulator's conversations.")
    var data = "./data"

    func run() async throws {
        var configuration = try options.read()
        if let port {
            guard (1...65_535).contains(port) else { throw ValidationError("--port must be 1 to 65535, and is \(port)") }
            configuration.server.port = port
        }
        configuration.database.path = data + "/moonpost.db"
        let address = "http://127.0.0.1:\(configuration.server.port)"
        // Nobody reaches this host from outside, and Twilio's signatures cover the address that is called.
        configuration.server.webhookURL = address
        let logger = options.logger("moonpost")
        let runtime = try await HostRuntime.start(configuration, file: options.config, logger: logger) { Self.numbers($0, address: address) }
        let fetcher = runtime.fetcher
        let simulator = Simulator(
            numbers: runtime.configuration.numbers.map { SimulatedNumber($0, name: configuration.business.name, host: address) },
            rules: .lifelike, clock: runtime.clock, ids: runtime.ids, statePath: data + "/simulator.json", logger: logger
        ) { url, headers, body in
            try await fetcher.fetch(FetchRequest(method: "POST", url: url, headers: headers, body: body)).status
        }
        try await simulator.open()
        if await simulator.contacts.isEmpty {
            _ = try await simulator.addContact(
                name: "Amina", phone: "201001234567", userID: nil, username: nil, language: configuration.business.language)
        }
        try await runtime.run(simulator: simulator, logger: logger)
    }

    /// The configured numbers, or one of our own, all on the simulator: nothing leaves this machine.
    private static func numbers(_ configured: [Configuration.Number], address: String) -> [Configuration.Number] {
        let graphURL = address + Simulator.graphPrefix
        var numbers = configured
        if numbers.isEmpty {
            numbers = [
                Configuration.Number(
                    name: "dev", phoneNumberID: "100000000000001", businessAccountID: SimulatedNumber.account, accessToken: Secret("dev-access-token"),
                    appSecret: Secret("dev-app-secret"), verifyToken: Secret("dev-verify-token"), graphURL: graphURL,
                    graphVersion: "v25.0")
            ]
        }
        for index in numbers.indices {
            numbers[index].graphURL = graphURL
            if numbers[index].provider == .cloud { numbers[index].businessAccountID = numbers[index].businessAccountID ?? SimulatedNumber.account }
            numbers[index].twilio?.apiURL = address + Simulator.twilioPrefix
        }
        return numbers
    }
}
