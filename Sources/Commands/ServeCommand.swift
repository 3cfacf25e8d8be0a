// Moonpost
// SPDX-License-Identifier: Apache-2.0

internal import ArgumentParser
internal import Core

/// `moonpost serve`
struct ServeCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(commandName: "serve", abstract: "Runs the host alone.")

    @OptionGroup var options: ConfigurationOptions

    func run() async throws {
        let configuration = try options.read()
        let logger = options.logger("moonpost")
        let runtime = try await HostRuntime.start(
            configuration, file: options.config, logger: logger, orElse: CommandFailure(Self.noNumber(options.config))
        ) { $0 }
        try await runtime.run(simulator: nil, logger: logger)
    }

    private static func noNumber(_ config: String) -> String {
        "there is no number: add one with `moonpost key` and `moonpost number add`, or [[numbers]] to \(config), or set WHATSAPP_PHONE_NUMBER_ID, "
            + "WHATSAPP_ACCESS_TOKEN, WHATSAPP_APP_SECRET and WHATSAPP_VERIFY_TOKEN, or for Twilio TWILIO_SID, TWILIO_AUTH_TOKEN, "
            + "TWILIO_WHATSAPP_NUMBER and WEBHOOK_URL; `moonpost dev` needs none"
    }
}
