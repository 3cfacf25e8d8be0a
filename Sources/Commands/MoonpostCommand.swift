// Moonpost
// SPDX-License-Identifier: Apache-2.0

package import ArgumentParser

/// `moonpost`
package struct MoonpostCommand: AsyncParsableCommand {
    package static let configuration = CommandConfiguration(
        commandName: "moonpost",
        abstract: "A WhatsApp bot host: flows are Lua files, nothing that was acknowledged is lost.",
        subcommands: [
            DevCommand.self, ServeCommand.self, NewCommand.self, ChatCommand.self, CheckCommand.self, UnderstandCommand.self,
            TestCommand.self, LuaCommand.self, ReferenceCommand.self,
            ReloadCommand.self, VersionsCommand.self, RollbackCommand.self, DiffCommand.self,
            KeyCommand.self, NumberCommand.self, TemplateCommand.self, UserCommand.self, AuditCommand.self, FormCommand.self, CostsCommand.self,
        ])

    package init() {}
}
