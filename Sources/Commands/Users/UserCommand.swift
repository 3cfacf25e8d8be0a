// Moonpost
// SPDX-License-Identifier: Apache-2.0

internal import ArgumentParser
internal import Core
internal import Foundation
internal import Store

/// `moonpost user`
struct UserCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "user", abstract: "Adds, links and changes the staff: who may use commands that are not for everybody.",
        discussion: """
            A user is linked to a telephone by a code that they send to the bot (`moonpost user code`), or by you (`moonpost user link`). \
            Everything is kept in the audit log (`moonpost audit`).
            """,
        subcommands: [
            UserAddCommand.self, UserListCommand.self, UserCodeCommand.self, UserLinkCommand.self, UserUnlinkCommand.self, UserSetCommand.self,
            UserDisableCommand.self, UserEnableCommand.self,
        ])

    /// The one user whose id or name begins like this; capitals and accents do not matter.
    static func find(_ text: String, in database: any Database) async throws -> User {
        let all = try await database.read { try UserRepository.all(withDisabled: true, in: $0) }
        func same(_ name: String) -> String { name.folding(options: [.caseInsensitive, .diacriticInsensitive], locale: nil) }
        if let exact = all.first(where: { $0.id.text == text }) { return exact }
        let named = all.filter { same($0.name) == same(text) }
        let found = named.isEmpty ? all.filter { same($0.name).hasPrefix(same(text)) || $0.id.text.hasPrefix(text.uppercased()) } : named
        guard let user = found.first else {
            throw CommandFailure("there is no user \"\(text)\"" + (all.isEmpty ? ": add one with `moonpost user add`" : ": see `moonpost user list`"))
        }
        guard found.count == 1 else {
            throw CommandFailure(
                "\"\(text)\" may be " + found.map { "\($0.name) (\($0.id))" }.joined(separator: ", ") + ": write the whole name, or the id")
        }
        return user
    }

    /// Who runs this command, for the audit log.
    static var actor: String { "cli:\(NSUserName())" }

    static func role(_ text: String) throws -> User.Role {
        guard let role = User.Role(rawValue: text.lowercased()) else {
            throw ValidationError("\"\(text)\" is no role: there is \(User.Role.allCases.map(\.rawValue).joined(separator: ", "))")
        }
        return role
    }

    /// The digits of a phone number as platforms write them.
    static func phone(_ text: String) throws -> String {
        let digits = text.filter { !" ()-+".contains($0) }
        guard (5...15).contains(digits.count), digits.allSatisfy({ $0.isASCII && $0.isNumber }) else {
            throw ValidationError("\"\(text)\" is no phone number: write it with its country code, like +201001234567")
        }
        return digits
    }
}
