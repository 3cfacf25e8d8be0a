// Moonpost
// SPDX-License-Identifier: Apache-2.0

internal import ArgumentParser
internal import Core
internal import Store

/// `moonpost user link`
struct UserLinkCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(commandName: "link", abstract: "Links a telephone to a user, without a code.")

    @OptionGroup var store: StoreOptions

    @Argument(help: "The user's name or id.")
    var user: String

    @Argument(help: "The phone number with country code.")
    var phone: String

    func run() async throws {
        let digits = try UserCommand.phone(phone)
        let (name, newContact) = (user, IDGenerator(clock: SystemClock()).next(ContactSubject.self))
        let (found, before) = try await store.withStore { database in
            let user = try await UserCommand.find(name, in: database)
            guard user.disabledAt == nil else { throw CommandFailure("\(user.name) is disabled: `moonpost user enable` comes first") }
            let now = SystemClock().now
            let before = try await database.write { connection -> User? in
                let contact = try ContactRepository.resolve(
                    [ContactAlias(.phone, digits)], name: nil, at: now, newID: newContact, in: connection
                ).contact
                let before = try UserLinkRepository.user(of: contact, in: connection)
                try UserLinkRepository.link(contact, to: user.id, at: now, in: connection)
                var details: JSONObject = ["user": .string(user.id.text)]
                details["before"] = before.map { .string($0.id.text) }
                try AuditRepository.append(
                    [AuditRecord(actor: UserCommand.actor, .link, AuditRecord.actor(contact), details: .object(details), at: now)], in: connection)
                return before
            }
            return (user, before)
        }
        print("+\(digits) is \(found.name) from now on" + (before.map { $0.id == found.id ? ", as before" : "; it was \($0.name)" } ?? ""))
        _ = try store.wakeHost()
    }
}
