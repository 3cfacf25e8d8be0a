// Moonpost
// SPDX-License-Identifier: Apache-2.0

internal import ArgumentParser
internal import Core
internal import Store

/// `moonpost user unlink`
struct UserUnlinkCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "unlink", abstract: "Takes a telephone away from its user, as when it is lost.")

    @OptionGroup var store: StoreOptions

    @Argument(help: "The phone number with country code.")
    var phone: String

    func run() async throws {
        let digits = try UserCommand.phone(phone)
        try await store.withStore { database in
            let now = SystemClock().now
            let isDone = try await database.write { connection -> Bool in
                guard let contact = try ContactRepository.find(ContactAlias(.phone, digits), in: connection) else { return false }
                guard try UserLinkRepository.unlink(contact, in: connection) else { return false }
                try AuditRepository.append([AuditRecord(actor: UserCommand.actor, .unlink, AuditRecord.actor(contact), at: now)], in: connection)
                return true
            }
            guard isDone else { throw CommandFailure("+\(digits) is no user's: see `moonpost user list`") }
        }
        print("+\(digits) is nobody's any more; it holds from the next message on")
        _ = try store.wakeHost()
    }
}
