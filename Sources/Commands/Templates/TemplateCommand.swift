// Moonpost
// SPDX-License-Identifier: Apache-2.0

internal import ArgumentParser

/// `moonpost template`
struct TemplateCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "template", abstract: "Lists, makes, changes and deletes the message templates of a WhatsApp Business account.",
        discussion: """
            They are Meta's: each is reviewed there, and what is done here is done there. A running host reads them again at once. Every change is kept in \
            the audit log (`moonpost audit`). Templates of a number at Twilio are made in Twilio's Console.
            """,
        subcommands: [
            TemplateListCommand.self, TemplateShowCommand.self, TemplateCreateCommand.self, TemplateEditCommand.self, TemplateDeleteCommand.self,
        ])
}
