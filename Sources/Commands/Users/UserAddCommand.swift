// Moonpost
// SPDX-License-Identifier: Apache-2.0

internal import ArgumentParser
internal import Core
internal import Foundation
internal import Language
internal import Store

/// `moonpost user add`
struct UserAddCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(commandName: "add", abstract: "Adds a user.")

    @OptionGroup var store: StoreOptions

    @Argument(help: "The name, such as \"Omar Said\".")
    var name: String

    @Option(help: "What they may do: member, manager or admin.")
    var role = "member"

    @Option(help: "Their language, such as ar; without, that of their telephone's contact.")
    var language: String?

    @Option(help: "Their time zone, such as Africa/Cairo.")
    var timezone: String?

    @Option(help: "Their phone number with country code: they are linked to it at once.")
    var phone: String?

    func run() async throws {
        let trimmed = name.trimmingCharacters(in: .whitespacesAndNewlines)
        guard !trimmed.isEmpty else { throw ValidationError("a user needs a name") }
        if let timezone, CivilTime(identifier: timezone) == nil { throw ValidationError("there is no time zone \"\(timezone)\"; write it like \"Africa/Cairo\"") }
        let ids = IDGenerator(clock: SystemClock())
        let user = User(id: ids.next(), name: trimmed, role: try UserCommand.role(role), language: language, timezone: timezone)
        let digits = try phone.map(UserCommand.phone)
        let now = SystemClock().now
        let newContact: ContactID = ids.next()
        try await store.withStore(creating: true) { database in
            try await database.write { connection in
                try UserRepository.insert(user, at: now, in: connection)
                var records = [
                    AuditRecord(
                        actor: UserCommand.actor, .change, AuditRecord.actor(user.id), details: ["added": .string(user.name), "role": .string(user.role.rawValue)],
                        at: now)
                ]
                if let digits {
                    let contact = try ContactRepository.resolve(
                        [ContactAlias(.phone, digits)], name: nil, at: now, newID: newContact, in: connection
                    ).contact
                    try UserLinkRepository.link(contact, to: user.id, at: now, in: connection)
                    records.append(AuditRecord(
                        actor: UserCommand.actor, .link, AuditRecord.actor(contact), details: ["user": .string(user.id.text)], at: now))
                }
                try AuditRepository.append(records, in: connection)
            }
        }
        print("added \(user.name), \(user.role.rawValue) (\(user.id))" + (digits.map { ", with +\($0)" } ?? ""))
        if digits == nil { print("next: moonpost user code \"\(user.name)\" makes a code that they send to the bot") }
        _ = try store.wakeHost()
    }
}
