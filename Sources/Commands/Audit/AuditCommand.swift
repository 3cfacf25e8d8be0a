// Moonpost
// SPDX-License-Identifier: Apache-2.0

internal import ArgumentParser

/// `moonpost audit`
struct AuditCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "audit", abstract: "Shows and verifies the log of what was done by whom.",
        subcommands: [AuditListCommand.self, AuditVerifyCommand.self], defaultSubcommand: AuditListCommand.self)
}
