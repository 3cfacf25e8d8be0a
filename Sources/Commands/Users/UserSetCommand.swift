// Moonpost
// SPDX-License-Identifier: Apache-2.0

internal import ArgumentParser
internal import Core
internal import Foundation
internal import Language
internal import Store

/// `moonpost user set`
struct UserSetCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(commandName: "set", abstract: "Changes the name, role, language or time zone of a user.")

    @OptionGroup var store: StoreOptions

    @Argument(help: "The user's name or id.")
    var user: String

    @Option(help: "Their name from now on.")
    var name: String?

    @Option(help: "member, manager or admin.")
    var role: String?

    @Option(help: "Such as ar.")
    var language: String?

    @Option(help: "Such as Africa/Cairo.")
    var timezone: String?

    func run() async throws {
        guard name != nil || role != nil || language != nil || timezone != nil else {
            throw ValidationError("nothing to change: give --name, --role, --language or --timezone")
        }
        if let timezone, CivilTime(identifier: timezone) == nil { throw ValidationError("there is no time zone \"\(timezone)\"; write it like \"Africa/Cairo\"") }
        let (wanted, role) = (user, try role.map(UserCommand.role))
        let (newName, language, timezone) = (name?.trimmingCharacters(in: .whitespacesAndNewlines), language, timezone)
        let changed = try await store.withStore { database in
            var user = try await UserCommand.find(wanted, in: database)
            var details: JSONObject = [:]
            func note(_ what: String, _ before: String?, _ after: String?) {
                guard let after, before != after else { return }
                details[what] = .string((before ?? "-") + " -> " + after)
            }
            note("name", user.name, newName)
            note("role", user.role.rawValue, role?.rawValue)
            note("language", user.language, language)
            note("timezone", user.timezone, timezone)
            user.name = newName ?? user.name
            user.role = role ?? user.role
            user.language = language ?? user.language
            user.timezone = timezone ?? user.timezone
            let (changed, record) = (user, AuditRecord(
                actor: UserCommand.actor, .change, AuditRecord.actor(user.id), details: .object(details), at: SystemClock().now))
            try await database.write { connection in
                try UserRepository.update(changed, at: record.at, in: connection)
                try AuditRepository.append([record], in: connection)
            }
            return changed
        }
        print("\(changed.name): \(changed.role.rawValue)" + (changed.language.map { ", language \($0)" } ?? "") + (changed.timezone.map { ", \($0)" } ?? ""))
        _ = try store.wakeHost()
    }
}
