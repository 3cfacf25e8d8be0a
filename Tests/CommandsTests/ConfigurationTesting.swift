// Moonpost
// SPDX-License-Identifier: Apache-2.0

internal import Commands
internal import Core

/// Reads texts as though they stood in `config.toml`.
enum ConfigurationTesting {
    static func read(_ text: String, _ environment: [String: String] = [:], file: String = "config.toml") throws
        -> Configuration
    {
        try ConfigurationReader.read(text, file: file, environment: environment)
    }

    /// The lines that a person sees; none where the text is sound.
    static func problems(_ text: String, _ environment: [String: String] = [:]) -> [String] {
        do {
            _ = try ConfigurationReader.read(text, file: "config.toml", environment: environment)
            return []
        } catch {
            return error.description.split(separator: "\n").map(String.init)
        }
    }

    /// A `[[numbers]]` table that lacks nothing, with lines 1 to 5.
    static let number = """
        [[numbers]]
        phone_number_id = "106540352242922"
        access_token = "EAAtoken"
        app_secret = "hush"
        verify_token = "verify"

        """

    /// The four variables that make a number.
    static let variables = [
        "WHATSAPP_PHONE_NUMBER_ID": "200", "WHATSAPP_ACCESS_TOKEN": "env-token", "WHATSAPP_APP_SECRET": "env-secret",
        "WHATSAPP_VERIFY_TOKEN": "env-verify",
    ]
}
