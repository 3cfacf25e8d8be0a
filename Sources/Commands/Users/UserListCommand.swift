// Moonpost
// SPDX-License-Identifier: Apache-2.0

internal import ArgumentParser
internal import Core
internal import Store

/// `moonpost user list`
struct UserListCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(commandName: "list", abstract: "Lists the staff and their telephones.")

    @OptionGroup var store: StoreOptions

    @Flag(help: "Those who are disabled, too.")
    var all = false

    func run() async throws {
        let isAll = all
        let lines = try await store.withStore { database in
            try await database.read { connection -> [String] in
                let links = try UserLinkRepository.all(in: connection)
                return try UserRepository.all(withDisabled: isAll, in: connection).map { user in
                    var parts = ["\(user.name)  \(user.role.rawValue)  \(user.id)"]
                    for link in links where link.user == user.id {
                        let phone = try ContactRepository.contact(link.contact, in: connection)?.alias(.phone).map { "+\($0)" } ?? link.contact.text
                        parts.append(phone + (link.suspendedAt == nil ? "" : " (suspended: its identity has changed; link it again)"))
                    }
                    if let language = user.language { parts.append("language \(language)") }
                    if let timezone = user.timezone { parts.append(timezone) }
                    if user.disabledAt != nil { parts.append("disabled") }
                    return parts.joined(separator: "  ")
                }
            }
        }
        print(lines.isEmpty ? "there is no user yet: add one with `moonpost user add`" : lines.joined(separator: "\n"))
    }
}
