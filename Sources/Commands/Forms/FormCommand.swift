// Moonpost
// SPDX-License-Identifier: Apache-2.0

internal import ArgumentParser

/// `moonpost form`
struct FormCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "form", abstract: "Sets up WhatsApp Flows, whose screens are answered by bot.form.", subcommands: [FormKeyCommand.self])
}
